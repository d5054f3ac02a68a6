using TradingBot.Bybit.Http;
using TradingBot.Bybit.Wire;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Ports;
using TradingBot.Core.Trades;

namespace TradingBot.Bybit.Positions;

/// <summary>Open positions. Asked by symbol Bybit sends rows even when flat; those are left out.</summary>
internal sealed class PositionReader(BybitReader reader)
{
    private static readonly string[] SettleCoins = ["USDT", "USDC"];

    public async Task<VenueResult<IReadOnlyList<VenuePosition>>> GetAsync(Category category, Symbol? symbol, CancellationToken token)
    {
        if (category == Category.Spot)
        {
            return new VenueResult<IReadOnlyList<VenuePosition>>.Failure(
                new VenueError(0, "Spot has no positions; read the balance instead.", VenueErrorClass.Fail));
        }

        var all = new List<VenuePosition>();
        foreach (var query in Queries(category, symbol))
        {
            var pages = await reader.ReadPagesAsync(Endpoints.Positions, category, query, BybitJson.Default.WirePageWirePosition, token);
            var read = pages.Map(rows => (IReadOnlyList<VenuePosition>)[.. rows.Where(IsOpen).Select(row => ToPosition(category, row))]);
            if (read is not VenueResult<IReadOnlyList<VenuePosition>>.Success { Value: var open })
                return read;
            all.AddRange(open);
        }

        return new VenueResult<IReadOnlyList<VenuePosition>>.Success(all);
    }

    /// <summary>Rows of a symbol are sent flat or not, and carry its leverage; in hedge mode the two sides may differ.</summary>
    public async Task<VenueResult<decimal?>> GetLeverageAsync(Category category, Symbol symbol, CancellationToken token)
    {
        var query = Query.Of("category", WireText.Of(category)).With("symbol", symbol.Value);
        var pages = await reader.ReadPagesAsync(Endpoints.Positions, category, query, BybitJson.Default.WirePageWirePosition, token);
        return pages.Map(static rows => rows.Select(static row => WireValue.Positive(row.Leverage)).Distinct().ToList() is [var one] ? one : null);
    }

    private static IEnumerable<Query> Queries(Category category, Symbol? symbol)
    {
        var query = Query.Of("category", WireText.Of(category)).With("limit", 200);
        if (symbol is { } one)
            return [query.With("symbol", one.Value)];
        return category == Category.Linear ? SettleCoins.Select(coin => query.With("settleCoin", coin)) : [query];
    }

    // A size without a side (or the reverse) is not flat but broken, and must not pass for flat.
    private static bool IsOpen(WirePosition row) => WireValue.Required(row.Size, "size") != 0m;

    private static VenuePosition ToPosition(Category category, WirePosition row) => new()
    {
        Category = category,
        Symbol = WireValue.Symbol(row.Symbol),
        Direction = WireValue.Side(row.Side) == OrderSide.Buy ? Direction.Long : Direction.Short,
        Quantity = Math.Abs(row.Size!.Value),
        EntryPrice = WireValue.Required(row.AvgPrice, "avgPrice"),
        MarkPrice = WireValue.Positive(row.MarkPrice),
        UnrealizedPnl = row.UnrealisedPnl,
        StopLoss = WireValue.NonZero(row.StopLoss),
        TakeProfit = WireValue.NonZero(row.TakeProfit),
        TrailingStop = WireValue.NonZero(row.TrailingStop),
        Leverage = WireValue.Positive(row.Leverage),
        LiquidationPrice = WireValue.Positive(row.LiqPrice),
    };
}
