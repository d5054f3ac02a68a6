using TradingBot.Core.Exchange;
using TradingBot.Core.Notifications;
using TradingBot.Core.Operations;

namespace TradingBot.Core.Tests.Operations;

/// <summary>The exact text of each notice about the exchange itself.</summary>
public sealed class ExchangeNoticesTests
{
    private static readonly DateTimeOffset Since = new(2026, 3, 4, 13, 0, 0, TimeSpan.FromHours(1));
    private static readonly ExchangeError Silence = new(0, "Bybit gave no answer within 2 s.", RetryGuidance.RetryLater);
    private static readonly ExchangeError Key = new(33004, "Bybit 33004: the API key has expired", RetryGuidance.Halt);

    private const string Name = "2026-03-04T12:00:00.0000000Z";

    public static TheoryData<string, string> Lines => new()
    {
        {
            "critical exchangeOutage | The exchange gives no usable answer | Bybit gave no answer within 2 s.\n"
            + "Since 2026-03-04 12:00:00 UTC the bot watches nothing; stops at the exchange stand as they were set. | exchangeOutage:" + Name,
            Text(ExchangeNotices.Begun(new ExchangeOutage(Since, IsRefusal: false), Silence))
        },
        {
            "critical exchangeRefused | The exchange refuses the bot | Bybit 33004: the API key has expired\n"
            + "Since 2026-03-04 12:00:00 UTC the bot can neither trade nor watch; stops at the exchange stand as they were set."
            + " | exchangeRefused:" + Name,
            Text(ExchangeNotices.Begun(new ExchangeOutage(Since, IsRefusal: true), Key))
        },
        {
            "critical exchangeOutage | The exchange gives no usable answer | Bybit gave no answer within 2 s.\n"
            + "Since 2026-03-04 12:00:00 UTC the bot watches nothing; stops at the exchange stand as they were set. It is outage 4 since "
            + "2026-03-04 11:52:00 UTC; further ones that last less than a minute are counted, and told together once the exchange has answered "
            + "for five minutes. | exchangeOutage:" + Name,
            Text(ExchangeNotices.Begun(
                new ExchangeOutage(Since, IsRefusal: false), Silence, new ExchangeOutageSeries(Since.AddMinutes(-8), 4, TimeSpan.Zero)))
        },
        {
            "warning exchangeAnswersAgain | The exchange answers again after 12 s | It gave no usable answer from 2026-03-04 12:00:00 UTC"
            + " to 2026-03-04 12:00:12 UTC. | exchangeAnswersAgain:" + Name,
            Text(ExchangeNotices.Over(new ExchangeOutage(Since, IsRefusal: false), Since.AddSeconds(12.9)))
        },
        {
            "warning exchangeAnswersAgain | The exchange answers again after 10 min 1 s | It refused the bot from 2026-03-04 12:00:00 UTC"
            + " to 2026-03-04 12:10:01 UTC. | exchangeAnswersAgain:" + Name,
            Text(ExchangeNotices.Over(new ExchangeOutage(Since, IsRefusal: true), Since.AddSeconds(601)))
        },
        {
            "warning exchangeAnswersAgain | The exchange answers again after 2 min 0 s | It gave no usable answer from 2026-03-04 12:00:00 UTC"
            + " to 2026-03-04 12:02:00 UTC; at 2026-03-04 12:01:00 UTC it refused the bot for the first time; in between it answered once,"
            + " for less than 10 s. | exchangeAnswersAgain:" + Name,
            Text(ExchangeNotices.Over(
                new ExchangeOutage(Since, IsRefusal: true) { RefusedAt = Since.AddMinutes(1), WasSilent = true, Breaks = 1 },
                Since.AddMinutes(2)))
        },
        {
            "warning exchangeAnswersAgain | The exchange answers again after 1 h 0 min | It gave no usable answer from 2026-03-04 12:00:00 UTC"
            + " to 2026-03-04 13:00:00 UTC; in between it answered 3 times, each for less than 10 s. | exchangeAnswersAgain:" + Name,
            Text(ExchangeNotices.Over(new ExchangeOutage(Since, IsRefusal: false) { Breaks = 3 }, Since.AddHours(1)))
        },
        {
            "warning exchangeAnswersAgain | The exchange answers steadily again after 4 outages | From 2026-03-04 12:00:00 UTC to"
            + " 2026-03-04 12:20:00 UTC it gave no usable answer 4 times, for 1 min 30 s together. | exchangeAnswersAgain:series:" + Name,
            Text(ExchangeNotices.Over(new ExchangeOutageSeries(Since, 4, TimeSpan.FromSeconds(90)), Since.AddMinutes(20)))
        },
    };

    [Theory]
    [MemberData(nameof(Lines))]
    public void Notice_says(string expected, string actual) => Assert.Equal(expected, actual);

    [Theory]
    [InlineData(0.2, "1 s")]
    [InlineData(59.9, "59 s")]
    [InlineData(60, "1 min 0 s")]
    [InlineData(3599, "59 min 59 s")]
    [InlineData(3600, "1 h 0 min")]
    [InlineData(86_399, "23 h 59 min")]
    [InlineData(86_400, "1 d 0 h")]
    [InlineData(3 * 86_400, "3 d 0 h")]
    [InlineData(93_600, "1 d 2 h")]
    public void Length_is_told_in_its_two_greatest_units(double seconds, string expected) => Assert.Equal(
        $"The exchange answers again after {expected}",
        ExchangeNotices.Over(new ExchangeOutage(Since, IsRefusal: false), Since.AddSeconds(seconds)).Subject);

    private static string Text(Notification notice) =>
        $"{notice.Severity.ToString().ToLowerInvariant()} {notice.Kind} | {notice.Subject} | {notice.Body} | {notice.Once}";
}
