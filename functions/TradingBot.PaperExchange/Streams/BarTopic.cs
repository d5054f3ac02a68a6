using System.Text.Json.Nodes;
using TradingBot.PaperExchange.Instruments;
using TradingBot.PaperExchange.Markets;
using TradingBot.PaperExchange.Prices;
using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.State;
using TradingBot.PaperExchange.Tables;

namespace TradingBot.PaperExchange.Streams;

/// <summary>The unfinished bar with every move of the price, and each bar once more when it is finished.</summary>
internal sealed class BarTopic(string name, Category category, string symbol, string interval) : PublicTopic(name)
{
    private DateTimeOffset _started;

    public override JsonObject? Start(ExchangeState state)
    {
        var bar = Bars(state)[0];
        _started = bar.Start;
        return Message(state, "snapshot", new JsonArray(Write(state, bar, isFinished: false)));
    }

    public override IEnumerable<JsonObject> Next(ExchangeState state, IReadOnlyList<IRow> changes)
    {
        if (!changes.OfType<MarketState>().Any(market => market.Category == category && market.Symbol == symbol))
            yield break;
        var bars = Bars(state);
        if (bars[0].Start > _started && bars.Count > 1)
            yield return Message(state, "snapshot", new JsonArray(Write(state, bars[1], isFinished: true)));
        _started = bars[0].Start;
        yield return Message(state, "snapshot", new JsonArray(Write(state, bars[0], isFinished: false)));
    }

    private IReadOnlyList<Candle> Bars(ExchangeState state)
    {
        var market = state.Market(category, symbol);
        return state.Charts[market.Key].Bars(interval, market.Minute, null, null, 2);
    }

    private JsonObject Write(ExchangeState state, Candle bar, bool isFinished)
    {
        var instrument = InstrumentCatalog.Get(category, symbol);
        var end = interval == "M" ? bar.Start.AddMonths(1) : bar.Start + Timeframe.Longest(interval);
        return new JsonObject
        {
            ["start"] = bar.Start.ToUnixTimeMilliseconds(),
            ["end"] = end.ToUnixTimeMilliseconds() - 1,
            ["interval"] = interval,
            ["open"] = instrument.PriceText(bar.Open),
            ["close"] = instrument.PriceText(bar.Close),
            ["high"] = instrument.PriceText(bar.High),
            ["low"] = instrument.PriceText(bar.Low),
            ["volume"] = Wire.Text(bar.Volume),
            ["turnover"] = Wire.Text(bar.Turnover),
            ["confirm"] = isFinished,
            ["timestamp"] = state.Now.ToUnixTimeMilliseconds(),
        };
    }
}
