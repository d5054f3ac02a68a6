using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Signals;
using static TradingBot.Core.Signals.TargetPosition;
using static TradingBot.Core.Tests.Signals.AlertsInTime;

namespace TradingBot.Core.Tests.Signals;

/// <summary>Alerts of one second whose positions chain: L is flat to long, RS long to short, Fs short to flat, and so on.</summary>
public sealed class SignalChainTests
{
    // In the order of arrival, and carried out in that order: none is out of date, whatever state the chain comes back to.
    [Theory]
    [InlineData("L RS Fs")]
    [InlineData("S RL F")]
    [InlineData("F L")]
    [InlineData("L F L")]
    [InlineData("RS Fs L")]
    [InlineData("F S RL")]
    [InlineData("Fs L RS")]
    [InlineData("RL RS RL")]
    public void Chain_in_the_order_of_arrival_is_carried_out_to_its_end(string words)
    {
        var alerts = Alerts(words);

        for (var at = 0; at < alerts.Count; at++)
        {
            List<SignalRecord> before = [.. alerts.Take(at).Select(CarriedOut)];
            Assert.Null(SignalSequence.FindSuperseding(alerts[at], before));
            foreach (var opener in before)
                Assert.Null(SignalSequence.FindSupersedingOpener(alerts[at], opener, before, isReversal: true));
        }
    }

    // Those that arrived in another order: the first word has the first turn once all have arrived, and so on.
    [Theory]
    [InlineData("RL RS L", "L RS RL")]
    [InlineData("Fs S RS", "RS Fs S")]
    [InlineData("S F", "F S")]
    [InlineData("S L F", "L F S")]
    [InlineData("S F L", "L F S")]
    [InlineData("RS L F L F L", "L F L F L RS")]
    [InlineData("F S L", "L F S")]
    // As many chain in either order.
    [InlineData("RL RS", "RL RS")]
    [InlineData("L F", "L F")]
    [InlineData("RL F S", "RL F S")]
    [InlineData("RS Fs L", "RS Fs L")]
    // More than six go by their arrival.
    [InlineData("RS L F L F L F", "RS L F L F L F")]
    public void Turns_follow_the_chain_and_else_the_arrival(string arrived, string expected)
    {
        var waiting = Alerts(arrived);
        var carriedOut = new List<SignalRecord>();
        var order = new List<string>();
        while (waiting.Count > 0)
        {
            var next = Assert.Single(
                waiting, one => SignalSequence.HasTurn(one, [.. waiting.Where(other => other != one)], carriedOut));
            order.Add(next.Source);
            waiting.Remove(next);
            carriedOut.Add(CarriedOut(next));
        }

        Assert.Equal(expected, string.Join(' ', order));
    }

    // One that was carried out still tells of two that wait.
    [Fact]
    public void Turn_knows_what_was_carried_out()
    {
        var alerts = Alerts("S F L");

        Assert.True(SignalSequence.HasTurn(alerts[2], [alerts[1]], [CarriedOut(alerts[0])]));
        Assert.False(SignalSequence.HasTurn(alerts[1], [alerts[2]], [CarriedOut(alerts[0])]));
    }

    // An exit takes no turn: where it found nothing, an entry of its second that says it began flat came before it.
    [Theory]
    [InlineData(DenialCodes.AlreadyFlat, false, Flat, true)]
    [InlineData(DenialCodes.AlreadyFlat, false, null, false)]
    [InlineData(null, true, Flat, false)]
    public void Entry_beside_an_exit_comes_first_where_the_exit_found_nothing(
        string? found, bool hasClosed, TargetPosition? before, bool isOvertaken)
    {
        var exit = Decided(Alert(fired: 1, arrived: 2, Flat, before: Long), found, hasClosed);
        var entry = Alert(fired: 1, arrived: 3, Long, before);

        Assert.Equal(isOvertaken, SignalSequence.FindSuperseding(entry, exit) is not null);
    }

    [Fact]
    public void Second_entry_of_a_second_follows_the_exit_that_found_the_first_one_missing()
    {
        var exit = Decided(Alert(fired: 1, arrived: 2, Flat, before: Short), DenialCodes.AlreadyFlat);
        var (first, second) = (Alert(fired: 1, arrived: 3, Short, before: Flat), Alert(fired: 1, arrived: 4, Short, before: Flat));
        var overtaken = Decided(first, DenialCodes.Superseded) with { Status = SignalStatus.Denied };

        Assert.NotNull(SignalSequence.FindSuperseding(first, exit));
        Assert.Null(SignalSequence.FindSuperseding(second, exit, overtaken));
    }

