using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Signals;
using static TradingBot.Core.Signals.TargetPosition;
using static TradingBot.Core.Tests.Signals.AlertsInTime;

namespace TradingBot.Core.Tests.Signals;

public sealed class SignalSequenceTests
{
    // Seconds at which each alert fired (where it says so) and arrived.
    [Theory]
    [InlineData(1, 5, 2, 3, true)]
    [InlineData(2, 3, 1, 5, false)]
    [InlineData(null, 1, null, 2, true)]
    [InlineData(null, 2, null, 1, false)]
    [InlineData(null, 2, null, 2, false)]
    [InlineData(1, 3, null, 2, true)]
    [InlineData(null, 3, 2, 4, false)]
    [InlineData(1, 2, 1, 3, true)]
    [InlineData(1, 3, 1, 2, false)]
    // Nothing fires after it arrived.
    [InlineData(99, 3, 2, 4, false)]
    [InlineData(1, 2, 99, 3, true)]
    [InlineData(null, 4, 99, 3, false)]
    [InlineData(98, 2, 99, 3, true)]
    [InlineData(99, 3, 98, 2, false)]
    public void Alert_is_superseded_by_one_that_fired_or_arrived_later(
        int? fired, int arrived, int? lastFired, int lastArrived, bool expected)
    {
        var denial = Superseding(Alert(fired, arrived), Alert(lastFired, lastArrived));

        Assert.Equal(expected ? DenialCodes.Superseded : null, denial?.Code);
    }

    // Milliseconds. A second that is told whole is a stretch: within it, arrival decides against an alert that tells none.
    [Theory]
    [InlineData(1000, 1900, null, 1300, false)]
    [InlineData(1000, 1200, null, 1300, true)]
    [InlineData(1000, 9000, null, 1999, false)]
    [InlineData(1000, 9000, null, 2000, true)]
    [InlineData(1001, 9000, null, 1300, true)]
    [InlineData(null, 1300, 1000, 1900, true)]
    [InlineData(null, 1300, 1000, 1200, false)]
    [InlineData(null, 999, 1000, 1200, true)]
    [InlineData(1000, 1900, 1500, 1600, false)]
    public void Whole_second_is_no_moment(int? fired, int arrived, int? lastFired, int lastArrived, bool expected)
    {
        var alert = At(Alert(fired: null, arrived: 0), fired, arrived);
        var last = At(Alert(fired: null, arrived: 0), lastFired, lastArrived);

        Assert.Equal(expected, Superseding(alert, last) is not null);
    }

    [Theory]
    [InlineData(Flat, Long, Short, Flat, true)]
    [InlineData(Short, Flat, Flat, Long, false)]
    [InlineData(Long, Flat, Long, Flat, false)]
    public void Of_two_alerts_of_one_second_the_states_tell_the_order(
        TargetPosition state, TargetPosition before, TargetPosition lastState, TargetPosition lastBefore, bool expected)
    {
        var alert = Alert(fired: 1, arrived: 9, state, before);
        var last = Alert(fired: 1, arrived: 2, lastState, lastBefore);

        Assert.Equal(expected, Superseding(alert, last) is not null);
    }

    // Each could have come first, so that arrival decides.
    [Theory]
    [InlineData(9, 2, Flat, Short, Short, Flat, false)]
    [InlineData(2, 9, Flat, Short, Short, Flat, true)]
    [InlineData(9, 2, Short, Flat, Flat, Short, false)]
    [InlineData(9, 2, Long, Short, Short, Long, false)]
    [InlineData(2, 9, Long, Short, Short, Long, true)]
    public void Of_two_alerts_that_fit_both_ways_the_later_one_arrived_later(
        int arrived, int lastArrived, TargetPosition state, TargetPosition before,
        TargetPosition lastState, TargetPosition lastBefore, bool expected)
    {
        var alert = Alert(fired: 1, arrived, state, before);
        var last = Alert(fired: 1, lastArrived, lastState, lastBefore);

        Assert.Equal(expected, Superseding(alert, last) is not null);
    }

    // One tells what it followed and the other does not, so that it may have come before or after: arrival decides.
    [Theory]
    [InlineData(9, 2, Flat, null, Short, Flat, false)]
    [InlineData(2, 9, Flat, null, Short, Flat, true)]
    [InlineData(9, 2, Long, null, Flat, Long, false)]
    [InlineData(2, 9, Long, null, Flat, Long, true)]
    [InlineData(2, 9, Long, null, Flat, null, true)]
    [InlineData(9, 2, Long, null, Flat, null, false)]
    [InlineData(2, 9, Long, Flat, Long, Flat, true)]
    public void Of_two_alerts_of_one_second_that_fit_either_way_arrival_decides(
        int arrived, int lastArrived, TargetPosition state, TargetPosition? before, TargetPosition lastState, TargetPosition? lastBefore,
        bool expected)
    {
        var alert = Alert(fired: 1, arrived, state, before);
        var last = Alert(fired: 1, lastArrived, lastState, lastBefore);

        Assert.Equal(expected, Superseding(alert, last) is not null);
    }

