using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Signals;
using static TradingBot.Core.Signals.TargetPosition;
using static TradingBot.Core.Tests.Signals.AlertsInTime;

namespace TradingBot.Core.Tests.Signals;

/// <summary>Two alerts leave it open which of them came first, and others between them tell it.</summary>
public sealed class SignalOrderByOthersTests
{
    // One tells the second, one a time to come, one a state that the first cannot follow. The last two may have come in either order, but
    // not where the first one stands between them.
    [Fact]
    public void What_states_and_moments_tell_by_way_of_others_binds_before_the_arrival()
    {
        List<SignalRecord> alerts =
        [
            At(Alert(fired: 0, arrived: 0, Short), fired: 1000, arrived: 1423),
            At(Alert(fired: 0, arrived: 0, Short, action: SignalAction.Buy), fired: 5000, arrived: 1424),
            At(Alert(fired: 0, arrived: 0, Long, before: Long), fired: 1000, arrived: 1839),
        ];
        var (first, exact, last) = (alerts[0], alerts[1], alerts[2]);

        Assert.Equal([false, false, true], alerts.Select(one => HasTurn(one, [.. alerts.Where(other => other != one)])));
        Assert.True(HasTurn(first, [exact]));
        Assert.True(HasTurn(exact, [last]));
        Assert.Null(Superseding(exact, last, first));
        Assert.NotNull(Superseding(exact, last));
    }

    // The flat of the same second came after the reversal and before what was opened at a moment after it.
    [Fact]
    public void What_came_before_by_way_of_another_one_is_overtaken_though_it_arrived_later()
    {
        var reversal = At(Alert(fired: 0, arrived: 0, Long, before: Short), fired: 1000, arrived: 1900);
        var flat = At(Alert(fired: 0, arrived: 0, Flat), fired: 1000, arrived: 1500);
        var opener = At(Alert(fired: 0, arrived: 0, Short, before: Long), fired: 5000, arrived: 1501);

        Assert.Null(FindSuperseding(reversal, opener));
        Assert.Equal($"{opener.Id}", FindSuperseding(reversal, opener, flat, reversal)!.Numbers["laterSignal"]);
        Assert.Null(FindSuperseding(opener, reversal, flat));
        Assert.NotNull(FindSuperseding(flat, opener));

        static Denial? FindSuperseding(SignalRecord record, SignalRecord opener, params SignalRecord[] others) =>
            SignalSequence.FindSupersedingOpener(record, opener, others, isReversal: true);
    }

    // The exit arrived before what opened the trade. That one came before what the strategy refused, which arrived before the exit.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Exit_that_arrived_before_its_opener_counts_where_another_one_stands_between_them(bool isReversal)
    {
        var opener = At(Alert(fired: 0, arrived: 0, Long, before: Flat), fired: 1000, arrived: 1900);
        var refused = At(Alert(fired: 0, arrived: 0, Long, before: Long), fired: 1000, arrived: 1400) with
        {
            Status = SignalStatus.Denied,
        };
        var exit = At(Alert(fired: 0, arrived: 0, Flat, before: Long), fired: null, arrived: 1500);

        Assert.Null(SignalSequence.FindSupersedingOpener(exit, opener, [refused], isReversal));
        Assert.NotNull(SignalSequence.FindSupersedingOpener(exit, opener, [], isReversal));
    }

    // Another one would put the exit before its opener: a reversal would open the wrong side, and what only closes ends flat.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Exit_that_arrived_after_its_opener_is_not_lost_to_what_stands_between_them(bool isReversal)
    {
        var exit = At(Alert(fired: 0, arrived: 0, Flat, before: Long), fired: 1000, arrived: 1900);
        var refused = At(Alert(fired: 0, arrived: 0, Short, before: Flat), fired: 1000, arrived: 1400) with
        {
            Status = SignalStatus.Denied,
        };
        var opener = At(Alert(fired: 0, arrived: 0, Long, before: Flat), fired: null, arrived: 1500);

        Assert.Null(SignalSequence.FindSupersedingOpener(exit, opener, [], isReversal));
        Assert.Equal(isReversal, SignalSequence.FindSupersedingOpener(exit, opener, [refused], isReversal) is not null);
    }

