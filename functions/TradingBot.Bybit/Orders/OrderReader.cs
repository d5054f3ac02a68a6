using TradingBot.Bybit.Errors;
using TradingBot.Bybit.Http;
using TradingBot.Bybit.Wire;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Ports;

namespace TradingBot.Bybit.Orders;

/// <summary>Orders as the venue shows them.</summary>
internal sealed class OrderReader(BybitReader reader)
{
    /// <summary>Live orders first, then history: a restart of the venue empties the live list of closed orders.</summary>
    public async Task<VenueResult<VenueOrder?>> FindAsync(Category category, Symbol symbol, OrderLinkId linkId, CancellationToken token)
    {
        var live = await FindInAsync(Endpoints.OpenOrders, category, symbol, linkId, token);
        return live is VenueResult<VenueOrder?>.Success { Value: null }
            ? await FindInAsync(Endpoints.OrderHistory, category, symbol, linkId, token)
            : live;
    }

    public async Task<VenueResult<IReadOnlyList<VenueOrder>>> GetOpenAsync(Category category, Symbol symbol, CancellationToken token)
    {
        var query = Query.Of("category", WireText.Of(category)).With("symbol", symbol.Value).With("openOnly", 0).With("limit", 50);
        var pages = await reader.ReadPagesAsync(Endpoints.OpenOrders, category, query, BybitJson.Default.WirePageWireOrder, token);
        return pages.Map(static rows =>
            (IReadOnlyList<VenueOrder>)[.. rows.Select(static row => row.ToOrder()).DistinctBy(static order => order.VenueOrderId).Where(static order => !order.Status.IsFinal())]);
    }

    private async Task<VenueResult<VenueOrder?>> FindInAsync(
        Endpoint endpoint, Category category, Symbol symbol, OrderLinkId linkId, CancellationToken token)
    {
        var query = Query.Of("category", WireText.Of(category)).With("symbol", symbol.Value).With("orderLinkId", linkId.Value);
        var answer = await reader.ReadAsync(endpoint, category, query, BybitJson.Default.WirePageWireOrder, token);
        if (answer is VenueResult<Answered<WirePage<WireOrder>>>.Failure { Error: var error } && BybitErrors.IsNotFound(error))
            return new VenueResult<VenueOrder?>.Success(null);

        // A split closing order shows several rows with one link id; the first sent stands for it.
        return answer.Map(read => (read.Value.List ?? [])
            .Where(row => row.OrderLinkId == linkId.Value)
            .Select(static row => row.ToOrder())
            .MinBy(static order => order.CreatedAt));
    }
}
