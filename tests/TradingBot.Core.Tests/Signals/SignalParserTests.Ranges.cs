using System.Text.Json.Nodes;
using TradingBot.Core.Markets;
using TradingBot.Core.Signals;
using TradingBot.Core.Strategies;
using TradingBot.Core.Tests.Building;

namespace TradingBot.Core.Tests.Signals;

/// <summary>What an alert measures by average true ranges.</summary>
public sealed partial class SignalParserTests
{
    // Where the alert tells no bars, those of the same rule of the strategy count, else those of its stop.
    [Theory]
    [InlineData(null, null, 14, CandleInterval.Hour1)]
    [InlineData("30", "minute5", 30, CandleInterval.Minute5)]
    [InlineData(null, "minute5", 14, CandleInterval.Minute5)]
    [InlineData("NaN", "{{interval}}", 14, CandleInterval.Hour1)]
    public void Distances_of_an_alert_by_average_true_range_take_their_bars_from_the_strategy(
        string? length, string? interval, int counted, CandleInterval bars)
    {
        var rule = $$"""{"atr":"2","atrLength":"{{length}}","atrInterval":"{{interval}}"}""";
        var alert = new AnAlert().With("stopLoss", JsonNode.Parse(rule)).With("takeProfits", new JsonArray(JsonNode.Parse(rule)))
            .With("trailing", JsonNode.Parse(rule));
        var own = new AtrBars(length is "30" ? 30 : 20, interval is "minute5" ? CandleInterval.Minute5 : CandleInterval.Hour4);

        Assert.Equal(
            (Of(counted, bars), Of(counted, bars), Of(counted, bars)), Told(alert.Read(new AStrategy().Stop(null).Build()).Signal()));
        Assert.Equal(
            (Rule(own), Rule(own), Rule(own)),
            Told(alert.Read(new AStrategy().With(static s => s with
            {
                StopLoss = new PriceDistance(Atr: new AtrRule(3, new AtrBars(20, CandleInterval.Hour4))),
            }).Build()).Signal()));

        static AtrRule Of(int counted, CandleInterval bars) => Rule(new AtrBars(counted, bars));

        static AtrRule Rule(AtrBars bars) => new(2, bars);

        static (AtrRule?, AtrRule?, AtrRule?) Told(Signal signal) =>
            (signal.StopLoss!.Atr, Assert.Single(signal.TakeProfits!).Distance.Atr, signal.Trailing!.Atr);
    }

    [Fact]
    public void Rule_of_the_strategy_that_is_replaced_lends_its_own_bars()
    {
        var strategy = new AStrategy().With(static s => s with
        {
            StopLoss = new PriceDistance(Atr: new AtrRule(3, new AtrBars(10, CandleInterval.Hour1))),
            Trailing = new TrailingRule(Atr: new AtrRule(3, new AtrBars(30, CandleInterval.Hour1))),
            TakeProfits =
            [
                new TakeProfitRule(new PriceDistance(R: 1), 50),
                new TakeProfitRule(new PriceDistance(Atr: new AtrRule(9, new AtrBars(50, CandleInterval.Hour1))), 50),
            ],
        }).Build();

        var signal = new AnAlert().With("trailing", JsonNode.Parse("""{"atr":"2"}"""))
            .With("takeProfits", JsonNode.Parse("""[{"atr":"2"}]""")).Read(strategy).Signal();

        Assert.Equal((30, 50), (signal.Trailing!.Atr!.Bars.Length, Assert.Single(signal.TakeProfits!).Distance.Atr!.Bars.Length));
    }

    // Of other bars it is another distance, which only prices compare.
    [Theory]
    [InlineData("""{"atr":"3"}""", null)]
    [InlineData("""{"atr":"3.01"}""", "stopLoss.atr")]
    [InlineData("""{"atr":"3.01","atrLength":"21"}""", null)]
    [InlineData("""{"percent":"50"}""", null)]
    public void Alert_may_not_widen_a_stop_by_average_true_range(string stop, string? fault)
    {
        var strategy = new AStrategy().With(static s => s with
        {
            StopLoss = new PriceDistance(Atr: new AtrRule(3, new AtrBars(20, CandleInterval.Hour4))),
        }).Build();

        var reading = new AnAlert().With("stopLoss", JsonNode.Parse(stop)).Read(strategy);

        Assert.Equal(fault, fault is null ? reading.Signal().Leverage?.ToString() : reading.OnlyFault().Field);
    }

    [Fact]
    public void Smaller_size_keeps_the_bars_and_the_bound_of_the_strategy()
    {
        var size = new Sizing(SizingMode.AtrRisk, 1m, new AtrBars(20, CandleInterval.Hour4));

        var signal = new AnAlert().With("size", JsonNode.Parse("""{"mode":"atrRisk","value":"0.5"}"""))
            .Read(new AStrategy().With(s => s with { Sizing = size }).Build()).Signal();

        Assert.Equal(size with { Value = 0.5m }, signal.Size);
    }
}
