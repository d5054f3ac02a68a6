using System.Collections.Frozen;
using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Notifications;

namespace TradingBot.Core.Signals;

/// <summary>The notices that an alert gives rise to.</summary>
public static class SignalNotices
{
    private static readonly FrozenSet<string> HeldBack = new[]
    {
        DenialCodes.StrategyPaused, DenialCodes.StrategyExitOnly, DenialCodes.StrategyCooldown, DenialCodes.Pyramiding,
        DenialCodes.TradingHalted, DenialCodes.DirectionNotAllowed, DenialCodes.Superseded,
    }.ToFrozenSet();

    // What changed nothing and was to change nothing; and what the end of a trade or of a failed alert tells itself.
    private static readonly FrozenSet<string> Untold = new[]
    {
        DenialCodes.AlreadyFlat, DenialCodes.AlreadyInPosition, DenialCodes.NoChange, DenialCodes.NothingToReduce,
        DenialCodes.NothingToReverse, DenialCodes.NothingToClose, DenialCodes.DryRun,
        DenialCodes.SignalFailed, DenialCodes.ClosedBeforeEntry, DenialCodes.TradeCancelled, DenialCodes.EntryNotPlaced,
        DenialCodes.ExchangeRejected, DenialCodes.ExchangeNotFilled,
    }.ToFrozenSet();

    /// <summary>
    /// The notice of an alert that was refused or denied; null when nobody needs to be told. It stands for the others of the same strategy
    /// and reason that come within ten minutes, so that a storm of them is one notice; within an hour for calls with a wrong token, which
    /// anybody can make.
    /// </summary>
    /// <param name="reason">Why nothing was done, with the numbers.</param>
    public static RefusalNotice? Refused(Denial reason)
    {
        ArgumentNullException.ThrowIfNull(reason);
        if (Untold.Contains(reason.Code))
            return null;
        var kind = NoticeKinds.Of(HeldBack.Contains(reason.Code) ? NoticeKinds.EntryHeldBack : NoticeKinds.AlertRefused);
        var what = DenialKinds.Of(reason.Code);
        var within = reason.Code == DenialCodes.WebhookUnauthorized ? TimeSpan.FromHours(1) : TimeSpan.FromMinutes(10);
        return new RefusalNotice(
            kind, reason.Code, within, $"{kind.Label.ToLowerInvariant()} ({reason.Code})", $"{reason.Message} {what.Advice}");
    }

    /// <param name="signal">The alert nobody acted upon.</param>
    /// <param name="strategy">Its strategy; null when the alert is not in the journal.</param>
    /// <param name="failure">What went wrong, in a sentence.</param>
    public static Notification Failed(SignalId signal, string? strategy, string failure) => new(
        NoticeKinds.Of(NoticeKinds.SignalFailed).Severity,
        NoticeKinds.SignalFailed,
        strategy is null ? "An alert could not be acted upon" : $"{strategy}: an alert could not be acted upon",
        failure,
        Strategy: strategy,
        Once: $"signalFailed:{signal}");
}
