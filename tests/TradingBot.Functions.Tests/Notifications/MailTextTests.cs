using TradingBot.Core.Exchange;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Notifications;
using TradingBot.Trading.Notifications;
using TradingBot.Trading.Operations;

namespace TradingBot.Functions.Tests.Notifications;

/// <summary>What a mail says of its notices, word by word.</summary>
public sealed class MailTextTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 12, 0, 5, TimeSpan.Zero);

    private readonly MailText _text = new(new Installation(new TradedExchange("paper", MainnetAllowed: false), WebhookBase: null));

    [Fact]
    public void Gravest_notice_comes_first_and_equals_in_the_order_of_their_writing()
    {
        var mail = Write(
            Notice(4, Severity.Warning, "fourth"),
            Notice(2, Severity.Info, "second"),
            Notice(3, Severity.Warning, "third"),
            Notice(1, Severity.Info, "first"),
            Notice(5, Severity.Critical, "fifth"));

        Assert.Equal("[TradingBot paper] CRITICAL: fifth (and 4 more)", mail.Subject);
        Assert.Equal(
            ["Critical: fifth", "Warning: third", "Warning: fourth", "Info: first", "Info: second"],
            mail.Text.Split("\r\n").Where(static line => line.StartsWith("Critical: ", StringComparison.Ordinal)
                || line.StartsWith("Warning: ", StringComparison.Ordinal) || line.StartsWith("Info: ", StringComparison.Ordinal)));
    }

    /// <summary>The name of the program and the count of the others stay.</summary>
    [Theory]
    [InlineData(131, 1)]
    [InlineData(132, 1)]
    [InlineData(200, 1)]
    [InlineData(118, 2)]
    [InlineData(119, 2)]
    public void Subject_of_more_than_150_characters_is_cut(int length, int notices)
    {
        var more = notices == 1 ? "" : " (and 1 more)";
        var whole = $"[TradingBot paper] {new string('x', length)}";

        var subject = Write([.. Enumerable.Range(1, notices).Select(id => Notice(id, Severity.Info, new string('x', length)))]).Subject;

        Assert.Equal(
            whole.Length + more.Length <= 150 ? whole + more : $"{whole[..(149 - more.Length)]}…{more}",
            subject);
    }

    [Fact]
    public void Each_notice_has_its_paragraph()
    {
        var text = Write(Notice(1, Severity.Info, "first"), Notice(2, Severity.Info, "second")).Text;

        Assert.Equal(2, text.Split("When: 2026-03-02 12:00:05 UTC\r\n\r\n").Length - 1);
        Assert.StartsWith("Info: first\r\nBody of first.\r\nWhat to do: ", text, StringComparison.Ordinal);
        Assert.Contains("\r\n\r\nInfo: second\r\n", text, StringComparison.Ordinal);
        Assert.EndsWith(
            "\r\n\r\nSent by TradingBot, which trades on paper. Times and figures are those of the moment the notice was written.\r\n",
            text,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Severity.Critical, "Critical", "#b00020")]
    [InlineData(Severity.Warning, "Warning", "#8a5a00")]
    [InlineData(Severity.Info, "Info", "#1a1a1a")]
    public void Heading_has_the_word_and_the_colour_of_how_grave_the_notice_is(Severity severity, string word, string colour) =>
        Assert.Contains(
            $"<h3 style=\"color:{colour}\">{word}: one</h3><p>Body of one.</p>",
            Write(Notice(1, severity, "one")).Html,
            StringComparison.Ordinal);

    [Fact]
    public void Subject_of_several_lines_is_one_line_in_all_parts_of_a_mail()
    {
        var mail = Write(Notice(1, Severity.Info, " stop\r\nwas \t moved\n"));

        Assert.Equal("[TradingBot paper] stop was moved", mail.Subject);
        Assert.StartsWith("Info: stop was moved\r\n", mail.Text, StringComparison.Ordinal);
        Assert.Contains(">Info: stop was moved</h3>", mail.Html, StringComparison.Ordinal);
    }

    [Fact]
    public void Words_of_a_notice_are_no_markup_in_a_mail()
    {
        var notice = Notice(1, Severity.Info, "<i>one</i>");

        var mail = Write(notice with { Notification = notice.Notification with { Body = "<b>two</b> & \"more\"" } });

        Assert.Contains(
            ">Info: &lt;i&gt;one&lt;/i&gt;</h3><p>&lt;b&gt;two&lt;/b&gt; &amp; &quot;more&quot;</p>", mail.Html, StringComparison.Ordinal);
        Assert.StartsWith("Info: <i>one</i>\r\n<b>two</b> & \"more\"\r\n", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Strategy_and_trade_are_told_where_a_notice_has_them()
    {
        var trade = new TradeId(Guid.Parse("01950000-0000-7000-8000-000000000001"));
        var bare = Notice(1, Severity.Info, "one");
        var full = bare with { Notification = bare.Notification with { Strategy = "trend & co", TradeId = trade } };

        var mail = Write(full);

        Assert.Contains($"\r\nStrategy: trend & co\r\nTrade: {trade}\r\n", mail.Text, StringComparison.Ordinal);
        Assert.Contains(">Strategy</th><td>trend &amp; co</td></tr>", mail.Html, StringComparison.Ordinal);
        Assert.Contains($">Trade</th><td>{trade}</td></tr>", mail.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("Strategy", Write(bare).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Trade:", Write(bare).Text, StringComparison.Ordinal);
    }

    private EmailMessage Write(params NotificationRecord[] notices) => _text.Write(new OutgoingMail(Guid.NewGuid(), 1, notices));

    private static NotificationRecord Notice(long id, Severity severity, string subject) =>
        new(id, Now, new Notification(severity, "tradeClosed", subject, $"Body of {subject}."), Delivery.Waiting);
}
