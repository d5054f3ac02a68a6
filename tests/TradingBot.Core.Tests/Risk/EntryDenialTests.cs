using System.Globalization;
using TradingBot.Core.Foundation;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Risk;
using TradingBot.Core.Strategies;
using TradingBot.Core.Tests.Building;

namespace TradingBot.Core.Tests.Risk;

public sealed class EntryDenialTests
{
    private static readonly DateTimeOffset Noon = ASignal.Noon;

    // With the defaults of AnEntry: notional 4 737 to 4 738 USDT, risk just under 100.
    private static readonly Dictionary<string, (string Code, AnEntry Entry)> Cases = new(StringComparer.Ordinal)
    {
        ["halted"] = ("trading.halted", new AnEntry().With(r => r with { IsHalted = true })),
        ["paused"] = ("strategy.paused", new AnEntry().By(new AStrategy().With(s => s with { State = StrategyState.Paused }))),
        ["exit only"] = ("strategy.exitOnly", new AnEntry().By(new AStrategy().With(s => s with { State = StrategyState.ExitOnly }))),
        ["stale"] = ("signal.stale", new AnEntry().With(r => r with { Now = Noon.AddSeconds(60.001) })),
        ["stale by its own word"] = ("signal.stale", new AnEntry().Signalled(s => s with { MaxLagSeconds = 30 })
            .With(r => r with { Now = Noon.AddSeconds(30.001) })),
        ["stale by receipt"] = ("signal.stale", new AnEntry().Signalled(s => s with { FiredAt = null })
            .With(r => r with { Now = Noon.AddSeconds(61.5) })),
        ["from the future"] = ("signal.clockSkew", new AnEntry().With(r => r with { Now = Noon.AddSeconds(-30.001) })),
        ["drifted up"] = ("signal.drift", new AnEntry().By(Drift(1)).Priced(60_600.1m)),
        ["drifted down"] = ("signal.drift", new AnEntry().By(Drift(1)).Priced(59_399.9m)),
        ["cooling down"] = ("strategy.cooldown", new AnEntry().By(Cooldown(60)).With(r => r with { LastEntryAt = Noon.AddSeconds(-57) })),
        ["cooling down, by another clock"] = ("strategy.cooldown", new AnEntry().By(Cooldown(60))
            .With(r => r with { LastEntryAt = Noon.AddSeconds(5) })),
        ["busy"] = ("risk.symbolBusy", new AnEntry().Beside(AnEntry.Exposure("BTCUSDT"))),
        ["too many trades"] = ("risk.maxOpenTrades", new AnEntry().Beside(AnEntry.Exposure("ETHUSDT"))
            .Limited(new RiskLimits { MaxOpenTrades = 1 })),
        ["more trades than the limit"] = ("risk.maxOpenTrades", new AnEntry()
            .Beside(AnEntry.Exposure("ETHUSDT"), AnEntry.Exposure("SOLUSDT"))
            .Limited(new RiskLimits { MaxOpenTrades = 1 })),
        ["no trades at all"] = ("risk.maxOpenTrades", new AnEntry().Limited(new RiskLimits { MaxOpenTrades = 0 })),
        ["gross"] = ("risk.maxGrossNotional", new AnEntry().Beside(AnEntry.Exposure("ETHUSDT"))
            .Limited(new RiskLimits { MaxGrossNotional = 5_679m })),
        ["to equity"] = ("risk.maxNotionalToEquity", new AnEntry().Beside(AnEntry.Exposure("ETHUSDT"))
            .Limited(new RiskLimits { MaxNotionalToEquity = 0.5m })),
        ["heat"] = ("risk.maxHeat", new AnEntry().Beside(AnEntry.Exposure("ETHUSDT")).Limited(new RiskLimits { MaxHeatPercent = 1.1m })),
        ["leverage over limit"] = ("risk.maxLeverage", new AnEntry().Limited(new RiskLimits { MaxLeverage = 9.99m })),
        ["leverage unknown"] = ("risk.maxLeverage", new AnEntry().By(new AStrategy().Leverage(null))
            .Limited(new RiskLimits { MaxLeverage = 5m })),
        ["leverage over exchange"] = ("risk.maxLeverage", new AnEntry().By(new AStrategy().Leverage(100.01m))),
        ["too often"] = ("risk.maxEntriesPerMinute", new AnEntry().Limited(new RiskLimits { MaxEntriesPerMinute = 3 })
            .With(r => r with { EntriesInLastMinute = 3 })),
        ["more often than the limit"] = ("risk.maxEntriesPerMinute", new AnEntry().Limited(new RiskLimits { MaxEntriesPerMinute = 3 })
            .With(r => r with { EntriesInLastMinute = 5 })),
        ["not tradable"] = ("instrument.notTradable", new AnEntry().On(AnEntry.Linear with { IsTradable = false })),
        ["no price"] = ("instrument.notTradable", new AnEntry().Priced(0m)),
        ["below minimum quantity"] = ("size.belowMinimum", new AnEntry().By(new AStrategy().Sized(SizingMode.FixedQuantity, 0.0009m))),
        ["below minimum value"] = ("size.belowMinimum", new AnEntry().On(AnEntry.Linear with { MinNotional = 60.01m })
            .By(new AStrategy().Sized(SizingMode.FixedQuantity, 0.001m))),
        ["too poor"] = ("size.insufficientBalance", new AnEntry().With(r => r with { Available = 400m })),
        ["unknown leverage counts as none"] = ("size.insufficientBalance", new AnEntry().By(new AStrategy().Leverage(null))
            .With(r => r with { Available = 4_000m })),
        ["no equity"] = ("size.insufficientBalance", new AnEntry().With(r => r with { Equity = 0m })),
        ["inverse too poor"] = ("size.insufficientBalance", new AnEntry().On(AnEntry.InverseContract)
            .By(new AStrategy().Inverse().Sized(SizingMode.FixedQuantity, 5_000m)).With(r => r with { Available = 400m })),
        ["USDC below minimum"] = ("size.belowMinimum", new AnEntry()
            .On(AnEntry.Linear with { QuoteCoin = "USDC", SettleCoin = "USDC", MinNotional = 60.01m })
            .By(new AStrategy().Sized(SizingMode.FixedQuantity, 0.001m))),
        ["spot too poor"] = ("size.insufficientBalance", SpotEntry(notional: 100m).With(r => r with { Available = 100m })),
        ["a hand's position"] = ("exchange.foreignPosition", new AnEntry().Held(Direction.Short, 3m)),
        ["a hand's position on the same side"] = ("exchange.foreignPosition", new AnEntry().Held(Direction.Long, 3m)),
        ["a hand's order"] = ("exchange.foreignOrder", new AnEntry().Resting(OrderSide.Buy, 1m, 59_000m)),
        ["busy before a hand's position"] = ("risk.symbolBusy", new AnEntry().Beside(AnEntry.Exposure("BTCUSDT"))
            .Held(Direction.Long, 1m)),
        ["above the market maximum"] = ("risk.aboveMaximum", Rich(new AStrategy().Sized(SizingMode.FixedQuantity, 100.001m))),
        ["above the limit maximum"] = ("risk.aboveMaximum", Rich(new AStrategy().Sized(SizingMode.FixedQuantity, 500.001m).Limit())),
        ["no stop"] = ("stop.missing", new AnEntry().By(new AStrategy().Stop(null))),
        ["no stop, fixed size"] = ("stop.missing", new AnEntry().By(new AStrategy().Stop(null).Sized(SizingMode.FixedQuantity, 1))),
        ["target in risks without stop"] = ("stop.missing", new AnEntry()
            .By(new AStrategy().Stop(null).Sized(SizingMode.FixedQuantity, 1).Target(new PriceDistance(R: 2)))),
        ["no contracts"] = ("size.needsContracts", new AnEntry().By(new AStrategy().Sized(SizingMode.FollowContracts, 1))),
        ["stop above a long"] = ("stop.wrongSide", new AnEntry().Signalled(s => s with { StopLoss = new PriceDistance(60_001m) })),
        ["stop at the entry"] = ("stop.wrongSide", new AnEntry().Signalled(s => s with { StopLoss = new PriceDistance(60_000m) })),
        ["stop rounds to the entry"] = ("stop.wrongSide", new AnEntry()
            .Signalled(s => s with { StopLoss = new PriceDistance(59_999.95m) })),
        ["stop below a short"] = ("stop.wrongSide", new AnEntry().Short().Signalled(s => s with { StopLoss = new PriceDistance(59_000m) })),
        ["market below the stop of a limit entry"] = ("stop.wrongSide", new AnEntry()
            .By(new AStrategy().Limit())
            .Signalled(s => s with { LimitPrice = 60_000m })
            .Priced(58_000m)),
        ["stop wider"] = ("stop.widerThanStrategy", new AnEntry().Signalled(s => s with { StopLoss = new PriceDistance(58_799.9m) })),
        ["stop of a short wider"] = ("stop.widerThanStrategy", new AnEntry().Short()
            .Signalled(s => s with { StopLoss = new PriceDistance(61_200.1m) })),
        ["target below a long"] = ("target.wrongSide", new AnEntry().By(new AStrategy().Target(new PriceDistance(59_999m)))),
        ["target above a short"] = ("target.wrongSide", new AnEntry().Short().By(new AStrategy().Target(new PriceDistance(60_001m)))),
        ["target of a short below zero"] = ("target.wrongSide", new AnEntry().Short()
            .By(new AStrategy().Target(new PriceDistance(Percent: 100m)))),
        ["no bars for the size"] = ("risk.barsMissing", new AnEntry().By(Ranged(sized: true)).Ranging(null)),
        ["bars without movement"] = ("risk.barsMissing", new AnEntry().By(Ranged(sized: true)).Ranging(0m)),
        ["no bars for the stop"] = ("risk.barsMissing", new AnEntry().By(Ranged(stop: 2m)).Ranging(null)),
        ["no bars for the strategy's stop"] = ("risk.barsMissing", new AnEntry().By(Ranged(stop: 2m))
            .Signalled(s => s with { StopLoss = new PriceDistance(59_900m) }).Ranging(null)),
        ["no bars for a target"] = ("risk.barsMissing", new AnEntry().By(Ranged(target: 2m)).Ranging(null)),
        ["no equity for a range"] = ("size.insufficientBalance", new AnEntry().By(Ranged(sized: true)).Ranging(600m)
            .With(r => r with { Equity = 0m })),
        ["stop beyond the strategy's ranges"] = ("stop.widerThanStrategy", new AnEntry().By(Ranged(stop: 2m)).Ranging(600m)
            .Signalled(s => s with { StopLoss = new PriceDistance(58_799.9m) })),
        ["ranges beyond the strategy's percent"] = ("stop.widerThanStrategy", new AnEntry().Signalled(s => s with
        {
            StopLoss = new PriceDistance(Atr: new AtrRule(2.01m, AtrBars.Usual)),
        }).Ranging(600m)),
        ["ranges down to below zero"] = ("stop.wrongSide", new AnEntry().By(Ranged(stop: 100m)).Ranging(600m)),
        ["spot short"] = ("signal.directionNotAllowed", SpotEntry(notional: 100m).By(new AStrategy().Spot().Only(AllowedDirection.Both))
            .Short()),
        ["short of a long strategy"] = ("signal.directionNotAllowed", new AnEntry().By(new AStrategy().Only(AllowedDirection.Long))
            .Short()),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Entry_is_denied_with_its_code_its_sentence_and_its_numbers(string name)
    {
        var (code, entry) = Cases[name];

        var denial = entry.Denial();

        Assert.Equal(code, denial.Code);
        Assert.Equal(EntryDenialSentences.Of[name], denial.Message);
        Assert.Equal(
            EntryDenialNumbers.Of.GetValueOrDefault(name, ""),
            string.Join(", ", denial.Numbers.Select(static number => $"{number.Key} {number.Value}")));
    }

    // What the sentence does not say is shown beside it without a unit, unless its name has one.
    [Theory]
    [MemberData(nameof(Names))]
    public void Every_number_of_a_denial_is_told_in_its_sentence_with_its_unit(string name)
    {
        var denial = Cases[name].Entry.Denial();
        var told = denial.Message.Split([' ', ';', ',', ':', '(', ')'], StringSplitOptions.RemoveEmptyEntries)
            .Select(static word => word.TrimEnd('.'))
            .ToHashSet();

        Assert.All(
            denial.Numbers.Where(static number => number.Key is not "tradeId" && !number.Key.EndsWith("Seconds", StringComparison.Ordinal)),
            number => Assert.Contains(
                told, word => word == number.Value || (decimal.TryParse(number.Value, CultureInfo.InvariantCulture, out var value)
                    && word == DecimalText.Write(decimal.Round(value, 2)))));
    }

    [Fact]
    public void One_entry_of_the_last_minute_is_one() => Assert.Equal(
        "1 entry was approved in the last minute; the limit is 1.",
        new AnEntry().Limited(new RiskLimits { MaxEntriesPerMinute = 1 }).With(r => r with { EntriesInLastMinute = 1 }).Denial().Message);

    [Fact]
    public void Entry_at_the_very_edge_of_every_limit_is_approved()
    {
        var plan = new AnEntry().Plan();

        new AnEntry()
            .By(new AStrategy().With(s => s with { MaxDriftPercent = 1m, CooldownSeconds = 60 }))
            .Signalled(s => s with { Price = 60_000m * 100 / 101 })
            .With(r => r with { LastEntryAt = r.Now.AddSeconds(-60), EntriesInLastMinute = 2, Now = Noon.AddSeconds(60) })
            .With(r => r with { LastEntryAt = r.Now.AddSeconds(-60) })
            .Beside(AnEntry.Exposure("ETHUSDT"), AnEntry.Exposure("BTCUSDT", category: Category.Spot))
            .Limited(new RiskLimits
            {
                MaxOpenTrades = 3,
                MaxGrossNotional = plan.Notional + 2_000m,
                MaxNotionalToEquity = (plan.Notional + 2_000m) / 10_000m,
                MaxHeatPercent = (plan.Risk + 40m) / 100m,
                MaxLeverage = 10m,
                MaxEntriesPerMinute = 3,
            })
            .Plan();
    }

    [Fact]
    public void Alert_from_slightly_ahead_of_our_clock_is_approved() =>
        Assert.NotNull(new AnEntry().With(r => r with { Now = Noon.AddSeconds(-30) }).Plan());

    [Theory]
    [InlineData(0)]
    [InlineData(0.009)]
    [InlineData(-30)]
    public void Cooldown_of_zero_denies_no_entry_whatever_the_clocks_say(double lastEntrySeconds) =>
        Assert.NotNull(new AnEntry().By(Cooldown(0)).With(r => r with { LastEntryAt = r.Now.AddSeconds(lastEntrySeconds) }).Plan());

    [Fact]
    public void Denial_carries_the_numbers_that_caused_it()
    {
        var denial = new AnEntry().With(r => r with { Now = Noon.AddSeconds(90.5) }).Denial();

        Assert.Equal("90.5", denial.Numbers["lagSeconds"]);
        Assert.Equal("60", denial.Numbers["maxLagSeconds"]);
    }

    [Fact]
    public void Denial_for_a_position_that_is_not_the_bots_names_it()
    {
        var denial = new AnEntry().Held(Direction.Short, 3m).Denial();

        Assert.Equal(
            ("short", "3", "60500", "2"),
            (denial.Numbers["direction"], denial.Numbers["quantity"], denial.Numbers["entryPrice"], denial.Numbers["leverage"]));
    }

    [Fact]
    public void Denial_for_orders_that_are_not_the_bots_names_the_first_and_their_number()
    {
        var denial = new AnEntry().Resting(OrderSide.Buy, 1m, 59_000m).Denial();

        Assert.Equal(
            ("buy", "1", "59000", "1"),
            (denial.Numbers["side"], denial.Numbers["quantity"], denial.Numbers["price"], denial.Numbers["orders"]));
    }

    [Theory]
    [InlineData("59000", "58000", "59000")]
    [InlineData(null, "58000", "58000")]
    [InlineData(null, null, null)]
    public void Denial_for_an_order_that_is_not_the_bots_names_its_limit_before_its_trigger(string? limit, string? trigger, string? named)
    {
        var entry = new AnEntry().Resting(OrderSide.Buy, 1m, 59_000m);
        var denial = entry.With(r => r with
        {
            Resting = [r.Resting[0] with { LimitPrice = PriceOf(limit), TriggerPrice = PriceOf(trigger) }],
        }).Denial();

        Assert.Equal(named, denial.Numbers.GetValueOrDefault("price"));
        Assert.Equal(named is not null, denial.Message.Contains($" at {named} ", StringComparison.Ordinal));

        static decimal? PriceOf(string? text) => text is null ? null : decimal.Parse(text);
    }

    [Fact]
    public void Halt_is_named_before_any_other_reason() =>
        Assert.Equal("trading.halted", new AnEntry().With(r => r with { IsHalted = true, Now = Noon.AddHours(1), Available = 0m })
            .Denial().Code);

    [Fact]
    public void Dry_run_is_denied_what_an_entry_is_denied() =>
        Assert.Equal("trading.halted", new AnEntry().By(new AStrategy().With(s => s with { DryRun = true }))
            .With(r => r with { IsHalted = true }).Denial().Code);

    [Fact]
    public void Request_that_mixes_markets_is_a_bug_and_throws() =>
        Assert.Throws<ArgumentException>(() => EntryRiskEngine.Decide(new AnEntry().Build() with { Instrument = AnEntry.SpotPair }));

    private static AStrategy Drift(decimal percent) => new AStrategy().With(s => s with { MaxDriftPercent = percent });

    private static AStrategy Cooldown(int seconds) => new AStrategy().With(s => s with { CooldownSeconds = seconds, MaxLagSeconds = 50 });

    // Nothing but the market's maximum stands in its way.
    private static AnEntry Rich(AStrategy strategy) => new AnEntry().By(strategy).With(r => r with { Equity = 1e12m, Available = 1e12m });

    private static AStrategy Ranged(bool sized = false, decimal? stop = null, decimal? target = null) => new AStrategy().With(s => s with
    {
        Sizing = sized ? new Sizing(SizingMode.AtrRisk, 1m, AtrBars.Usual) : s.Sizing,
        StopLoss = stop is { } times ? new PriceDistance(Atr: new AtrRule(times, AtrBars.Usual)) : s.StopLoss,
        TakeProfits = target is { } far ? [new TakeProfitRule(new PriceDistance(Atr: new AtrRule(far, AtrBars.Usual)), 100m)] : [],
    });

    private static AnEntry SpotEntry(decimal notional) =>
        new AnEntry().On(AnEntry.SpotPair).By(new AStrategy().Spot().Sized(SizingMode.FixedNotional, notional));
}
