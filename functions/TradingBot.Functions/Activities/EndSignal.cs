using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Notifications;
using TradingBot.Core.Signals;

namespace TradingBot.Functions.Activities;

/// <summary>
/// Writes a signal's end; without a failure it is completed. A failure is an alert nobody acted upon, so the trader is told.
/// </summary>
public sealed class EndSignal(ISignalJournal signals, INotificationStore notices, TimeProvider time)
{
    [Function(nameof(EndSignal))]
    public async Task<bool> RunAsync([ActivityTrigger] SignalEnd end, CancellationToken token)
    {
        var now = time.GetUtcNow();
        var id = new SignalId(end.SignalId);
        if (end.Failure is not { } failure)
            return await signals.AdvanceAsync(id, SignalStatus.Completed, reason: null, now, token);
        var record = await signals.FindAsync(id, token);
        // Approved before the decision's answer was lost: the sweep has its trade run, and the trade's end is the signal's.
        if (record?.TradeId is not null)
            return false;
        var hasEnded = await signals.AdvanceAsync(id, SignalStatus.Failed, new Denial(DenialCodes.SignalFailed, failure), now, token);
        await notices.NotifyAsync(SignalNotices.Failed(id, record?.Strategy, failure), now, token);
        return hasEnded;
    }
}
