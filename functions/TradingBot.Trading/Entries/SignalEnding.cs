using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Notifications;
using TradingBot.Core.Signals;
using TradingBot.Core.Trades;

namespace TradingBot.Trading.Entries;

/// <summary>
/// Ends a signal that opened no trade: completed once every trade it asked to close has ended, failed when it could not be decided. The end
/// of a signal that opened one comes with the trade's.
/// </summary>
public sealed class SignalEnding(
    ISignalJournal signals, ITradeLedger ledger, SignalDecider decider, INotificationStore notices, TimeProvider time)
{
    private static readonly Denial StillClosing = new(
        DenialCodes.StillClosing,
        "Closing was asked for and goes on until nothing is open: the trade's story tells what it waits for. If the alert was to open a "
            + "position too, that is not opened any more.");

    /// <summary>
    /// True when every one of the trades has ended, closed or failed, or holds what was filled of an entry of which only the rest was to be
    /// cancelled; a trade that is not there holds nothing up.
    /// </summary>
    public async Task<bool> HaveEndedAsync(IReadOnlyCollection<TradeId> trades, CancellationToken token)
    {
        foreach (var id in trades)
        {
            if (await ledger.FindAsync(id, token) is { IsUnfinished: true } trade && !await IsKeptAsync(trade, token))
                return false;
        }

        return true;
    }

    private async Task<bool> IsKeptAsync(TradeRecord trade, CancellationToken token) =>
        trade is { CloseRequestedAt: null, FilledQuantity: > 0 } && await ledger.HasEntryEndedAsync(trade.Id, token);

    /// <summary>False when the signal had ended already.</summary>
    public Task<bool> CompleteAsync(SignalId id, CancellationToken token) =>
        signals.AdvanceAsync(id, SignalStatus.Completed, reason: null, time.GetUtcNow(), token);

    /// <summary>
    /// Answers a signal whose trades have not closed in time: closing goes on by itself, but nothing is opened for this alert any more.
    /// False when the signal had ended already.
    /// </summary>
    public Task<bool> LeaveClosingAsync(SignalId id, CancellationToken token) =>
        signals.AdvanceAsync(id, SignalStatus.Completed, StillClosing, time.GetUtcNow(), token);

    /// <summary>
    /// Ends a signal that could not be decided in time. An exit is never lost to that: what it closes is closed now. What was to open
    /// something opens nothing and fails. False while it has to wait for its turn.
    /// </summary>
    /// <param name="failure">Why it could not be decided in time, as a sentence.</param>
    public async Task<bool> EndLateAsync(SignalId id, string failure, CancellationToken token)
    {
        switch (await decider.DecideLateAsync(id, failure, token))
        {
            case SignalDecision.Waits:
                return false;
            case SignalDecision.Closes { Trades: var trades } when !await HaveEndedAsync(trades, token):
                await LeaveClosingAsync(id, token);
                return true;
            case SignalDecision.Closes { ThenOpen: true, Trades: var trades }:
                var reason = EntryDecider.After(trades, new Denial(DenialCodes.SignalFailed, failure));
                await signals.AdvanceAsync(id, SignalStatus.Failed, reason, time.GetUtcNow(), token);
                return true;
            case SignalDecision.Closes:
                await CompleteAsync(id, token);
                return true;
            default:
                return true;
        }
    }

    /// <summary>
    /// Nobody acted upon the alert, so the trader is notified, once. False when the signal had ended already, and when it has a trade: it
    /// was approved before the decision's answer was lost, <see cref="Reconciliation.CrashSweep"/> has that trade run, and its end is the
    /// signal's.
    /// </summary>
    /// <param name="failure">What went wrong, as a sentence.</param>
    public async Task<bool> FailAsync(SignalId id, string failure, CancellationToken token)
    {
        var record = await signals.FindAsync(id, token);
        if (record is { TradeId: not null } or { Status: SignalStatus.Completed or SignalStatus.Denied })
            return false;
        var now = time.GetUtcNow();
        var hasEnded = await signals.AdvanceAsync(id, SignalStatus.Failed, new Denial(DenialCodes.SignalFailed, failure), now, token);

        // Of an alert in the journal the end and its notice are written together.
        if (record is null)
            await notices.NotifyAsync(SignalNotices.Failed(id, failure), now, token);
        return hasEnded;
    }
}
