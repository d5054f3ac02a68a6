using System.Text.Json.Serialization;
using TradingBot.Trading.Entries;

namespace TradingBot.Functions.Activities;

/// <summary>
/// What a signal leads to, as the orchestration sees it. It is written into histories: names and order of its members are kept.
/// </summary>
public sealed record SignalAnswer
{
    /// <summary>Nothing more to do: denied, done, or dry.</summary>
    public static SignalAnswer Ended { get; } = new();

    /// <summary>The trade to run.</summary>
    public Guid? TradeId { get; init; }

    /// <summary>The trades that were asked to close.</summary>
    public Guid[] Closing { get; init; } = [];

    /// <summary>Decide again once they are closed.</summary>
    public bool ThenOpen { get; init; }

    /// <summary>Not its turn yet: ask again. Absent where it is false, as in the histories of before.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsWaiting { get; init; }

    /// <summary>
    /// The trade whose run is to close a part of it, or to add to it. Absent where there is none, as in the histories of before.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Guid? Reducing { get; init; }

    /// <summary>The further trades of which a part is to be closed. Absent where there is none, as in the histories of before.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Guid[]? ReducingToo { get; init; }

    public static SignalAnswer Of(SignalDecision decision) => decision switch
    {
        SignalDecision.Ended => Ended,
        SignalDecision.Waits => new SignalAnswer { IsWaiting = true },
        SignalDecision.Reduces { Trades: var trades } => new SignalAnswer
        {
            Reducing = trades[0].Value,
            ReducingToo = trades.Count == 1 ? null : [.. trades.Skip(1).Select(static trade => trade.Value)],
        },
        SignalDecision.Adds adds => new SignalAnswer { Reducing = adds.Trade.Value },
        SignalDecision.Opens opens => new SignalAnswer { TradeId = opens.Trade.Value },
        SignalDecision.Closes closes => new SignalAnswer
        {
            Closing = [.. closes.Trades.Select(static trade => trade.Value)],
            ThenOpen = closes.ThenOpen,
        },
        _ => throw new InvalidOperationException($"Unknown decision {decision}."),
    };
}
