using TradingBot.Core.Exchange;
using TradingBot.Core.Operations;

namespace TradingBot.Core.Tests.Operations;

/// <summary>Which failures are in a row, and from which of them an outage and a refusal count.</summary>
public sealed class ExchangeConditionRowTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly ExchangeError Silence = new(0, "No answer.", RetryGuidance.RetryLater);
    private static readonly ExchangeError KeyRefused = new(10003, "The key is invalid.", RetryGuidance.Halt);

    [Theory]
    [InlineData(60, true)]
    [InlineData(60.001, false)]
    public void Failures_a_minute_apart_are_in_a_row_and_later_ones_are_not(double second, bool isDown)
    {
        var condition = After((0, Silence), (second, Silence));

        Assert.Equal((isDown, isDown ? Noon : At(second)), (condition.IsDown, condition.FailingSince));
    }

    [Fact]
    public void Outage_goes_on_however_long_nobody_asks()
    {
        var condition = After((0, Silence), (2, Silence), (500, Silence));

        Assert.Equal((true, Noon, At(500)), (condition.IsDown, condition.FailingSince, condition.FailedAt));
    }

    [Fact]
    public void Question_that_was_asked_before_the_last_one_does_not_take_its_moment_back()
    {
        var condition = After((5, Silence), (3, KeyRefused));

        Assert.Equal((At(5), At(3), KeyRefused), (condition.FailedAt, condition.RefusedSince, condition.Error));
    }

    [Fact]
    public void Refusal_counts_from_the_first_of_the_outage_also_after_an_answer_within_it()
    {
        var condition = After((0, KeyRefused), (2, KeyRefused)).Answered(At(3)).Condition;
        foreach (var second in (double[])[5, 7])
            condition = condition.Failed(KeyRefused, At(second), pausedUntil: null).Condition;

        Assert.Equal((Noon, At(5), 1), (condition.Outage!.RefusedAt, condition.RefusedSince, condition.Outage.Breaks));
    }

    private static ExchangeCondition After(params (double Second, ExchangeError Error)[] failures) => failures.Aggregate(
        ExchangeCondition.Unknown,
        static (condition, failure) => condition.Failed(failure.Error, At(failure.Second), pausedUntil: null).Condition);

    private static DateTimeOffset At(double second) => Noon.AddSeconds(second);
}
