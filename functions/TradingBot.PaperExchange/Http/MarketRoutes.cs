using System.Text.Json.Nodes;
using TradingBot.PaperExchange.Instruments;
using TradingBot.PaperExchange.Markets;
using TradingBot.PaperExchange.Prices;
using TradingBot.PaperExchange.Protocol;

namespace TradingBot.PaperExchange.Http;

/// <summary>Public market data. Categories without listed symbols answer empty lists.</summary>
internal static class MarketRoutes
{
    public const int BookLevels = 50;

    public static Answer Time(Call call)
    {
        var now = call.Now;
        return new JsonObject
        {
            ["timeSecond"] = now.ToUnixTimeSeconds().ToString(),
            ["timeNano"] = ((now - DateTimeOffset.UnixEpoch).Ticks * 100).ToString(),
        };
    }

    public static Answer Instruments(Call call)
    {
        var category = call.Fields.Category();
        var symbol = call.Fields.Text("symbol");
        var baseCoin = call.Fields.Text("baseCoin");
        var status = call.Fields.Text("status") ?? MarketState.Trading;
        if (call.Fields.Fault is { } fault)
            return fault;
        if (category == Category.Option)
            return OptionMarketRoutes.Instruments(call);
        if (symbol is not null && InstrumentCatalog.Find(category, symbol) is null)
            return Refusals.Symbol(category);
        return call.ExchangeSimulator.Read(state => new JsonObject
        {
            ["category"] = category.Wire(),
            ["list"] = new JsonArray([.. state.Markets.All
                .Where(market => market.Category == category && market.Status == status
                    && (symbol is null || market.Symbol == symbol) && (baseCoin is null || market.Instrument.BaseCoin == baseCoin))
                .Select(market => InstrumentJson.Write(market.Instrument, market.Status))]),
            ["nextPageCursor"] = "",
        });
    }

    public static Answer Tickers(Call call)
    {
        var category = call.Fields.Category();
        var symbol = call.Fields.Text("symbol");
        if (call.Fields.Fault is { } fault)
            return fault;
        if (category == Category.Option)
            return OptionMarketRoutes.Tickers(call);
        if (symbol is not null && InstrumentCatalog.Find(category, symbol) is null)
            return Refusals.Symbol(category);
        return call.ExchangeSimulator.Read(state => new JsonObject
        {
            ["category"] = category.Wire(),
            ["list"] = new JsonArray([.. state.Markets.All
                .Where(market => market.Category == category && (symbol is null || market.Symbol == symbol))
                .Select(market => TickerJson.Write(state, market))]),
        });
    }

    public static Answer Kline(Call call) => Bars(call, (category, symbol) => Instrument.KeyOf(category, symbol), Bar);

    /// <summary>Mark follows last, so these bars have the same prices; they have no volume.</summary>
    public static Answer MarkKline(Call call) => Bars(call, (category, symbol) => Instrument.KeyOf(category, symbol), PriceBar);

    /// <summary>The index of a contract is its coin's spot price.</summary>
    public static Answer IndexKline(Call call) => Bars(
        call, (category, symbol) => Instrument.KeyOf(Category.Spot, $"{InstrumentCatalog.Get(category, symbol).BaseCoin}USDT"), PriceBar);

    private static Answer Bars(Call call, Func<Category, string, string> chartOf, Func<Instrument, Candle, JsonArray> write)
    {
        var fields = call.Fields;
        var category = fields.Text("category") is null ? Category.Linear : fields.Category();
        var symbol = fields.Required("symbol");
        var interval = fields.Required("interval");
        var from = fields.Time("start");
        var to = fields.Time("end");
        var limit = fields.Limit(200, 1000);
        if (!Timeframe.IsKnown(interval))
            fields.Fail(new Refusal(10001, "Invalid period!"));
        if (fields.Fault is { } fault)
            return fault;
        if (category == Category.Option)
            return OptionMarketRoutes.NotOffered;
        if (InstrumentCatalog.Find(category, symbol) is not { } instrument)
            return Refusals.Symbol(category);
        return call.ExchangeSimulator.Read(state =>
        {
            var key = chartOf(category, symbol);
            var market = state.Markets.Find(key) ?? state.Market(category, symbol);
            var bars = state.Charts[market.Key].Bars(interval, market.Minute, from, to, limit);
            return new JsonObject
            {
                ["symbol"] = symbol,
                ["category"] = category.Wire(),
                ["list"] = new JsonArray([.. bars.Select(bar => write(instrument, bar))]),
            };
        });
    }