    // The opener tells the second only, and arrived after the exit; what came before the exit arrived after the opener: the exit came last.
    [Theory]
    [InlineData(false, 765, false)]
    [InlineData(false, 817, true)]
    [InlineData(true, 765, true)]
    public void Exit_is_not_lost_to_a_moment_where_another_one_stands_between(bool isReversal, int fired, bool isOvertaken)
    {
        var exit = At(Alert(fired: 0, arrived: 0, Flat), fired: null, arrived: 816);
        var opener = Moved(At(Alert(fired: 0, arrived: 0, action: SignalAction.Buy), fired: 0, arrived: 817), decided: 818);
        var part = At(Alert(fired: 0, arrived: 0, Long, before: Long), fired, arrived: 818);

        Assert.NotNull(SignalSequence.FindSupersedingOpener(exit, opener, [], isReversal));
        Assert.Equal(isOvertaken, SignalSequence.FindSupersedingOpener(exit, opener, [part], isReversal) is not null);
    }

    // Flat was found and long opened, and then comes a flat. That the short begins as one and is one still puts the flat behind itself, and
    // with that before the long; without it the flat came after the long.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Exit_is_not_lost_to_what_a_third_alert_of_its_second_tells(bool isReversal)
    {
        var opener = Moved(At(Alert(fired: 0, arrived: 0, Long, before: Flat), fired: 1000, arrived: 1690), decided: 1700);
        var exit = At(Alert(fired: 0, arrived: 0, Flat), fired: 1000, arrived: 1969);
        var same = At(Alert(fired: 0, arrived: 0, Short, before: Short), fired: 1000, arrived: 1970);

        Assert.Null(SignalSequence.FindSupersedingOpener(exit, opener, [], isReversal));
        Assert.Equal(isReversal, SignalSequence.FindSupersedingOpener(exit, opener, [same], isReversal) is not null);
    }

    // From flat: to short, to long, and back to short. The last two tell their order; that the first was carried out before them is a fact.
    [Fact]
    public void What_was_carried_out_before_what_came_first_overtakes_nothing()
    {
        var reversal = At(Alert(fired: 0, arrived: 0, Short, before: Long), fired: 1000, arrived: 1327);
        var toShort = Moved(At(Alert(fired: 0, arrived: 0, Short, before: Flat), fired: 1000, arrived: 1383), decided: 4000);
        var toLong = Moved(At(Alert(fired: 0, arrived: 0, Long, before: Flat), fired: 1000, arrived: 1384), decided: 7000);

        Assert.Null(SignalSequence.FindSuperseding(reversal, toShort, toLong));
        Assert.Null(SignalSequence.FindSupersedingOpener(reversal, toLong, [toShort], isReversal: true));
        Assert.NotNull(SignalSequence.FindSuperseding(reversal, Moved(toShort, decided: 8000), Moved(toLong, decided: 7000)));
        Assert.Null(SignalSequence.FindSuperseding(reversal, At(toShort, fired: 1000, arrived: 1385), toLong));
        // What moved nothing waited for nobody, so its arrival has to agree.
        Assert.Null(SignalSequence.FindSuperseding(reversal, toShort with { TradeId = null }, toLong));
        Assert.NotNull(SignalSequence.FindSuperseding(
            reversal, At(toShort, fired: 1000, arrived: 1385) with { TradeId = null }, toLong));
        Assert.NotNull(SignalSequence.FindSuperseding(
            reversal, At(toShort, fired: 1000, arrived: 1385), toLong with { TradeId = null }));
    }

    // It came before the one that was carried out first, and so it neither opens nor closes what the reversal after that one opened.
    [Fact]
    public void Late_entry_does_not_close_what_was_opened_after_the_one_that_it_came_before()
    {
        var late = At(Alert(fired: 0, arrived: 0, Long, before: Flat), fired: 1000, arrived: 1786);
        var larger = Moved(At(Alert(fired: 0, arrived: 0, Long, before: Long), fired: 1000, arrived: 1196), decided: 1200);
        var reversal = Moved(At(Alert(fired: 0, arrived: 0), fired: 1000, arrived: 1574), decided: 1600);

        Assert.NotNull(SignalSequence.FindSuperseding(late, larger, reversal));
        Assert.NotNull(SignalSequence.FindSupersedingOpener(late, reversal, [larger], isReversal: true));
        Assert.Null(SignalSequence.FindSupersedingOpener(late, reversal, [larger], isReversal: false));
        Assert.Null(SignalSequence.FindSupersedingOpener(late, Moved(reversal, decided: 1100), [larger], isReversal: true));
    }

