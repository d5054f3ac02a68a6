using TradingBot.Core.Identifiers;
using TradingBot.Core.Notifications;

namespace TradingBot.Core.Signals;

/// <summary>The notices that an alert gives rise to.</summary>
public static class SignalNotices
{
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
