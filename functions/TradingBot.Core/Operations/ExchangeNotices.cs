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
    /// <param name="begun">The series that this outage begins; null: it is told by itself.</param>
    public static Notification Begun(ExchangeOutage outage, ExchangeError error, ExchangeOutageSeries? begun = null)
    {
        ArgumentNullException.ThrowIfNull(outage);
        ArgumentNullException.ThrowIfNull(error);
        var since = outage.IsRefusal ? outage.RefusedAt ?? outage.Since : outage.Since;
        var (kind, subject, what) = outage.IsRefusal
            ? (NoticeKinds.ExchangeRefused, "The exchange refuses the bot", "can neither trade nor watch")
            : (NoticeKinds.ExchangeOutage, "The exchange gives no usable answer", "watches nothing");
        var counted = begun is null
            ? ""
            : $" It is outage {begun.Count} since {Moment(begun.Since)}; further ones that last less than a minute are counted, and told "
                + "together once the exchange has answered for five minutes.";
        return Of(
            kind,
            subject,
            $"{error.Message}\nSince {Moment(since)} the bot {what}; stops at the exchange stand as they were set.{counted}",
            since);
    }

    /// <param name="outage">What is over.</param>
    /// <param name="until">When the first usable answer came, in UTC.</param>
    public static Notification Over(ExchangeOutage outage, DateTimeOffset until)
    {
        ArgumentNullException.ThrowIfNull(outage);
        var span = $"from {Moment(outage.Since)} to {Moment(until)}";
        var what = outage switch
        {
            { IsRefusal: true, WasSilent: false } => $"It refused the bot {span}",
            { RefusedAt: { } refused } => $"It gave no usable answer {span}; at {Moment(refused)} it refused the bot for the first time",
            _ => $"It gave no usable answer {span}",
        };
        var breaks = outage.Breaks switch
        {
            0 => "",
            1 => "; in between it answered once, for less than 10 s",
            var times => $"; in between it answered {times} times, each for less than 10 s",
        };
        return Of(
            NoticeKinds.ExchangeAnswersAgain,
            $"The exchange answers again after {Length(until - outage.Since)}",
            $"{what}{breaks}.",
            outage.Since);
    }

    /// <param name="series">The outages that are over.</param>
    /// <param name="until">When the first usable answer came after the last of them, in UTC.</param>
    public static Notification Over(ExchangeOutageSeries series, DateTimeOffset until)
    {
        ArgumentNullException.ThrowIfNull(series);
        return Of(
            NoticeKinds.ExchangeAnswersAgain,
            $"The exchange answers steadily again after {series.Count} outages",
            $"From {Moment(series.Since)} to {Moment(until)} it gave no usable answer {series.Count} times, for "
                + $"{Length(series.Lasted)} together.",
            series.Since,
            "series:");
    }

    private static Notification Of(string kind, string subject, string body, DateTimeOffset since, string of = "") => new(
        NoticeKinds.Of(kind).Severity, kind, subject, body,
        Once: string.Create(CultureInfo.InvariantCulture, $"{kind}:{of}{since.UtcDateTime:O}"));

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