    // It came before the exit, which had found nothing before the opener arrived: neither its exit nor its entry is carried out.
    [Fact]
    public void Reversal_that_came_before_an_exit_does_not_close_what_was_opened_after_that()
    {
        var reversal = At(Alert(fired: 0, arrived: 0, Long, before: Long), fired: 1000, arrived: 1634);
        var exit = Decided(At(Alert(fired: 0, arrived: 0, Flat), fired: 1000, arrived: 1237), DenialCodes.AlreadyFlat);
        var opener = Moved(At(Alert(fired: 0, arrived: 0), fired: 1000, arrived: 1240), decided: 1240);

        Assert.NotNull(SignalSequence.FindSuperseding(reversal, exit, opener));
        Assert.NotNull(SignalSequence.FindSupersedingOpener(reversal, opener, [exit], isReversal: true));
        Assert.Null(SignalSequence.FindSupersedingOpener(reversal, opener, [Decided(exit, DenialCodes.DryRun)], isReversal: true));
        Assert.Null(SignalSequence.FindSupersedingOpener(
            reversal, At(opener, fired: 1000, arrived: 1236), [exit], isReversal: true));
    }

    // The exit found nothing, before what opened the trade that the reversal closed: it came before the reversal as well.
    [Fact]
    public void What_came_before_the_opener_of_what_a_reversal_closed_does_not_overtake_its_entry()
    {
        var opener = Moved(At(Alert(fired: 0, arrived: 0), fired: 1467, arrived: 2800), decided: 3491);
        var exit = Decided(At(Alert(fired: 0, arrived: 0, Flat, before: Long), fired: 1424, arrived: 2985), DenialCodes.AlreadyFlat);
        var reversal = At(Alert(fired: 0, arrived: 0, Short, before: Long), fired: 1000, arrived: 2801);
        var closed = reversal with { Closes = [opener.TradeId!.Value] };

        Assert.Null(SignalSequence.FindSupersedingOpener(reversal, opener, [exit], isReversal: true));
        Assert.Null(SignalSequence.FindSuperseding(closed, opener, exit));
        Assert.NotNull(SignalSequence.FindSuperseding(reversal, opener, exit));
        // Of one that may have come after the opener by their moments, whatever their states say, the arrival decides as before.
        Assert.NotNull(SignalSequence.FindSuperseding(closed, opener, At(exit, fired: 1470, arrived: 2985)));
        Assert.NotNull(SignalSequence.FindSuperseding(closed, opener, At(exit, fired: 1000, arrived: 2985)));
    }

    // A part of the long was closed after the reversal to short had fired, and before it arrived.
    [Theory]
    [InlineData(SignalAction.Sell, Long, Long, true)]
    [InlineData(null, Long, Long, true)]
    [InlineData(SignalAction.Reduce, null, Long, true)]
    [InlineData(SignalAction.Reduce, null, null, false)]
    public void Reversal_falls_as_a_whole_behind_a_part_whose_side_is_told_and_passes_as_a_whole_behind_another(
        SignalAction? action, TargetPosition? position, TargetPosition? before, bool isOvertaken)
    {
        var trade = new TradeId(Guid.NewGuid());
        var reversal = Alert(fired: 1, arrived: 4, Short);
        var part = Alert(fired: 2, arrived: 3, position, before, action);
        part = Decided(part with { Signal = part.Signal! with { Reduce = Portion.Percent(50), TellsReduction = true } }) with
        {
            Closes = [trade],
        };

        Assert.Equal(isOvertaken, Part(reversal, trade, part) is not null);
        Assert.Equal(isOvertaken, SignalSequence.FindSuperseding(reversal with { Closes = [trade] }, part) is not null);
        // Of another trade, which the reversal closed after one that came before it, and in another order.
        Assert.Null(Part(reversal, new TradeId(Guid.NewGuid()), part));
        Assert.Equal(
            isOvertaken, SignalSequence.FindSuperseding(reversal with { Closes = [new TradeId(Guid.NewGuid())] }, part) is not null);
        Assert.NotNull(SignalSequence.FindSuperseding(reversal, part));
        Assert.Null(Part(Alert(fired: 3, arrived: 4, Short), trade, part));

        static Denial? Part(SignalRecord reversal, TradeId trade, SignalRecord part) =>
            SignalSequence.FindSupersedingPart(reversal, trade, Direction.Long, [part]);
    }