    [Fact]
    public void Same_time_to_come_says_nothing_of_the_order()
    {
        var exit = Alert(fired: 99, arrived: 3, Flat, Short);
        var entry = Alert(fired: 99, arrived: 2, Long, Flat);

        Assert.Null(Superseding(exit, entry));
    }

    // What the state before was is not told: the side of the order tells from where it cannot have begun.
    [Theory]
    [InlineData(SignalAction.Sell, Flat, SignalAction.Sell, Short, true)]
    [InlineData(SignalAction.Buy, Flat, SignalAction.Buy, Long, true)]
    [InlineData(SignalAction.Sell, Flat, SignalAction.Buy, Long, false)]
    [InlineData(SignalAction.Sell, Long, SignalAction.Sell, Flat, true)]
    [InlineData(SignalAction.Sell, Long, SignalAction.Sell, Short, true)]
    [InlineData(SignalAction.Sell, Short, SignalAction.Sell, Flat, false)]
    [InlineData(null, Flat, null, Short, false)]
    [InlineData(null, Short, null, Flat, false)]
    public void Of_two_orders_of_one_second_the_sides_tell_the_order(
        SignalAction? action, TargetPosition state, SignalAction? lastAction, TargetPosition lastState, bool expected)
    {
        var alert = Alert(fired: 1, arrived: 9, state, before: null, action);
        var last = Alert(fired: 1, arrived: 2, lastState, before: null, lastAction);

        Assert.Equal(expected, Superseding(alert, last) is not null);
    }

    [Fact]
    public void Turn_of_one_second_goes_by_the_states_and_not_by_the_arrival()
    {
        var second = Alert(fired: 1, arrived: 2, Short, before: Long);
        var first = Alert(fired: 1, arrived: 3, Long, before: Flat);

        Assert.True(HasTurn(first, [second]));
        Assert.False(HasTurn(second, [first]));
        Assert.True(HasTurn(second, []));
    }

    [Fact]
    public void Turn_of_different_seconds_goes_by_the_firing()
    {
        var first = Alert(fired: 1, arrived: 3, Short, before: Long);
        var second = Alert(fired: 2, arrived: 2, Long, before: Flat);

        Assert.True(HasTurn(first, [second]));
        Assert.False(HasTurn(second, [first]));
    }

    // Milliseconds. The queue and the superseding are one rule: where the second leaves it open who came first, both go by the arrival.
    [Theory]
    [InlineData(1000, 1900, null, 1300)]
    [InlineData(1000, 1900, 1500, 1600)]
    [InlineData(1000, 1500, 1200, 1700)]
    [InlineData(1000, 1200, null, 1300)]
    [InlineData(1000, 1200, 1300, 1400)]
    [InlineData(1000, 9000, null, 2000)]
    [InlineData(1000, 1300, 1000, 1700)]
    [InlineData(1500, 2900, 1600, 1700)]
    [InlineData(9999, 1300, null, 1400)]
    public void Who_waits_for_another_is_never_overtaken_by_it(int? fired, int arrived, int? otherFired, int otherArrived)
    {
        var one = At(Alert(fired: null, arrived: 0), fired, arrived);
        var other = At(Alert(fired: null, arrived: 0), otherFired, otherArrived);

        Assert.NotEqual(HasTurn(one, [other]), HasTurn(other, [one]));
        Assert.Equal(HasTurn(one, [other]), Superseding(one, other) is not null);
        Assert.Equal(HasTurn(other, [one]), Superseding(other, one) is not null);
    }

    [Fact]
    public void Any_later_alert_that_was_acted_upon_overtakes_not_only_the_last()
    {
        var alert = Alert(fired: 1, arrived: 4, Long, before: Flat);
        var earlier = Alert(fired: 0, arrived: 2, Flat, before: Short);
        var later = Alert(fired: 1, arrived: 3, Short, before: Long);

        Assert.Equal($"{later.Id}", Superseding(alert, earlier, later)!.Numbers["laterSignal"]);
        Assert.Equal($"{later.Id}", Superseding(alert, later, earlier)!.Numbers["laterSignal"]);
        Assert.Null(Superseding(alert, earlier));
    }

    [Theory]
    [InlineData(1000, 1300, 1000, 1300)]
    [InlineData(1000, 9000, 1000, 1999)]
    [InlineData(1001, 9000, 1001, 1001)]
    [InlineData(null, 1300, 1300, 1300)]
    [InlineData(9000, 1300, 1300, 1300)]
    [InlineData(9000, 1000, 1000, 1000)]
    public void Alert_fired_within_its_second_and_before_it_arrived(int? fired, int arrived, int first, int last)
    {
        var stretch = SignalSequence.StretchOf(fired is { } told ? Noon.AddMilliseconds(told) : null, Noon.AddMilliseconds(arrived));

        Assert.Equal(Noon.AddMilliseconds(first), stretch.First);
        Assert.Equal(Noon.AddMilliseconds(last), new DateTimeOffset(stretch.Last.Ticks / 10_000 * 10_000, TimeSpan.Zero));
    }

