using System.Globalization;
using System.Net;
using System.Text;
using TradingBot.Core.Notifications;
using TradingBot.Trading.Operations;

namespace TradingBot.Trading.Notifications;

/// <summary>Turns a mail's notices into subject, plain text and HTML. The same notices always give the same mail.</summary>
public sealed class MailText(Installation installation)
{
    private const int LongestSubject = 150;
    private const string TimeFormat = "yyyy-MM-dd HH:mm:ss 'UTC'";

    public EmailMessage Write(OutgoingMail mail)
    {
        // The gravest first; among equals in the order of events.
        var notices = mail.Notices.OrderByDescending(static notice => notice.Notification.Severity).ThenBy(static notice => notice.Id)
            .ToList();
        return new EmailMessage(mail.Id, Subject(notices), Text(notices), Html(notices));
    }

    private string Subject(List<NotificationRecord> notices)
    {
        var worst = notices[0].Notification;
        var mark = worst.Severity == Severity.Critical ? "CRITICAL: " : "";
        var more = notices.Count > 1 ? $" (and {notices.Count - 1} more)" : "";
        var subject = OneLine($"[TradingBot {installation.Environment}] {mark}{worst.Subject}");
        return Cut(subject, LongestSubject - more.Length) + more;
    }

    private string Text(List<NotificationRecord> notices)
    {
        var text = new StringBuilder();
        foreach (var (_, at, notice, _, _, _) in notices)
        {
            text.Append(CultureInfo.InvariantCulture, $"{Word(notice.Severity)}: {OneLine(notice.Subject)}\r\n{notice.Body}\r\n");
            foreach (var (name, value) in Facts(notice, at))
                text.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
            text.Append("\r\n");
        }

        return text.Append(Footer).Append("\r\n").ToString();
    }

    // Plain elements and inline colour only: mail programs understand little else, and nothing is loaded from anywhere.
    private string Html(List<NotificationRecord> notices)
    {
        var html = new StringBuilder("<!doctype html><html lang=\"en\"><body style=\"font-family:sans-serif;max-width:40em\">");
        foreach (var (_, at, notice, _, _, _) in notices)
        {
            html.Append(CultureInfo.InvariantCulture, $"<h3 style=\"color:{Colour(notice.Severity)}\">{Word(notice.Severity)}: {Safe(OneLine(notice.Subject))}</h3>");
            html.Append(CultureInfo.InvariantCulture, $"<p>{Safe(notice.Body)}</p><table>");
            foreach (var (name, value) in Facts(notice, at))
                html.Append(CultureInfo.InvariantCulture, $"<tr><th scope=\"row\" align=\"left\" valign=\"top\">{name}</th><td>{Safe(value)}</td></tr>");
            html.Append("</table>");
        }

        return html.Append(CultureInfo.InvariantCulture, $"<hr><p>{Safe(Footer)}</p></body></html>").ToString();
    }

    private string Footer => $"Sent by TradingBot, which trades on {installation.Environment}. Times and figures are those of the moment the notice was written.";

    private static IEnumerable<(string Name, string Value)> Facts(Notification notice, DateTimeOffset at)
    {
        yield return ("What to do", NoticeKinds.AdviceFor(notice));
        yield return ("When", at.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture));
        if (notice.Strategy is { } strategy)
            yield return ("Strategy", strategy);
        if (notice.TradeId is { } trade)
            yield return ("Trade", trade.ToString());
    }

    private static string Word(Severity severity) => severity switch
    {
        Severity.Critical => "Critical",
        Severity.Warning => "Warning",
        _ => "Info",
    };

    private static string Colour(Severity severity) => severity switch
    {
        Severity.Critical => "#b00020",
        Severity.Warning => "#8a5a00",
        _ => "#1a1a1a",
    };

    private static string Safe(string text) => WebUtility.HtmlEncode(text);

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Cut(string text, int longest) => text.Length <= longest ? text : $"{text[..(longest - 1)]}…";
}
