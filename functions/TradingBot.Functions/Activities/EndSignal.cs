using TradingBot.Core;
using TradingBot.Core.Ledger;
using TradingBot.Core.Ports;
using TradingBot.Core.Signals;

namespace TradingBot.Functions.Activities;

/// <summary>Writes a signal's end; without a failure it is completed.</summary>
public sealed class EndSignal(ISignalJournal signals, TimeProvider clock)
{
    [Function(nameof(EndSignal))]
    public Task<bool> RunAsync([ActivityTrigger] SignalEnd end, CancellationToken token) => signals.AdvanceAsync(
        new SignalId(end.SignalId),
        end.Failure is null ? SignalStatus.Completed : SignalStatus.Failed,
        end.Failure is null ? null : new Denial("signal.failed", end.Failure),
        clock.GetUtcNow(),
        token);
}
