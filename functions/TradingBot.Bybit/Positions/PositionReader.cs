using TradingBot.Bybit.Http;
using TradingBot.Bybit.Wire;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;

namespace TradingBot.Bybit.Positions;

/// <summary>Open positions. Asked by symbol Bybit sends rows even when flat; those only teach the symbol's position mode.</summary>
internal sealed class PositionReader(BybitReader reader, PositionModes modes)
{
    public async Task<ExchangeResult<IReadOnlyList<ExchangePosition>>> GetAsync(Category category, Symbol? symbol, CancellationToken token)
    {
        if (category == Category.Spot)
        {
            return new ExchangeResult<IReadOnlyList<ExchangePosition>>.Failure(
                new ExchangeError(0, "Spot has no positions; read the balance instead.", RetryGuidance.Permanent));
        }

        var read = await ReadRowsAsync(category, symbol, token);
        return read.Map(rows => Open(category, rows));
    }

    /// <summary>Rows as sent; flat ones come only when asked by symbol.</summary>
    public async Task<ExchangeResult<IReadOnlyList<WirePosition>>> ReadRowsAsync(Category category, Symbol? symbol, CancellationToken token)
    {
        var query = Query.For(category).With("limit", 200);
        return await reader.ReadPagesAsync(
            Endpoints.Positions, category, QueryScope.Of(category, symbol, query), BybitJson.Default.WirePageWirePosition, token);
    }

    /// <summary>Rows of a symbol are sent flat or not, and carry its leverage; in hedge mode the two sides may differ.</summary>
    public async Task<ExchangeResult<SymbolPositions>> GetSymbolAsync(Category category, Symbol symbol, CancellationToken token)
    {
        var read = await ReadRowsAsync(category, symbol, token);
        return read.Map(rows => new SymbolPositions(
            Open(category, rows),
            rows.Select(static row => WireValue.Positive(row.Leverage)).Distinct().ToList() is [var one] ? one : null));
    }

    private IReadOnlyList<ExchangePosition> Open(Category category, IReadOnlyList<WirePosition> rows) =>
        [.. Learn(category, rows).Where(PositionMapping.IsOpen).Select(row => row.ToPosition(category))];

    private IReadOnlyList<WirePosition> Learn(Category category, IReadOnlyList<WirePosition> rows)
    {
        foreach (var row in rows.Where(static row => row.PositionIdx is not null))
            modes.Learn(category, WireValue.Symbol(row.Symbol), PositionIndex.ToLeg(row.PositionIdx));
        return rows;
    }
}