    // Milliseconds.
    [Theory]
    [InlineData(5000, 5900, 4000)]
    [InlineData(5300, 5900, 4300)]
    [InlineData(null, 5900, 4900)]
    [InlineData(9000, 5900, 4900)]
    public void Neighbors_arrived_since_a_second_before_the_alert_fired(int? fired, int arrived, int expected) =>
        Assert.Equal(
            Noon.AddMilliseconds(expected), SignalSequence.NeighborsSince(At(Alert(fired: null, arrived: 0), fired, arrived)));

    [Theory]
    [InlineData(-86_398, -86_399)]
    [InlineData(-86_399, -86_400)]
    [InlineData(-86_400, -86_400)]
    [InlineData(-900_000, -86_400)]
    public void Neighbors_arrived_within_a_day(int fired, int expected) =>
        Assert.Equal(Noon.AddSeconds(expected), SignalSequence.NeighborsSince(Alert(fired, arrived: 0)));

    [Fact]
    public void What_was_begun_goes_before_what_its_states_would_put_ahead()
    {
        var begun = Alert(fired: 1, arrived: 2, Short, before: Long) with { Status = SignalStatus.Accepted };
        var other = Alert(fired: 1, arrived: 3, Long, before: Flat);

        Assert.True(HasTurn(begun, [other]));
        Assert.False(HasTurn(other, [begun]));
    }

    [Fact]
    public void In_a_circle_of_states_the_first_arrived_has_its_turn_and_then_the_others_one_by_one()
    {
        List<SignalRecord> circle =
        [
            Alert(fired: 1, arrived: 2, Long, before: Flat), Alert(fired: 1, arrived: 3, Short, before: Long),
            Alert(fired: 1, arrived: 4, Flat, before: Short),
        ];

        Assert.Equal([true, false, false], circle.Select(one => HasTurn(one, [.. circle.Where(other => other != one)])));
        circle.RemoveAt(0);
        Assert.Equal([true, false], circle.Select(one => HasTurn(one, [.. circle.Where(other => other != one)])));
    }

    [Fact]
    public void Alert_does_not_supersede_itself_nor_does_nothing()
    {
        var alert = Alert(fired: 1, arrived: 1);

        Assert.Null(Superseding(alert, alert with { ReceivedAt = Noon.AddMinutes(1) }));
        Assert.Null(Superseding(alert, []));
    }

    [Theory]
    [InlineData(SignalStatus.Completed, null, false, false, true)]
    [InlineData(SignalStatus.Accepted, null, false, false, true)]
    [InlineData(SignalStatus.Completed, DenialCodes.AlreadyFlat, false, false, true)]
    [InlineData(SignalStatus.Completed, null, true, false, false)]
    [InlineData(SignalStatus.Completed, DenialCodes.NoChange, false, false, false)]
    [InlineData(SignalStatus.Completed, DenialCodes.AlreadyInPosition, false, false, false)]
    [InlineData(SignalStatus.Denied, DenialCodes.NothingToReduce, false, false, false)]
    [InlineData(SignalStatus.Completed, DenialCodes.NothingToReverse, false, false, false)]
    [InlineData(SignalStatus.Completed, DenialCodes.NothingToClose, false, false, false)]
    [InlineData(SignalStatus.Completed, DenialCodes.NothingToAddTo, false, false, false)]
    [InlineData(SignalStatus.Completed, DenialCodes.OtherSideHeld, false, false, false)]
    [InlineData(SignalStatus.Completed, DenialCodes.DryRun, false, false, false)]
    [InlineData(SignalStatus.Failed, DenialCodes.SignalFailed, false, false, false)]
    [InlineData(SignalStatus.Denied, DenialCodes.Pyramiding, false, false, false)]
    // A reversal whose entry was refused has closed what was there.
    [InlineData(SignalStatus.Denied, DenialCodes.Pyramiding, false, true, true)]
    public void Only_what_was_acted_upon_overtakes(SignalStatus status, string? code, bool isDry, bool hasClosed, bool expected)
    {
        var later = Alert(fired: 2, arrived: 3, Flat) with
        {
            Status = status,
            Reason = code is null ? null : new Denial(code, "Why."),
            DryRun = isDry,
            Closes = hasClosed ? [new TradeId(Guid.NewGuid())] : [],
        };

        Assert.Equal(expected, SignalSequence.FindSuperseding(Alert(fired: 1, arrived: 4, Long), later) is not null);
    }
}