    // A buy that does not say what it began with may have added to a long, and a sell to a short.
    [Theory]
    [InlineData(Long, SignalAction.Buy, Flat)]
    [InlineData(Short, SignalAction.Sell, Flat)]
    [InlineData(Long, SignalAction.Buy, Short)]
    [InlineData(Short, SignalAction.Sell, Long)]
    public void Order_that_may_add_chains_to_the_entry_of_its_side(TargetPosition side, SignalAction action, TargetPosition before)
    {
        var adding = Alert(fired: 1, arrived: 2, side, action: action);
        var entry = Alert(fired: 1, arrived: 3, side, before);

        Assert.True(HasTurn(entry, [adding]));
        Assert.False(HasTurn(adding, [entry]));
    }

    // As many chain in several orders; what the first one found when it was carried out tells which of them began.
    [Theory]
    [InlineData("F", Long, "S RL", "F S RL")]
    [InlineData("F", Long, "RL S", "F S RL")]
    [InlineData("F", Short, "RL S", "RL F S")]
    [InlineData("F", Short, "S RL", "RL F S")]
    [InlineData("S", Flat, "RL F", "S RL F")]
    [InlineData("RL", Short, "F S", "RL F S")]
    [InlineData("F", Long, "L", "F L")]
    [InlineData("L", Flat, "F", "L F")]
    [InlineData("Fs", Short, "S", "Fs S")]
    public void Circle_begins_with_what_the_first_one_found(string first, TargetPosition found, string waiting, string expected)
    {
        var alerts = Alerts($"{waiting} {first}");
        alerts[^1] = CarriedOut(alerts[^1], found);

        var inOrder = expected.Split(' ').Select(word => alerts.Single(alert => alert.Source == word)).ToList();

        for (var at = 0; at < inOrder.Count; at++)
        {
            var others = inOrder.Where(other => other != inOrder[at]).Select(other => other == alerts[^1] ? other : Later(other));
            var isOvertaken = SignalSequence.FindSuperseding(inOrder[at], others) is not null;
            Assert.Equal(at < inOrder.Count - 1, isOvertaken);
        }

        static SignalRecord Later(SignalRecord alert) => CarriedOut(alert) with { DecidedAt = Noon.AddSeconds(30) };
    }

    // One that was refused when it arrived had not seen what was held.
    [Fact]
    public void What_does_not_tell_what_was_held_begins_no_circle()
    {
        var alerts = Alerts("L F");
        var refused = Decided(alerts[0], DenialCodes.StrategyPaused) with { Status = SignalStatus.Denied };

        Assert.Null(SignalSequence.FindSuperseding(refused, CarriedOut(alerts[1], Long)));
        Assert.NotNull(SignalSequence.FindSuperseding(refused, CarriedOut(alerts[1], Short)));
    }

    [Fact]
    public void More_alerts_than_are_ordered_go_by_their_arrival()
    {
        var alerts = Alerts("RS L F S RL RS Fs");

        Assert.True(HasTurn(alerts[0], alerts[1..]));
        Assert.False(HasTurn(alerts[1], [alerts[0], .. alerts[2..]]));
        Assert.NotNull(SignalSequence.FindSuperseding(alerts[0], alerts[1..].Select(static other => Decided(other))));
        Assert.Null(SignalSequence.FindSuperseding(alerts[6], alerts[..6].Select(static other => Decided(other))));
    }

    private static List<SignalRecord> Alerts(string words) =>
        [.. words.Split(' ').Select(static (word, at) => Of(word, at) with { Source = word })];

    private static SignalRecord Of(string word, int at) => word switch
    {
        "L" => Alert(fired: 1, arrived: 2 + at, Long, before: Flat),
        "S" => Alert(fired: 1, arrived: 2 + at, Short, before: Flat),
        "RL" => Alert(fired: 1, arrived: 2 + at, Long, before: Short),
        "RS" => Alert(fired: 1, arrived: 2 + at, Short, before: Long),
        "F" => Alert(fired: 1, arrived: 2 + at, Flat, before: Long),
        "Fs" => Alert(fired: 1, arrived: 2 + at, Flat, before: Short),
        _ => throw new ArgumentOutOfRangeException(nameof(word), word, "Unknown alert."),
    };

    // It found what it said it began with.
    private static SignalRecord CarriedOut(SignalRecord alert) => CarriedOut(alert, alert.Signal!.PrevPosition!.Value);

    private static SignalRecord CarriedOut(SignalRecord alert, TargetPosition found) =>
        Decided(alert, hasClosed: found != Flat) with
        {
            ChangedSide = found switch { Long => Direction.Long, Short => Direction.Short, _ => null },
            TradeId = found == Flat ? new TradeId(Guid.NewGuid()) : null,
        };
}
