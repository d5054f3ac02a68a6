using TradingBot.Bybit.Http;
using TradingBot.Bybit.Wire;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;

namespace TradingBot.Bybit.Positions;

/// <summary>Option positions that ended by trading or delivery.</summary>
internal sealed class ClosedOptionReader(BybitReader reader, TimeWindows windows)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(180);

    public async Task<ExchangeResult<IReadOnlyList<ClosedOption>>> GetAsync(Symbol? symbol, DateTimeOffset since, CancellationToken token)
    {
        var query = Query.For(Category.Option).With("symbol", symbol?.Value).With("limit", 100);
        var rows = await reader.ReadPagesAsync(
            Endpoints.ClosedOptions, Category.Option, windows.SplitToNow(query, since, Kept),
            BybitJson.Default.WirePageWireClosedOption, token);
        return rows.Map(static all => (IReadOnlyList<ClosedOption>)
            [.. all.Select(ToClosed).Distinct()
                .OrderBy(static closed => closed.ClosedAt)
                .ThenBy(static closed => closed.Symbol.Value, StringComparer.Ordinal)]);
    }

    private static ClosedOption ToClosed(WireClosedOption row) => new()
    {
        Symbol = WireValue.Symbol(row.Symbol),
        Direction = WireValue.Side(row.Side) == OrderSide.Buy ? Direction.Long : Direction.Short,
        Quantity = WireValue.Required(row.Qty, "qty"),
        EntryPrice = WireValue.Required(row.AvgEntryPrice, "avgEntryPrice"),
        ExitPrice = WireValue.Required(row.AvgExitPrice, "avgExitPrice"),
        DeliveryPrice = WireValue.Positive(row.DeliveryPrice),
        Fees = (row.TotalOpenFee ?? 0m) + (row.TotalCloseFee ?? 0m) + (row.DeliveryFee ?? 0m),
        DeliveryFee = row.DeliveryFee ?? 0m,
        Pnl = WireValue.Required(row.TotalPnl, "totalPnl"),
        OpenedAt = WireValue.Time(row.OpenTime, "openTime"),
        ClosedAt = WireValue.Time(row.CloseTime, "closeTime"),
    };
}
