using TradingBot.Bybit.Http;
using TradingBot.Bybit.Wire;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;

namespace TradingBot.Bybit.Market;

/// <summary>Bars of the past, depth of the present, and the prices the exchange allows; public, unsigned.</summary>
internal sealed class MarketHistory(BybitReader reader)
{
    private const int MaxCandles = 1000;

    public async Task<ExchangeResult<IReadOnlyList<Candle>>> GetCandlesAsync(
        Category category, Symbol symbol, CandleInterval interval, int count, CancellationToken token)
    {
        if (category == Category.Option)
            return new ExchangeResult<IReadOnlyList<Candle>>.Failure(
                new ExchangeError(0, "Bybit has no bars of options.", RetryGuidance.Permanent));

        var query = Query.For(category, symbol).With("interval", WireText.Of(interval)).With("limit", Math.Clamp(count, 1, MaxCandles));
        var answer = await reader.ReadAsync(Endpoints.Candles, category, query, BybitJson.Default.WireCandles, token);
        return answer.Map(
            static read => (IReadOnlyList<Candle>)[.. (read.Value.List ?? []).Select(ToCandle).OrderBy(static candle => candle.OpensAt)]);
    }

    public async Task<ExchangeResult<MarketDepth>> GetDepthAsync(Category category, Symbol symbol, int levels, CancellationToken token)
    {
        var query = Query.For(category, symbol).With("limit", Math.Clamp(levels, 1, category == Category.Option ? 25 : 200));
        var answer = await reader.ReadAsync(Endpoints.Depth, category, query, BybitJson.Default.WireDepth, token);
        return answer.Map(read => new MarketDepth
        {
            Category = category,
            Symbol = symbol,
            Bids = [.. Levels(read.Value.B).OrderByDescending(static level => level.Price)],
            Asks = [.. Levels(read.Value.A).OrderBy(static level => level.Price)],
            At = WireValue.Time(read.Value.Ts, "ts"),
        });
    }

    public async Task<ExchangeResult<PriceBand>> GetPriceBandAsync(Category category, Symbol symbol, CancellationToken token)
    {
        var answer = await reader.ReadAsync(
            Endpoints.PriceLimit, category, Query.For(category, symbol), BybitJson.Default.WirePriceLimit, token);
        return answer.Map(static read => new PriceBand(
            WireValue.Required(WireValue.Positive(read.Value.BuyLmt), "buyLmt"),
            WireValue.Required(WireValue.Positive(read.Value.SellLmt), "sellLmt"),
            WireValue.Time(read.Value.Ts, "ts")));
    }

    private static Candle ToCandle(IReadOnlyList<decimal?> row) => new(
        WireValue.Time((long?)Cell(row, 0, "start"), "start"),
        Cell(row, 1, "open"),
        Cell(row, 2, "high"),
        Cell(row, 3, "low"),
        Cell(row, 4, "close"),
        Cell(row, 5, "volume"));

    private static IEnumerable<BookLevel> Levels(IReadOnlyList<IReadOnlyList<decimal?>>? rows) =>
        (rows ?? []).Select(static row => new BookLevel(Cell(row, 0, "price"), Cell(row, 1, "size")));

    private static decimal Cell(IReadOnlyList<decimal?> row, int index, string field) =>
        WireValue.Required(index < row.Count ? row[index] : null, field);
}
