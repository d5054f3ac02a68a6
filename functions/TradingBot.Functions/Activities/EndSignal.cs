using System.Text.Json.Serialization;
using TradingBot.Core.Identifiers;
using TradingBot.Trading.Entries;

namespace TradingBot.Functions.Activities;

/// <summary>Ends a signal that opened no trade: completed, failed, or answered while what it closes is still closing.</summary>
public sealed class EndSignal(SignalEnding ending)
{
    [Function(nameof(EndSignal))]
    public Task<bool> RunAsync([ActivityTrigger] SignalEnd end, CancellationToken token)
    {
        var id = new SignalId(end.SignalId);
        return end switch
        {
            { Failure: { } failure } => ending.FailAsync(id, failure, token),
            { IsStillClosing: true } => ending.LeaveClosingAsync(id, token),
            _ => ending.CompleteAsync(id, token),
        };
    }
}

/// <summary>How a signal that opened no trade ends. It is written into histories: names and order of its members are kept.</summary>
public sealed record SignalEnd(Guid SignalId, string? Failure)
{
    /// <summary>True when what it asked to close has not ended in time. Absent where it is false, as in the histories of before.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsStillClosing { get; init; }
}
