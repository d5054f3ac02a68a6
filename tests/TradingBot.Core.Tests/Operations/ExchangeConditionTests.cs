using TradingBot.Core.Exchange;
using TradingBot.Core.Notifications;
using TradingBot.Core.Operations;

namespace TradingBot.Core.Tests.Operations;

/// <summary>When an exchange counts as down, what is told of it and how often: both sides of every limit.</summary>
public sealed class ExchangeConditionTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly ExchangeError Silence = new(0, "No answer.", RetryGuidance.RetryLater);
    private static readonly ExchangeError Ban = new(-403, "Banned.", RetryGuidance.RetryLater);
    private static readonly ExchangeError BannedAgain = new(-403, "Banned again.", RetryGuidance.Halt);
    private static readonly ExchangeError KeyRefused = new(10003, "The key is invalid.", RetryGuidance.Halt);

    private readonly List<Notification> _told = [];
    private ExchangeCondition _condition = ExchangeCondition.Unknown;

    private IEnumerable<string> Told => _told.Select(static notice => notice.Kind);

    [Fact]
    public void First_failure_is_a_hiccup_and_the_one_two_seconds_after_it_an_outage()
    {
        Fail(0, Silence);
        Fail(1.999, Silence);
        Assert.False(_condition.IsDown);
        Assert.Empty(_told);

        Fail(2, Silence);

        Assert.True(_condition.IsDown);
        Assert.Equal((Noon, Silence), (_condition.FailingSince, _condition.Error));
        Assert.Equal(["exchangeOutage"], Told);
    }

    [Fact]
    public void Failures_with_an_answer_between_them_are_none_in_a_row()
    {
        Fail(0, Silence);
        Answer(1);
        Fail(3, Silence);

        Assert.False(_condition.IsDown);
        Assert.Equal(Noon.AddSeconds(3), _condition.FailingSince);
    }

    [Fact]
    public void Ban_is_an_outage_at_once_and_keeps_the_end_of_the_pause()
    {
        Take(_condition.Failed(Ban, Noon, Noon.AddMinutes(10)));

        Assert.True(_condition.IsDown);
        Assert.Equal(Noon.AddMinutes(10), _condition.PausedUntil);
        Assert.Equal(["exchangeOutage"], Told);
        Answer(601);
        Assert.Null(_condition.PausedUntil);
    }

    [Fact]
    public void Outage_is_told_once_however_long_it_lasts_and_whatever_it_meets()
    {
        for (var second = 0; second < 3600; second += 2)
            Fail(second, (second % 3) switch { 0 => Silence, 1 => Ban, _ => BannedAgain });

        Assert.Equal(["exchangeOutage"], Told);
    }

    [Fact]
    public void One_answer_makes_it_up_and_ten_seconds_of_answers_make_it_over()
    {
        Down(0);
        Answer(100);
        Assert.False(_condition.IsDown);
        Answer(109.999);
        Assert.Equal(["exchangeOutage"], Told);

        Answer(110);

        Assert.Equal(["exchangeOutage", "exchangeAnswersAgain"], Told);
        Assert.Equal("The exchange answers again after 1 min 40 s", _told[1].Subject);
        Answer(112);
        Assert.Equal(2, _told.Count);
    }

    [Fact]
    public void Failure_before_it_is_over_is_the_same_outage()
    {
        Down(0);
        Answer(100);
        Answer(108);
        Down(109);
        Assert.True(_condition.IsDown);
        Answer(120);
        Answer(130);

        Assert.Equal(["exchangeOutage", "exchangeAnswersAgain"], Told);
        Assert.Equal("The exchange answers again after 2 min 0 s", _told[1].Subject);
        Assert.EndsWith("; in between it answered once, for less than 10 s.", _told[1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public void Outages_that_follow_closely_are_each_told_with_their_own_beginning_and_end()
    {
        Last(0, 12);
        Last(39, 53);
        Last(120, 134);

        Assert.Equal(
            ["exchangeOutage", "exchangeAnswersAgain", "exchangeOutage", "exchangeAnswersAgain", "exchangeOutage", "exchangeAnswersAgain"],
            Told);
        Assert.Equal(
            ["after 12 s", "after 14 s", "after 14 s"],
            _told.Where((_, index) => index % 2 == 1).Select(static notice => notice.Subject["The exchange answers again ".Length..]));
        Assert.Contains("Since 2026-03-04 12:00:39 UTC", _told[2].Body, StringComparison.Ordinal);
        Assert.Contains("Since 2026-03-04 12:02:00 UTC", _told[4].Body, StringComparison.Ordinal);
        Assert.Equal(6, _told.Select(static notice => notice.Once).Distinct().Count());
    }

    [Fact]
    public void Refusal_after_an_outage_that_is_over_begins_by_itself()
    {
        Last(0, 12);
        _told.Clear();
        Fail(60, KeyRefused);
        Fail(62, KeyRefused);
        Answer(80);
        Answer(90);

        Assert.Equal(["exchangeRefused", "exchangeAnswersAgain"], Told);
        Assert.Contains("Since 2026-03-04 12:01:00 UTC", _told[0].Body, StringComparison.Ordinal);
        Assert.Equal("It refused the bot from 2026-03-04 12:01:00 UTC to 2026-03-04 12:01:20 UTC.", _told[1].Body);
    }

    [Theory]
    [InlineData(599.999, true)]
    [InlineData(600, false)]
    public void Fourth_outage_within_ten_minutes_begins_a_series(double fourth, bool isSeries)
    {
        Last(0, 4);
        Last(20, 24);
        Last(40, 44);
        _told.Clear();
        Last(fourth, fourth + 4);

        Assert.Equal(["exchangeOutage", "exchangeAnswersAgain"], Told);
        Assert.Equal(isSeries, _told[0].Body.Contains("It is outage 4 since 2026-03-04 12:00:00 UTC", StringComparison.Ordinal));
        _told.Clear();
        Last(fourth + 20, fourth + 24);
        Assert.Equal(isSeries ? [] : ["exchangeOutage", "exchangeAnswersAgain"], Told);
    }

    [Fact]
    public void Series_is_over_after_five_minutes_of_answers_and_counts_every_outage()
    {
        foreach (var second in (double[])[0, 20, 40, 60, 80])
            Last(second, second + 4);
        _told.Clear();
        Answer(84 + 299);
        Assert.Empty(_told);

        Answer(84 + 300);

        var over = Assert.Single(_told);
        Assert.Equal("The exchange answers steadily again after 5 outages", over.Subject);
        Assert.Equal(
            "From 2026-03-04 12:00:00 UTC to 2026-03-04 12:01:24 UTC it gave no usable answer 5 times, for 20 s together.", over.Body);
        _told.Clear();
        Last(400, 404);
        Assert.Equal(["exchangeOutage", "exchangeAnswersAgain"], Told);
    }

    [Fact]
    public void Long_outage_of_a_series_is_told_after_a_minute_and_a_ban_at_once()
    {
        foreach (var second in (double[])[0, 20, 40, 60])
            Last(second, second + 4);
        _told.Clear();
        Down(80);
        Fail(139.999, Silence);
        Assert.Empty(_told);
        Fail(140, Silence);
        Assert.Contains("Since 2026-03-04 12:01:20 UTC", Assert.Single(_told).Body, StringComparison.Ordinal);
        Answer(150);
        Answer(160);
        _told.Clear();

        Fail(170, Ban);
        Answer(780);
        Answer(790);

        Assert.Equal(["exchangeOutage", "exchangeAnswersAgain"], Told);
        Assert.Equal("The exchange answers again after 10 min 10 s", _told[1].Subject);
    }

    [Fact]
    public void Hiccup_before_the_bot_was_off_is_none_of_the_row_after_it()
    {
        Fail(0, Silence);
        Fail(3600, Silence);
        Assert.False(_condition.IsDown);
        Fail(3602, Silence);

        Assert.Contains("Since 2026-03-04 13:00:00 UTC", Assert.Single(_told).Body, StringComparison.Ordinal);
    }

    [Fact]
    public void Refused_key_is_told_as_what_it_is()
    {
        Fail(0, KeyRefused);
        Assert.Empty(_told);
        Fail(2, KeyRefused);

        Assert.Equal(["exchangeRefused"], Told);
        Assert.StartsWith("The key is invalid.", _told[0].Body, StringComparison.Ordinal);
    }

    [Fact]
    public void Outage_that_turns_into_a_refusal_is_told_once_more_and_ends_once()
    {
        Down(0);
        Fail(10, KeyRefused);
        Fail(12, Silence);
        Fail(14, KeyRefused);
        Answer(20);
        Answer(30);

        Assert.Equal(["exchangeOutage", "exchangeRefused", "exchangeAnswersAgain"], Told);
        Assert.Equal(3, _told.Select(static notice => notice.Once).Distinct().Count());
        Assert.Contains("Since 2026-03-04 12:00:10 UTC", _told[1].Body, StringComparison.Ordinal);
        Assert.Equal(
            "It gave no usable answer from 2026-03-04 12:00:00 UTC to 2026-03-04 12:00:20 UTC; at 2026-03-04 12:00:10 UTC it refused the bot "
                + "for the first time.",
            _told[2].Body);
    }

    [Fact]
    public void Question_that_was_asked_before_the_last_answer_proves_nothing()
    {
        Answer(5);
        var before = _condition;

        Take(_condition.Failed(Ban, Noon.AddSeconds(5), pausedUntil: null));

        Assert.Same(before, _condition);
        Fail(5.001, Ban);
        Assert.True(_condition.IsDown);
    }

    [Fact]
    public void Exchange_that_comes_and_goes_all_hour_is_told_of_a_few_times()
    {
        // Down for four seconds, up for twelve: over each time by the short rule.
        for (var second = 0; second < 3600; second += 16)
        {
            Down(second);
            for (var answer = 4; answer < 16; answer += 2)
                Answer(second + answer);
        }

        // Three by themselves, the fourth as the beginning of a series that goes on.
        Assert.Equal(Enumerable.Repeat((string[])["exchangeOutage", "exchangeAnswersAgain"], 4).SelectMany(static pair => pair), Told);
        Assert.Equal(225, _condition.Series?.Count);
    }

    // Down from the one second to the other, then well for as long as ends it.
    private void Last(double from, double to)
    {
        Down(from);
        for (var second = from + 4; second < to; second += 2)
            Fail(second, Silence);
        Answer(to);
        Answer(to + 10);
    }

    private void Down(double second)
    {
        Fail(second, Silence);
        Fail(second + 2, Silence);
    }

    private void Fail(double second, ExchangeError error) => Take(_condition.Failed(error, Noon.AddSeconds(second), pausedUntil: null));

    private void Answer(double second) => Take(_condition.Answered(Noon.AddSeconds(second)));

    private void Take(ExchangeConditionChange change)
    {
        _condition = change.Condition;
        if (change.Notice is { } notice)
            _told.Add(notice);
    }
}
