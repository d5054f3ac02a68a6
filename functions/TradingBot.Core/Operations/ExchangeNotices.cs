using System.Globalization;
using TradingBot.Core.Exchange;
using TradingBot.Core.Notifications;

namespace TradingBot.Core.Operations;

/// <summary>
/// The notices of an exchange that does not answer, or refuses the bot: subject, body and the name under which each is written once.
/// </summary>
public static class ExchangeNotices
{
    /// <param name="outage">The outage, or the refusal that it turned out to be.</param>
    /// <param name="error">What the last question met.</param>
    public static Notification Begun(ExchangeOutage outage, ExchangeError error)
    {
        ArgumentNullException.ThrowIfNull(outage);
        ArgumentNullException.ThrowIfNull(error);
        var (kind, subject, what) = outage.IsRefusal
            ? (NoticeKinds.ExchangeRefused, "The exchange refuses the bot", "can neither trade nor watch")
            : (NoticeKinds.ExchangeOutage, "The exchange gives no usable answer", "watches nothing");
        return Of(
            kind,
            subject,
            $"{error.Message}\nSince {Moment(outage.Since)} the bot {what}; stops at the exchange stand as they were set.",
            outage);
    }

    /// <param name="outage">What is over.</param>
    /// <param name="until">When the first usable answer came, in UTC.</param>
    public static Notification Over(ExchangeOutage outage, DateTimeOffset until)
    {
        ArgumentNullException.ThrowIfNull(outage);
        var what = outage.IsRefusal ? "refused the bot" : "gave no usable answer";
        return Of(
            NoticeKinds.ExchangeAnswersAgain,
            $"The exchange answers again after {Length(until - outage.Since)}",
            $"It {what} from {Moment(outage.Since)} to {Moment(until)}.",
            outage);
    }

    private static Notification Of(string kind, string subject, string body, ExchangeOutage outage) => new(
        NoticeKinds.Of(kind).Severity, kind, subject, body,
        Once: string.Create(CultureInfo.InvariantCulture, $"{kind}:{outage.Since.UtcDateTime:O}"));

    private static string Moment(DateTimeOffset at) =>
        string.Create(CultureInfo.InvariantCulture, $"{at.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC");

    // The two greatest units say enough; a second is the least that is told.
    private static string Length(TimeSpan span) => span switch
    {
        { TotalMinutes: < 1 } => $"{Math.Max(1, (int)span.TotalSeconds)} s",
        { TotalHours: < 1 } => $"{span.Minutes} min {span.Seconds} s",
        { TotalDays: < 1 } => $"{span.Hours} h {span.Minutes} min",
        _ => $"{(int)span.TotalDays} d {span.Hours} h",
    };
}
