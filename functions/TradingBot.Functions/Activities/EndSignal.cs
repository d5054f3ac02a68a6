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

public sealed record SignalEnd(Guid SignalId, string? Failure);
