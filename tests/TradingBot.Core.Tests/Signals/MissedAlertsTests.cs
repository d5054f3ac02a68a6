using FsCheck.Xunit;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Signals;
using TradingBot.Core.Tests.Building;

namespace TradingBot.Core.Tests.Signals;

/// <summary>Alerts of one strategy, each a minute after the one before unless it says otherwise.</summary>
public sealed class MissedAlertsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 27, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Chain_that_meets_misses_nothing() => Assert.Empty(Missing(
    [
        Link(0, "flat", "long", size: 2m),
        Link(1, "long", "long", prevSize: 2.0m, size: 3m),
        Link(2, "long", "short", prevSize: 3m, size: 1m),
        Link(3, "short", "flat", prevSize: 1m, size: 0m),
        Link(4, "flat", "short"),
    ]));

    [Fact]
    public void Link_that_begins_elsewhere_than_the_last_one_left_tells_both()
    {
        var (entry, late) = (Link(0, "flat", "long", size: 2m), Link(2, "flat", "short", prevSize: 0m));

        var (alert, missed) = Assert.Single(Missing([late, entry]));

        Assert.Equal(late.Id, alert);
        Assert.Equal(
            new MissedBefore(entry.Id, Noon, TargetPosition.Long, 2m, TargetPosition.Flat, 0m), missed);
        Assert.Equal(("long", "flat"), missed.Words);
    }

    [Theory]
    [InlineData("2", "2", false)]
    [InlineData("2", "2.00", false)]
    [InlineData("2", "3", true)]
    [InlineData(null, "3", false)]
    [InlineData("2", null, false)]
    public void Same_side_in_another_size_is_missing_one_where_both_tell_it(string? left, string? began, bool isMissing)
    {
        var found = Missing([Link(0, "flat", "long", size: Number(left)), Link(1, "long", "flat", prevSize: Number(began))]);

        Assert.Equal(isMissing ? 1 : 0, found.Count);
        if (isMissing)
            Assert.Equal(("long 2", "long 3"), Assert.Single(found).Value.Words);
    }

    [Fact]
    public void One_that_came_late_closes_the_gap()
    {
        var (entry, exit, next) = (Link(0, "flat", "long"), Link(1, "long", "flat"), Link(2, "flat", "short"));
        Assert.Single(Missing([entry, next]));

        Assert.Empty(Missing([entry, next, exit with { ReceivedAt = Noon.AddMinutes(9) }]));
    }

    // As TradingView sends a close and an entry of one bar.
    [Fact]
    public void Alerts_of_one_second_may_arrive_in_any_order()
    {
        SignalRecord[] second = [Link(1, "flat", "short", at: 60), Link(1, "long", "flat", at: 60), Link(1, "short", "short", at: 60)];
        var entry = Link(0, "flat", "long");

        Assert.Empty(Missing([entry, .. second]));
        Assert.Single(Missing([entry, second[0], second[2]]));
    }

    [Fact]
    public void What_cannot_be_known_is_not_suspected()
    {
        var (entry, exit) = (Link(0, "flat", "long"), Link(2, "short", "flat"));
        Assert.Single(Missing([entry, exit]));

        // It could not be read, and may have been the one; so may one that tells no position.
        Assert.Empty(Missing([entry, Link(1, "flat", "flat") with { Signal = null }, exit]));
        Assert.Empty(Missing([entry, Link(1, began: null, left: null), exit]));
        // Of the first one nothing came before.
        Assert.Empty(Missing([exit]));
        // What does not tell where it began meets everything.
        Assert.Empty(Missing([entry, Link(1, began: null, "flat")]));
    }

    [Fact]
    public void Chains_of_symbols_are_apart_and_dry_runs_of_the_sender_are_no_links()
    {
        var (entry, exit) = (Link(0, "flat", "long"), Link(2, "long", "flat"));
        var other = Link(1, "short", "flat");
        var elsewhere = other with { Signal = other.Signal! with { Symbol = Symbol.Parse("ETHUSDT") } };
        var dry = other with { Signal = other.Signal! with { DryRun = true } };

        Assert.Equal(2, Missing([entry, other, exit]).Count);
        Assert.Empty(Missing([entry, elsewhere, exit]));
        Assert.Empty(Missing([entry, dry, exit]));
    }

    // Whatever walk a simulation takes: complete it misses nothing. Without one link the next one is found wanting, unless it begins where
    // the link before the gap left.
    [Property(MaxTest = 500)]
    public void Walk_misses_exactly_what_was_taken_out_of_it(byte[] steps, byte taken)
    {
        var states = steps.Take(30).Select(static step => Words[step % 3]).Prepend("flat").ToList();
        var chain = states.Zip(states.Skip(1)).Select((pair, at) => Link(at, pair.First, pair.Second)).ToList();
        Assert.Empty(Missing(chain));
        if (chain.Count < 3)
            return;
        var gap = 1 + (taken % (chain.Count - 2));

        var found = Missing([.. chain.Where((_, at) => at != gap)]);

        var hides = states[gap] == states[gap + 1];
        Assert.Equal(hides ? [] : [chain[gap + 1].Id], found.Keys);
    }

    // The oldest that is at hand is not judged, whatever was found of it before; nor is what comes behind more of one second than can be
    // put in order.
    [Fact]
    public void Only_what_is_known_of_is_judged()
    {
        var (entry, exit) = (Link(0, "flat", "long"), Link(1, "short", "flat"));
        Assert.Equal([exit.Id], MissedAlerts.Judge([entry, exit]).Keys);
        Assert.Empty(MissedAlerts.Judge([exit]));

        List<SignalRecord> six = [.. Enumerable.Range(0, 6).Select(static _ => Link(1, "long", "long", at: 60))];
        var next = Link(2, "short", "flat");
        Assert.Contains(next.Id, MissedAlerts.Judge([entry, .. six, next]).Keys);
        Assert.Empty(MissedAlerts.Judge([entry, .. six, Link(1, "short", "flat", at: 60), next]));
    }

    private static Dictionary<SignalId, MissedBefore> Missing(IReadOnlyList<SignalRecord> alerts) => MissedAlerts.Judge(alerts)
        .Where(static judged => judged.Value is not null).ToDictionary(static judged => judged.Key, static judged => judged.Value!);

    private static readonly string[] Words = ["flat", "long", "short"];

    private static decimal? Number(string? text) => text is null ? null : decimal.Parse(text);

    private static SignalRecord Link(
        int minute, string? began, string? left, decimal? size = null, decimal? prevSize = null, int? at = null)
    {
        var moment = Noon.AddSeconds(at ?? (60 * minute));
        return ARecord.Of(
            moment.AddMilliseconds(300),
            new Signal
            {
                Symbol = Symbol.Parse("BTCUSDT"),
                FiredAt = moment,
                Action = SignalAction.Buy,
                Position = Read(left),
                PositionSize = size,
                PrevPosition = Read(began),
                PrevPositionSize = prevSize,
            });
    }

    private static TargetPosition? Read(string? word) => word is null ? null : Enum.Parse<TargetPosition>(word, ignoreCase: true);
}
