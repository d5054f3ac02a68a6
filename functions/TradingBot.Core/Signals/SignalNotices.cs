using System.Collections.Frozen;
using System.Globalization;
using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Notifications;
using TradingBot.Core.Strategies;

namespace TradingBot.Core.Signals;

/// <summary>The notices that an alert gives rise to.</summary>
public static class SignalNotices
{
    private const int LongestFault = 80;

    private static readonly FrozenSet<string> HeldBack = new[]
    {
        DenialCodes.StrategyPaused, DenialCodes.StrategyExitOnly, DenialCodes.StrategyCooldown, DenialCodes.Pyramiding,
        DenialCodes.TradingHalted, DenialCodes.DirectionNotAllowed, DenialCodes.Superseded,
    }.ToFrozenSet();

    // Codes under which quite different faults are told, of which only the sentence says which.
    private static readonly FrozenSet<string> Manifold = new[]
    {
        DenialCodes.WebhookInvalid, DenialCodes.WebhookMalformed, DenialCodes.WebhookNotUnderstood, DenialCodes.SignalFailed,
    }.ToFrozenSet();

    // What changed nothing and was to change nothing; and what the end of a trade tells itself.
    private static readonly FrozenSet<string> Untold = new[]
    {
        DenialCodes.AlreadyFlat, DenialCodes.AlreadyInPosition, DenialCodes.NoChange, DenialCodes.NothingToReduce,
        DenialCodes.NothingToAddTo, DenialCodes.NothingToReverse, DenialCodes.NothingToClose, DenialCodes.OtherSideHeld,
        DenialCodes.OppositeIgnored, DenialCodes.DryRun,
        DenialCodes.ClosedBeforeEntry, DenialCodes.TradeCancelled, DenialCodes.EntryNotPlaced,
        DenialCodes.ExchangeRejected, DenialCodes.ExchangeNotFilled,
    }.ToFrozenSet();

    /// <summary>
    /// The notice of an alert that was refused or denied; null when nobody needs to be told. It stands for the others of the same strategy
    /// and reason, and of the same first fault, that come within ten minutes, so that a storm of them is one notice; within an hour for
    /// calls with a wrong token, which anybody can make.
    /// </summary>
    /// <param name="reason">Why nothing was done, with the numbers.</param>
    public static RefusalNotice? Refused(Denial reason)
    {
        ArgumentNullException.ThrowIfNull(reason);
        if (Untold.Contains(reason.Code))
            return null;
        var kind = reason.Code == DenialCodes.SignalFailed ? NoticeKinds.SignalFailed
            : reason.Code == DenialCodes.StillClosing ? NoticeKinds.ExitWaits
            : HeldBack.Contains(reason.Code) ? NoticeKinds.EntryHeldBack
            : NoticeKinds.AlertRefused;
        return Of(kind, reason, $"{reason.Message} {DenialKinds.Of(reason.Code).Advice}");
    }

    /// <summary>
    /// The notice of an alert that asked to close, or could not be read and may have asked for it, and was refused while its strategy holds
    /// something: nobody else closes that.
    /// </summary>
    /// <param name="reason">Why nothing was closed.</param>
    /// <param name="exit">What was refused, and what stays open.</param>
    public static RefusalNotice RefusedExit(Denial reason, RefusedExit exit)
    {
        ArgumentNullException.ThrowIfNull(reason);
        ArgumentNullException.ThrowIfNull(exit);
        var symbol = exit.Symbol is { } sent ? $"for \"{sent}\" " : "";
        var what = exit.IsCertain
            ? $"An exit {symbol}was refused and closed nothing"
            : $"An alert {symbol}could not be read; it may have been an exit, and closed nothing";
        var notice = Of(NoticeKinds.ExitRefused, reason, $"{what}: {reason.Message} Still open: {string.Join("; ", exit.Open)}.");

        // Exits of different symbols are different matters.
        return notice with { Fault = $"{notice.Fault} {exit.Symbol}".Replace(':', '*') };
    }

