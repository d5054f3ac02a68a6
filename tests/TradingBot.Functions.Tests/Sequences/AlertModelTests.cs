using TradingBot.Core.Markets;
using TradingBot.Core.Signals;
using TradingBot.Core.Strategies;

namespace TradingBot.Functions.Tests.Sequences;

/// <summary>Ends that the model has to know, of alerts whose times leave their order open.</summary>
public sealed class AlertModelTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    // The sell opened, and what tells the second only reversed it after that; the reverse fired before the sell, and arrived last.
    [Fact]
    public void Reversal_that_came_before_what_was_carried_out_first_may_leave_what_was_opened_after_that()
    {
        var sell = Of("sell", fired: 19_629, arrived: 19_664);
        var larger = Of("long 2>3", fired: 19_000, arrived: 19_665);
        var dry = Of("close, dry", fired: 19_729, arrived: 19_742, sell);
        var reverse = Of("reverse", fired: 19_428, arrived: 19_895, sell, dry);

        Assert.Equal([(Direction.Long, 0.01m), (Direction.Short, 0.01m)], EndsOf(sell, larger, dry, reverse));
    }

    [Theory]
    [InlineData("long 2>1", new[] { "Long 0.005", "Short 0.01" })]
    [InlineData("sell 1 of long 2", new[] { "Long 0.005", "Short 0.01" })]
    [InlineData("reduce", new[] { "Short 0.01" })]
    public void Reversal_behind_a_part_whose_side_is_told_may_be_left_out(string part, string[] ends)
    {
        var entry = Of("buy", fired: 1_001, arrived: 1_010);
        var reduced = Of(part, fired: 3_001, arrived: 3_010, entry);
        var reverse = Of("reverse", fired: 2_001, arrived: 3_020, entry, reduced);

        var found = EndsOf(entry, reduced, reverse).Select(static end => FormattableString.Invariant($"{end.Side} {end.Size:0.###}"));
        Assert.Equal(ends, found);
    }

    // The reversal waits for the last to arrive, which fired before it; the part, which came after it by its arrival, is closed meanwhile.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Reversal_that_waits_for_an_earlier_one_may_be_left_out_behind_a_part(bool isWaiting)
    {
        var opener = Of("buy 5 of short 2", fired: 1_667, arrived: 1_667);
        var reversal = Of("flat>short", fired: 2_230, arrived: 2_276, opener);
        var part = Of("sell 1 of long 2", fired: 2_000, arrived: 2_473, opener);
        var first = Of("flat>long", fired: 2_070, arrived: 2_694, opener);

        var ends = isWaiting ? EndsOf(opener, reversal, part, first) : EndsOf(opener, reversal, part);

        Assert.Equal(isWaiting, ends.Contains((Direction.Long, 0.005m)));
    }

    // The entry waits for the last to arrive, which fired before it; the exit, which came after it by its arrival, finds nothing
    // meanwhile.
    [Theory]
    [InlineData("close", AllowedDirection.Both)]
    [InlineData("sell", AllowedDirection.Long)]
    public void Entry_that_waits_for_an_earlier_one_may_be_left_out_before_what_leaves_flat(string later, AllowedDirection direction)
    {
        var entry = Of("short>long", fired: 15_000, arrived: 12_957);
        var exit = Of(later, fired: 12_000, arrived: 13_003);
        var first = Of("sell, long", fired: 12_751, arrived: 13_189, exit);

        var ends = new AlertModel(direction, isSpot: false, found: []).EndsOf([entry, exit, first]);

        Assert.Equal([null, Direction.Long], ends.Select(static end => end.Side).Order());
    }

    // The exit arrived first and the part last, which tells to have come before the exit. What the opener tells of its second leaves it
    // open to both, so arrival makes a circle of the three; told to the moment, it is none.
    [Theory]
    [InlineData(5_000, true)]
    [InlineData(5_788, false)]
    public void Circle_that_arrival_makes_has_no_order_that_is_the_right_one(int fired, bool isCircle)
    {
        var exit = Of("sell 2 of long 2", fired: 5_816, arrived: 5_816);
        var opener = Of("buy", fired, arrived: 5_817);
        var part = Of("long 2>1", fired: 5_765, arrived: 5_818);

        var ends = EndsOf(exit, opener, part);

        Assert.Contains((null, 0), ends);
        Assert.Equal(isCircle, ends.Contains((Direction.Long, 0.005m)));
    }

    // Its closing took too long, so it opens nothing; what came before it waited, and is overtaken by it.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Entry_before_a_reversal_that_was_given_up_may_be_left_out(bool isGivenUp)
    {
        var opener = Of("long>short", fired: 43_000, arrived: 41_274);
        var entry = Of("buy 5 of short 2", fired: 41_963, arrived: 41_963);
        var reversal = Of("long", fired: 41_000, arrived: 41_964) with { MaybeGivenUp = isGivenUp };

        var ends = EndsOf(opener, entry, reversal);

        Assert.Contains((Direction.Long, 0.01m), ends);
        Assert.Equal(isGivenUp, ends.Contains((null, 0)));
    }

    // The two tell that the exit came after the opening, which found nothing held.
    [Fact]
    public void Exit_closes_what_only_a_third_alert_of_its_second_tells_to_have_come_after_it()
    {
        var opener = Of("flat>long", fired: 40_000, arrived: 40_690);
        var reversal = Of("buy 5 of short 2", fired: 40_000, arrived: 40_691);
        var exit = Of("flat", fired: 40_000, arrived: 40_969, opener);
        var kept = Of("short 2>2", fired: 40_000, arrived: 40_970, opener);

        var ends = new AlertModel(AllowedDirection.Both, isSpot: false, [(opener, TargetPosition.Flat)])
            .EndsOf([opener, reversal, exit, kept]);
        Assert.Equal([(null, 0)], ends);
    }

    private static IEnumerable<(Direction? Side, decimal Size)> EndsOf(params ModelAlert[] arrivals) =>
        new AlertModel(AllowedDirection.Both, isSpot: false, found: []).EndsOf(arrivals).OrderBy(static end => end.Side);

    private static ModelAlert Of(string word, int fired, int arrived, params ModelAlert[] carriedOut) => new(
        AlertForm.All.Single(form => form.Word == word), Noon.AddMilliseconds(fired), Noon.AddMilliseconds(arrived), carriedOut.ToHashSet())
    {
        MaybeCarriedOut = carriedOut.ToHashSet(),
        Settled = carriedOut.ToHashSet(),
    };
}
