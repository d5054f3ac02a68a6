using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Signals;
using TradingBot.Core.Tests.Building;

namespace TradingBot.Core.Tests.Signals;

public sealed class DedupeKeyTests
{
    private static readonly StrategyKey Key = StrategyKey.Parse("test");
    private static readonly string Body = DedupeKey.BodyHash("{}");

    private static readonly Dictionary<string, Func<Signal, Signal>> Differences = new(StringComparer.Ordinal)
    {
        ["symbol"] = s => s with { Symbol = Symbol.Parse("ETHUSDT") },
        ["interval"] = s => s with { Interval = "61" },
        ["barTime"] = s => s with { BarTime = ASignal.Noon },
        ["firedAt"] = s => s with { FiredAt = ASignal.Noon.AddSeconds(1) },
        ["orderId"] = s => s with { OrderId = "a" },
        ["action"] = s => s with { Action = SignalAction.Buy },
        ["contracts"] = s => s with { Contracts = 1 },
        ["position"] = s => s with { Position = TargetPosition.Short },
        ["positionSize"] = s => s with { PositionSize = 1 },
        ["prevPosition"] = s => s with { PrevPosition = TargetPosition.Short },
        ["prevPositionSize"] = s => s with { PrevPositionSize = 1 },
        ["reduce"] = s => s with { Reduce = Portion.Percent(50) },
        ["id"] = s => s with { ExternalId = "a" },
        ["dryRun"] = s => s with { DryRun = true },
    };

    public static TheoryData<string> Names => [.. Differences.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Difference_in_any_part_makes_another_key(string part) =>
        Assert.NotEqual(Of(new ASignal().Build()), Of(new ASignal().With(Differences[part]).Build()));

    [Fact]
    public void Key_is_lower_case_hex_of_SHA_256()
    {
        Assert.Matches("^[0-9a-f]{64}$", Of(new ASignal().Build()));
        Assert.Equal("44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a", Body);
    }

    /// <summary>An alert that is repeated across an update of the bot is still known.</summary>
    [Fact]
    public void Keys_stay_what_they_are_from_version_to_version()
    {
        var timeless = new ASignal().With(s => s with { FiredAt = null }).Build();

        Assert.StartsWith("50abb7768650b5f4", Of(new ASignal().Build()), StringComparison.Ordinal);
        Assert.StartsWith("e4d8d20dfcc1f31b", DedupeKey.Of(Key, timeless, Body, ASignal.Noon), StringComparison.Ordinal);
    }

    [Fact]
    public void Same_alert_received_later_has_the_same_key() =>
        Assert.Equal(
            DedupeKey.Of(Key, new ASignal().Build(), Body, ASignal.Noon),
            DedupeKey.Of(Key, new ASignal().Build(), DedupeKey.BodyHash("{ }"), ASignal.Noon.AddMinutes(15)));

    [Fact]
    public void Spelling_of_a_number_does_not_matter() =>
        Assert.Equal(Of(new ASignal().With(s => s with { Contracts = 1.50m }).Build()), Of(
            new ASignal().With(s => s with { Contracts = 1.5m }).Build()));

    [Fact]
    public void Another_strategy_has_another_key() =>
        Assert.NotEqual(Of(new ASignal().Build()), DedupeKey.Of(StrategyKey.Parse("other"), new ASignal().Build(), Body, ASignal.Noon));

    [Fact]
    public void Alert_without_time_is_another_one_for_another_strategy()
    {
        var timeless = new ASignal().With(s => s with { FiredAt = null }).Build();

        Assert.NotEqual(
            DedupeKey.Of(Key, timeless, Body, ASignal.Noon), DedupeKey.Of(StrategyKey.Parse("other"), timeless, Body, ASignal.Noon));
    }

    [Fact]
    public void Alert_without_time_is_known_by_its_body_for_a_minute()
    {
        var timeless = new ASignal().With(s => s with { FiredAt = null }).Build();
        string At(double seconds) => DedupeKey.Of(Key, timeless, Body, ASignal.Noon.AddSeconds(seconds));

        Assert.Equal(At(0), At(59.9));
        Assert.NotEqual(At(0), At(60));
        Assert.NotEqual(At(0), DedupeKey.Of(Key, timeless, DedupeKey.BodyHash("[]"), ASignal.Noon));
        Assert.Equal(At(59), DedupeKey.OfPreviousWindow(Key, timeless, Body, ASignal.Noon.AddSeconds(61)));
        Assert.Null(DedupeKey.OfPreviousWindow(Key, new ASignal().Build(), Body, ASignal.Noon));
    }

    [Fact]
    public void Exit_that_is_repeated_after_something_was_opened_is_another_one_for_each_opener()
    {
        var opener = new SignalId(Guid.Parse("01936f2e-6f00-7c3a-9b1d-2f6f0a5c1e12"));
        var other = new SignalId(Guid.Parse("01936f2e-6f00-7c3a-9b1d-2f6f0a5c1e13"));

        Assert.StartsWith("465cbf4e5b6e5df3", DedupeKey.OfExit("key", opener), StringComparison.Ordinal);
        Assert.NotEqual(DedupeKey.OfExit("key", opener), DedupeKey.OfExit("key", other));
        Assert.NotEqual(DedupeKey.OfExit("key", opener), DedupeKey.OfExit("yek", opener));
    }

    [Fact]
    public void Alert_with_an_id_but_no_time_is_known_by_its_id_for_ever()
    {
        var named = new ASignal().With(s => s with { FiredAt = null, ExternalId = "a" }).Build();

        Assert.Equal(DedupeKey.Of(Key, named, Body, ASignal.Noon), DedupeKey.Of(Key, named, Body, ASignal.Noon.AddDays(3)));
    }

    private static string Of(Signal signal) => DedupeKey.Of(Key, signal, Body, ASignal.Noon);
}
