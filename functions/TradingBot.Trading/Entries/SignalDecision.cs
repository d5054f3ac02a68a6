using System.Text.Json.Serialization;
using TradingBot.Core.Identifiers;

namespace TradingBot.Trading.Entries;

/// <summary>What a signal leads to, as the orchestration sees it: ids only.</summary>
public sealed record SignalDecision
{
    /// <summary>Nothing more to do: denied, done, or dry.</summary>
    public static SignalDecision Ended { get; } = new();

    /// <summary>The trade to run.</summary>
    public Guid? TradeId { get; init; }

    /// <summary>The same trade when it was approved this moment and its order can go out at once. Stays in the process that decided.</summary>
    [JsonIgnore]
    public ApprovedEntry? Entry { get; init; }

    /// <summary>The trades that were asked to close.</summary>
    public Guid[] Closing { get; init; } = [];

    /// <summary>Decide again once they are closed.</summary>
    public bool ThenOpen { get; init; }

    public static SignalDecision Opened(TradeId trade) => new() { TradeId = trade.Value };

    public static SignalDecision Closes(IReadOnlyList<TradeId> trades, bool thenOpen) =>
        new() { Closing = [.. trades.Select(static trade => trade.Value)], ThenOpen = thenOpen };
}
