using TradingBot.Bybit.Errors;
using TradingBot.Bybit.Http;
using TradingBot.Bybit.Wire;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;

namespace TradingBot.Bybit.Orders;

/// <summary>Orders as the exchange shows them.</summary>
internal sealed class OrderReader(BybitReader reader, TimeWindows windows)
{
    /// <summary>Live orders first, then history: a restart of the exchange empties the live list of closed orders.</summary>
    public async Task<VenueResult<VenueOrder?>> FindAsync(Category category, Symbol symbol, OrderLinkId linkId, CancellationToken token)
    {
        var query = Query.Of("category", WireText.Of(category)).With("symbol", symbol.Value).With("orderLinkId", linkId.Value);
        var live = await FindInAsync(Endpoints.OpenOrders, category, query, row => row.OrderLinkId == linkId.Value, token);
        return live is VenueResult<VenueOrder?>.Success { Value: null }
            ? await FindInAsync(Endpoints.OrderHistory, category, query, row => row.OrderLinkId == linkId.Value, token)
            : live;
    }

    /// <summary>The order with the exchange's own id, in any state; null when the exchange shows none.</summary>
    public async Task<VenueResult<VenueOrder?>> FindAsync(Category category, Symbol symbol, string venueOrderId, CancellationToken token)
    {
        var query = Query.Of("category", WireText.Of(category)).With("symbol", symbol.Value).With("orderId", venueOrderId);
        var live = await FindInAsync(Endpoints.OpenOrders, category, query, row => row.OrderId == venueOrderId, token);
        return live is VenueResult<VenueOrder?>.Success { Value: null }
            ? await FindInAsync(Endpoints.OrderHistory, category, query, row => row.OrderId == venueOrderId, token)
            : live;
    }

    public async Task<VenueResult<IReadOnlyList<VenueOrder>>> GetOpenAsync(Category category, Symbol? symbol, CancellationToken token)
    {
        var query = Query.Of("category", WireText.Of(category)).With("openOnly", 0).With("limit", 50);
        var rows = new List<WireOrder>();
        foreach (var part in QueryScope.Of(category, symbol, query))
        {
            var pages = await reader.ReadPagesAsync(Endpoints.OpenOrders, category, part, BybitJson.Default.WirePageWireOrder, token);
            if (pages is not VenueResult<IReadOnlyList<WireOrder>>.Success { Value: var read })
                return pages.Map(static _ => (IReadOnlyList<VenueOrder>)[]);
            rows.AddRange(read);
        }

        return new VenueResult<IReadOnlyList<WireOrder>>.Success(rows).Map(all => (IReadOnlyList<VenueOrder>)
            [.. all.Select(row => row.ToOrder(category)).DistinctBy(static order => order.VenueOrderId).Where(static order => !order.Status.IsFinal())]);
    }

    /// <summary>Orders of the category that were sent since a moment and have ended, fills or none.</summary>
    public async Task<VenueResult<IReadOnlyList<VenueOrder>>> GetEndedAsync(Category category, DateTimeOffset since, CancellationToken token)
    {
        var query = Query.Of("category", WireText.Of(category)).With("limit", 50);
        var rows = new List<WireOrder>();
        foreach (var part in QueryScope.Of(category, symbol: null, query))
        {
            foreach (var window in windows.Since(since))
            {
                var pages = await reader.ReadPagesAsync(Endpoints.OrderHistory, category, window.Narrow(part), BybitJson.Default.WirePageWireOrder, token);
                if (pages is not VenueResult<IReadOnlyList<WireOrder>>.Success { Value: var read })
                    return pages.Map(static _ => (IReadOnlyList<VenueOrder>)[]);
                rows.AddRange(read);
            }
        }

        return new VenueResult<IReadOnlyList<WireOrder>>.Success(rows).Map(all => (IReadOnlyList<VenueOrder>)
            [.. all.Select(row => row.ToOrder(category)).DistinctBy(static order => order.VenueOrderId).Where(static order => order.Status.IsFinal()).OrderBy(static order => order.UpdatedAt)]);
    }

    private async Task<VenueResult<VenueOrder?>> FindInAsync(
        Endpoint endpoint, Category category, Query query, Func<WireOrder, bool> isMeant, CancellationToken token)
    {
        var answer = await reader.ReadAsync(endpoint, category, query, BybitJson.Default.WirePageWireOrder, token);
        if (answer is VenueResult<Timestamped<WirePage<WireOrder>>>.Failure { Error: var error } && BybitErrors.IsNotFound(error))
            return new VenueResult<VenueOrder?>.Success(null);

        // A split closing order shows several rows with one link id; the first sent stands for it.
        return answer.Map(read => (read.Value.List ?? [])
            .Where(isMeant)
            .Select(row => row.ToOrder(category))
            .MinBy(static order => order.CreatedAt));
    }
}