    private static RefusalNotice Of(string word, Denial reason, string body)
    {
        var kind = NoticeKinds.Of(word);
        var within = reason.Code == DenialCodes.WebhookUnauthorized ? TimeSpan.FromHours(1) : TimeSpan.FromMinutes(10);
        var fault = Manifold.Contains(reason.Code) ? FaultOf(reason.Message) : "";
        return new RefusalNotice(kind, reason.Code, fault, within, $"{kind.Label.ToLowerInvariant()} ({reason.Code})", body);
    }

    // The first sentence with its values left out, which are other ones in each alert: names, numbers and what is quoted.
    private static string FaultOf(string message)
    {
        var end = message.IndexOf(". ", StringComparison.Ordinal);
        var words = (end < 0 ? message : message[..end]).Split(' ')
            .Select(static (word, index) => index == 0 || word.All(IsOfOurs) ? word : "*");
        var fault = string.Join(' ', words).Replace(':', '*');
        return fault.Length <= LongestFault ? fault : fault[..LongestFault];
    }

    private static bool IsOfOurs(char letter) => char.IsAsciiLetterLower(letter) || letter is '\'' or ',' or ';';

    /// <summary>The notice of one or more alerts that did not arrive.</summary>
    /// <param name="alert">The one before which they are missing.</param>
    /// <param name="missed">What shows it.</param>
    public static Notification Missed(SignalRecord alert, MissedBefore missed)
    {
        ArgumentNullException.ThrowIfNull(alert);
        ArgumentNullException.ThrowIfNull(missed);
        var (left, began) = missed.Words;
        var moment = SignalSequence.MomentOf(alert.Signal?.FiredAt, alert.ReceivedAt);
        return new(
            NoticeKinds.Of(NoticeKinds.AlertMissed).Severity,
            NoticeKinds.AlertMissed,
            $"{alert.Signal?.Symbol}: an alert of {alert.Strategy} seems to be missing",
            $"The alert of {Text(missed.At)} left {left}, and the next one, of {Text(moment)}, began {began}: one or more between them "
                + "did not arrive, or the alert was set up anew in TradingView. What the bot holds follows the alerts that arrived.",
            Once: $"alertMissed:{alert.Id}");
    }

    /// <summary>The notice of a strategy from which nothing comes any more; one for each silence.</summary>
    /// <param name="strategy">It says how long it may be silent.</param>
    /// <param name="since">Since when it is.</param>
    /// <param name="lastAlertAt">When its last alert came; null when none ever did.</param>
    public static Notification Silent(Strategy strategy, DateTimeOffset since, DateTimeOffset? lastAlertAt)
    {
        ArgumentNullException.ThrowIfNull(strategy);
        var last = lastAlertAt is { } at ? $"the last one came {Text(at)}" : "none ever did";
        return new(
            NoticeKinds.Of(NoticeKinds.StrategySilent).Severity,
            NoticeKinds.StrategySilent,
            $"{strategy.Key}: no alert for {strategy.SilentAfterMinutes} minutes",
            $"No alert of {strategy.Name} has come since {Text(since)}, and the strategy says that one should within "
                + $"{strategy.SilentAfterMinutes} minutes; {last}.",
            Once: $"strategySilent:{strategy.Key}:{since.UtcTicks}");
    }

    private static string Text(DateTimeOffset at) =>
        string.Create(CultureInfo.InvariantCulture, $"{at.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC");

    /// <summary>The notice of an alert that is not in the journal and that nobody acted upon.</summary>
    /// <param name="signal">The alert.</param>
    /// <param name="failure">What went wrong, in a sentence.</param>
    public static Notification Failed(SignalId signal, string failure) => new(
        NoticeKinds.Of(NoticeKinds.SignalFailed).Severity,
        NoticeKinds.SignalFailed,
        "An alert could not be acted upon",
        failure,
        Once: $"signalFailed:{signal}");
}
