using TradingBot.Bybit.Http;
using TradingBot.Bybit.Wire;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;

namespace TradingBot.Bybit.Positions;

/// <summary>The exchange's own profit per closing order.</summary>
internal sealed class ClosedPnlReader(BybitReader reader, TimeWindows windows)
{
    public async Task<VenueResult<IReadOnlyList<ClosedPnl>>> GetAsync(Category category, Symbol symbol, DateTimeOffset since, CancellationToken token)
    {
        if (category is not (Category.Linear or Category.Inverse))
        {
            return new VenueResult<IReadOnlyList<ClosedPnl>>.Failure(
                new VenueError(0, "Closed profit is listed for linear and inverse only; compute it from executions.", VenueErrorClass.Fail));
        }

        var query = Query.Of("category", WireText.Of(category)).With("symbol", symbol.Value).With("limit", 100);
        var rows = new List<WireClosedPnl>();
        foreach (var window in windows.Since(since))
        {
            var pages = await reader.ReadPagesAsync(Endpoints.ClosedPnl, category, window.Narrow(query), BybitJson.Default.WirePageWireClosedPnl, token);
            if (pages is not VenueResult<IReadOnlyList<WireClosedPnl>>.Success { Value: var read })
                return pages.Map(static _ => (IReadOnlyList<ClosedPnl>)[]);
            rows.AddRange(read);
        }

        return new VenueResult<IReadOnlyList<WireClosedPnl>>.Success(rows)
            .Map(all => (IReadOnlyList<ClosedPnl>)[.. all.Select(ToClosedPnl).Distinct().OrderBy(static row => row.At).ThenBy(static row => row.VenueOrderId, StringComparer.Ordinal)]);
    }

    private static ClosedPnl ToClosedPnl(WireClosedPnl row) => new(
        WireValue.Required(row.OrderId, "orderId"),
        WireValue.Side(row.Side),
        WireValue.Required(row.ClosedSize ?? row.Qty, "closedSize"),
        WireValue.Required(row.ClosedPnl, "closedPnl"),
        WireValue.Time(row.UpdatedTime ?? row.CreatedTime, "updatedTime"));
}
