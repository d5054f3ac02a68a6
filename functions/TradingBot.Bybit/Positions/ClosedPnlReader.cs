using TradingBot.Bybit.Http;
using TradingBot.Bybit.Wire;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;

namespace TradingBot.Bybit.Positions;

/// <summary>The exchange's own profit per closing order.</summary>
internal sealed class ClosedPnlReader(BybitReader reader, TimeWindows windows)
{
    public async Task<ExchangeResult<IReadOnlyList<ClosedPnl>>> GetAsync(
        Category category, Symbol symbol, DateTimeOffset since, CancellationToken token)
    {
        if (category is not (Category.Linear or Category.Inverse))
        {
            return new ExchangeResult<IReadOnlyList<ClosedPnl>>.Failure(
                new ExchangeError(
                    0, "Closed profit is listed for linear and inverse only; compute it from executions.", RetryGuidance.Permanent));
        }

        var query = Query.For(category, symbol).With("limit", 100);
        var rows = await reader.ReadPagesAsync(
            Endpoints.ClosedPnl, category, windows.Split(query, since), BybitJson.Default.WirePageWireClosedPnl, token);
        return rows.Map(static all => (IReadOnlyList<ClosedPnl>)
            [.. all.Select(ToClosedPnl).Distinct()
                .OrderBy(static row => row.At)
                .ThenBy(static row => row.ExchangeOrderId, StringComparer.Ordinal)]);
    }

    private static ClosedPnl ToClosedPnl(WireClosedPnl row) => new(
        WireValue.Required(row.OrderId, "orderId"),
        WireValue.Side(row.Side),
        WireValue.Required(row.ClosedSize ?? row.Qty, "closedSize"),
        WireValue.Required(row.ClosedPnl, "closedPnl"),
        WireValue.Time(row.UpdatedTime ?? row.CreatedTime, "updatedTime"));
}
