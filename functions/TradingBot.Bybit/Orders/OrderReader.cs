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
    /// <summary>The order with our id for it, in any state; null when the exchange shows none.</summary>
    public Task<ExchangeResult<ExchangeOrder?>> FindAsync(Category category, Symbol symbol, OrderLinkId linkId, CancellationToken token) =>
        FindAsync(category, Query.For(category, symbol).With("orderLinkId", linkId.Value), row => row.OrderLinkId == linkId.Value, token);

    /// <summary>The order with the exchange's own id, in any state; null when the exchange shows none.</summary>
    public Task<ExchangeResult<ExchangeOrder?>> FindAsync(
        Category category, Symbol symbol, string exchangeOrderId, CancellationToken token) =>
        FindAsync(category, Query.For(category, symbol).With("orderId", exchangeOrderId), row => row.OrderId == exchangeOrderId, token);

    public async Task<ExchangeResult<IReadOnlyList<ExchangeOrder>>> GetOpenAsync(Category category, Symbol? symbol, CancellationToken token)
    {
        var query = Query.For(category).With("openOnly", 0).With("limit", 50);
        var rows = await reader.ReadPagesAsync(
            Endpoints.OpenOrders, category, QueryScope.Of(category, symbol, query), BybitJson.Default.WirePageWireOrder, token);
        return rows.Map(all => (IReadOnlyList<ExchangeOrder>)
            [.. all.Select(row => row.ToOrder(category))
                .DistinctBy(static order => order.ExchangeOrderId)
                .Where(static order => !order.Status.IsFinal())]);
    }

    /// <summary>Orders of the category that were sent since a moment and have ended, fills or none.</summary>
    public async Task<ExchangeResult<IReadOnlyList<ExchangeOrder>>> GetEndedAsync(
        Category category, DateTimeOffset since, CancellationToken token)
    {
        var query = Query.For(category).With("limit", 50);
        var queries = QueryScope.Of(category, symbol: null, query).SelectMany(part => windows.Split(part, since));
        var rows = await reader.ReadPagesAsync(Endpoints.OrderHistory, category, queries, BybitJson.Default.WirePageWireOrder, token);
        return rows.Map(all => (IReadOnlyList<ExchangeOrder>)
            [.. all.Select(row => row.ToOrder(category))
                .DistinctBy(static order => order.ExchangeOrderId)
                .Where(static order => order.Status.IsFinal())
                .OrderBy(static order => order.UpdatedAt)]);
    }

    // Live orders first, then history: a restart of the exchange empties the live list of closed orders.
    private async Task<ExchangeResult<ExchangeOrder?>> FindAsync(
        Category category, Query query, Func<WireOrder, bool> isMeant, CancellationToken token)
    {
        var live = await FindInAsync(Endpoints.OpenOrders, category, query, isMeant, token);
        return live is ExchangeResult<ExchangeOrder?>.Success { Value: null }
            ? await FindInAsync(Endpoints.OrderHistory, category, query, isMeant, token)
            : live;
    }

    private async Task<ExchangeResult<ExchangeOrder?>> FindInAsync(
        Endpoint endpoint, Category category, Query query, Func<WireOrder, bool> isMeant, CancellationToken token)
    {
        var answer = await reader.ReadAsync(endpoint, category, query, BybitJson.Default.WirePageWireOrder, token);
        if (answer is ExchangeResult<Timestamped<WirePage<WireOrder>>>.Failure { Error: var error } && BybitErrors.IsNotFound(error))
            return new ExchangeResult<ExchangeOrder?>.Success(null);

        // A split closing order shows several rows with one link id; the first sent stands for it.
        return answer.Map(read => (read.Value.List ?? [])
            .Where(isMeant)
            .Select(row => row.ToOrder(category))
            .MinBy(static order => order.CreatedAt));
    }
}