    public static Answer OrderBook(Call call)
    {
        if (call.Fields.Text("category") == "option")
            return OptionMarketRoutes.OrderBook(call);
        var (refusal, category, symbol) = Listed(call);
        var depth = call.Fields.Limit(category == Category.Spot ? 1 : 25, 1000);
        return refusal is not null ? refusal : call.ExchangeSimulator.Read(state =>
        {
            var market = state.Market(category, symbol);
            var levels = Math.Min(depth, BookLevels);
            var now = state.Now.ToUnixTimeMilliseconds();
            return new JsonObject
            {
                ["s"] = symbol,
                ["b"] = new JsonArray([.. Enumerable.Range(0, levels).Select(level => SyntheticBook.Level(market, Side.Buy, level))]),
                ["a"] = new JsonArray([.. Enumerable.Range(0, levels).Select(level => SyntheticBook.Level(market, Side.Sell, level))]),
                ["ts"] = now,
                ["u"] = market.UpdatedAt.ToUnixTimeMilliseconds(),
                ["seq"] = state.Sequence,
                ["cts"] = market.UpdatedAt.ToUnixTimeMilliseconds(),
            };
        });
    }

    public static Answer PriceLimit(Call call)
    {
        var (refusal, category, symbol) = Listed(call);
        if (category == Category.Option)
            return OptionMarketRoutes.NotOffered;
        return refusal is not null ? refusal : call.ExchangeSimulator.Read(state =>
        {
            var market = state.Market(category, symbol);
            return new JsonObject
            {
                ["symbol"] = symbol,
                ["buyLmt"] = market.Instrument.PriceText(market.Instrument.HighestBuy(market.Last)),
                ["sellLmt"] = market.Instrument.PriceText(market.Instrument.LowestSell(market.Last)),
                ["ts"] = Wire.Milliseconds(state.Now),
            };
        });
    }

    public static Answer RiskLimit(Call call)
    {
        var category = call.Fields.Category();
        var symbol = call.Fields.Text("symbol");
        if (call.Fields.Fault is { } fault)
            return fault;
        var rows = InstrumentCatalog.All.Where(
            row => row.Category == category && category is Category.Linear or Category.Inverse && (symbol is null || row.Symbol == symbol));
        return new JsonObject
        {
            ["category"] = category.Wire(),
            ["list"] = new JsonArray([.. rows.SelectMany(row => row.Tiers.Select(tier => InstrumentJson.WriteRisk(row, tier)))]),
            ["nextPageCursor"] = "",
        };
    }

    public static Answer RecentTrade(Call call)
    {
        var (refusal, category, symbol) = Listed(call);
        return refusal is not null ? refusal : call.ExchangeSimulator.Read(state =>
        {
            var market = state.Market(category, symbol);
            return new JsonObject
            {
                ["category"] = category.Wire(),
                ["list"] = new JsonArray(new JsonObject
                {
                    ["execId"] = $"{market.UpdatedAt.ToUnixTimeMilliseconds()}-{symbol}",
                    ["symbol"] = symbol,
                    ["price"] = market.Instrument.PriceText(market.Last),
                    ["size"] = market.Instrument.QtyText(market.Instrument.MinQty),
                    ["side"] = market.Minute.Close >= market.Minute.Open ? "Buy" : "Sell",
                    ["time"] = Wire.Milliseconds(market.UpdatedAt),
                    ["isBlockTrade"] = false,
                    ["isRPITrade"] = false,
                    ["seq"] = state.Sequence.ToString(),
                }),
            };
        });
    }

    private static (Refusal? Refusal, Category Category, string Symbol) Listed(Call call)
    {
        var category = call.Fields.Text("category") is null ? Category.Linear : call.Fields.Category();
        var symbol = call.Fields.Required("symbol");
        var refusal = call.Fields.Fault ?? (InstrumentCatalog.Find(category, symbol) is null ? Refusals.Symbol(category) : null);
        return (refusal, category, symbol);
    }

    private static JsonArray PriceBar(Instrument instrument, Candle bar) =>
    [
        Wire.Milliseconds(bar.Start),
        instrument.PriceText(bar.Open),
        instrument.PriceText(bar.High),
        instrument.PriceText(bar.Low),
        instrument.PriceText(bar.Close),
    ];

    private static JsonArray Bar(Instrument instrument, Candle bar) =>
    [
        Wire.Milliseconds(bar.Start),
        instrument.PriceText(bar.Open),
        instrument.PriceText(bar.High),
        instrument.PriceText(bar.Low),
        instrument.PriceText(bar.Close),
        Wire.Text(bar.Volume),
        Wire.Text(bar.Turnover),
    ];
}
