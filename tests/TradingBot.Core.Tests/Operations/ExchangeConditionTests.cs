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
    }

    [Theory]
    [InlineData(599.999, 310, false)]
    [InlineData(599.999, 320, true)]
    [InlineData(600, 30, true)]
    public void Outage_soon_after_the_last_one_is_over_only_when_the_exchange_answers_for_long(double pause, double answers, bool isOver)
    {
        Down(0);
        Answer(20);
        Answer(30);
        _told.Clear();

        Down(20 + pause);
        Answer(20 + pause + 20);
        Answer(20 + pause + answers);

        Assert.Equal(isOver ? ["exchangeOutage", "exchangeAnswersAgain"] : ["exchangeOutage"], Told);
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

        Assert.Equal(["exchangeOutage", "exchangeAnswersAgain", "exchangeOutage"], Told);
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
