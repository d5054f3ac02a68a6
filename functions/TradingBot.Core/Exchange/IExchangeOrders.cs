using TradingBot.Core.Markets;
using TradingBot.Core.Orders;

namespace TradingBot.Core.Exchange;

/// <summary>Orders and their fills.</summary>
public interface IExchangeOrders
{
    /// <summary>
    /// The order with this link id in any state, from live orders, then from history; null when the exchange shows none (which, soon after
    /// sending, is no proof).
    /// </summary>
    Task<ExchangeResult<ExchangeOrder?>> FindOrderAsync(Category category, Symbol symbol, OrderLinkId linkId, CancellationToken token);

    /// <summary>Live orders of the symbol, or of the whole category when null; stop orders included.</summary>
    Task<ExchangeResult<IReadOnlyList<ExchangeOrder>>> GetOpenOrdersAsync(Category category, Symbol? symbol, CancellationToken token);

    /// <summary>All executions of the symbol (of the whole category when null) since a moment, oldest first, every page.</summary>
    Task<ExchangeResult<IReadOnlyList<ExchangeExecution>>> GetExecutionsAsync(
        Category category, Symbol? symbol, DateTimeOffset since, CancellationToken token);

    Task<SubmitOutcome> PlaceOrderAsync(OrderIntent intent, CancellationToken token);

    /// <summary>An order already as wished counts as accepted; one that is gone is rejected, read its fills.</summary>
    Task<SubmitOutcome> AmendOrderAsync(OrderAmendment amendment, CancellationToken token);

    /// <summary>An order that is already finished counts as accepted; read its fills afterwards.</summary>
    Task<SubmitOutcome> CancelOrderAsync(Category category, Symbol symbol, OrderLinkId linkId, bool isStopOrder, CancellationToken token);

    /// <summary>Every order of the symbol, stops and targets of the position included; read afterwards what is left.</summary>
    Task<SubmitOutcome> CancelAllOrdersAsync(Category category, Symbol symbol, CancellationToken token);

    /// <summary>One outcome for each order, in the same order; some may be accepted and others not. All of one category.</summary>
    Task<IReadOnlyList<SubmitOutcome>> PlaceOrdersAsync(IReadOnlyList<OrderIntent> intents, CancellationToken token);

    /// <inheritdoc cref="PlaceOrdersAsync"/>
    Task<IReadOnlyList<SubmitOutcome>> AmendOrdersAsync(IReadOnlyList<OrderAmendment> amendments, CancellationToken token);

    /// <inheritdoc cref="PlaceOrdersAsync"/>
    Task<IReadOnlyList<SubmitOutcome>> CancelOrdersAsync(IReadOnlyList<OrderCancellation> cancellations, CancellationToken token);
}