    // More was added to the long after the reversal to short had fired, and before it arrived.
    [Theory]
    [InlineData(SignalAction.Buy, Long, Long, true)]
    [InlineData(SignalAction.Add, Long, null, true)]
    [InlineData(SignalAction.Add, null, null, false)]
    public void Reversal_falls_as_a_whole_behind_an_addition_whose_side_is_told_and_passes_as_a_whole_behind_another(
        SignalAction action, TargetPosition? position, TargetPosition? before, bool isOvertaken)
    {
        var trade = new TradeId(Guid.NewGuid());
        var reversal = Alert(fired: 1, arrived: 4, Short);
        var addition = Decided(Alert(fired: 2, arrived: 3, position, before, action)) with { AddsTo = trade };

        Assert.Equal(isOvertaken, Part(reversal, trade, addition) is not null);
        Assert.Equal(isOvertaken, SignalSequence.FindSuperseding(reversal with { Closes = [trade] }, addition) is not null);
        Assert.Null(Part(reversal, new TradeId(Guid.NewGuid()), addition));
        Assert.Null(Part(reversal, trade, addition with { AddsTo = null }));
        Assert.NotNull(SignalSequence.FindSuperseding(reversal, addition));
        Assert.Null(Part(Alert(fired: 3, arrived: 4, Short), trade, addition));

        static Denial? Part(SignalRecord reversal, TradeId trade, SignalRecord addition) =>
            SignalSequence.FindSupersedingPart(reversal, trade, Direction.Long, [addition]);
    }

    private static SignalRecord Moved(SignalRecord record, int decided) => record with
    {
        Status = SignalStatus.Completed,
        TradeId = new TradeId(Guid.NewGuid()),
        DecidedAt = Noon.AddMilliseconds(decided),
    };

    [Fact]
    public void Of_those_that_nothing_holds_back_the_first_arrived_has_its_turn()
    {
        var held = Alert(fired: 1, arrived: 2, Short, before: Long);
        var free = At(Alert(fired: 0, arrived: 0), fired: null, arrived: 1_500);
        var begins = Alert(fired: 1, arrived: 3, Long, before: Flat);

        Assert.True(HasTurn(free, [held, begins]));
        Assert.False(HasTurn(begins, [held, free]));
        Assert.True(HasTurn(begins, [held]));
        Assert.False(HasTurn(held, [begins]));
    }

    // Long, flat and short of one bar, which each say what was before: in whatever order they arrive, long and flat came before short.
    [Theory]
    [InlineData(SignalStatus.Denied)]
    [InlineData(SignalStatus.Completed)]
    public void Alert_that_was_itself_overtaken_tells_of_the_order_and_overtakes_nothing(SignalStatus flatEnded)
    {
        var (first, second) = (Alert(fired: 1, arrived: 3, Long, before: Flat), Alert(fired: 1, arrived: 4, Flat, before: Long));
        var third = Alert(fired: 1, arrived: 2, Short, before: Flat) with { Status = SignalStatus.Accepted };
        var flat = second with { Status = flatEnded };

        Assert.Null(Superseding(first, third));
        Assert.NotNull(Superseding(first, third, flat));
        Assert.Equal(flatEnded == SignalStatus.Completed, Superseding(first, flat) is not null);
        // One that still waits tells as much, and has overtaken nobody.
        var waiting = second with { Status = SignalStatus.Received };
        Assert.NotNull(SignalSequence.FindSuperseding(first, third, waiting));
        Assert.Null(SignalSequence.FindSuperseding(first, waiting));
    }

    [Fact]
    public void Entry_that_another_of_its_second_adds_to_is_overtaken_by_what_closed_both()
    {
        var opens = At(Alert(fired: 0, arrived: 0, Long, before: Flat, SignalAction.Buy), fired: 1000, arrived: 1509);
        var adds = At(Alert(fired: 0, arrived: 0, Long, before: Long, SignalAction.Buy), fired: 1000, arrived: 1386);
        var closes = At(Alert(fired: 0, arrived: 0, Flat, before: Long, SignalAction.Sell), fired: 1472, arrived: 1508);

        Assert.Null(Superseding(opens, closes));
        Assert.NotNull(SignalSequence.FindSuperseding(opens, adds, closes with { Status = SignalStatus.Completed }));
    }

    // Both end long; only one of them can follow the other.
    [Fact]
    public void Alerts_of_one_state_are_ordered_by_what_was_before()
    {
        var adds = Alert(fired: 1, arrived: 2, Long, before: Long);
        var opens = Alert(fired: 1, arrived: 3, Long, before: Flat);

        Assert.True(HasTurn(opens, [adds]));
        Assert.False(HasTurn(adds, [opens]));
        Assert.Null(Superseding(adds, opens));
        Assert.NotNull(Superseding(opens, adds));
    }
}
