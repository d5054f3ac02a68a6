using TradingBot.Core.Orders;

namespace TradingBot.Core.Trades;

/// <summary>News of one order; null leaves a column as it is.</summary>
public sealed record OrderUpdate(OrderLinkId LinkId, OrderStatus Status, string? ExchangeOrderId = null,
    decimal? FilledQuantity = null, decimal? AveragePrice = null, string? Reason = null, decimal? TriggerPrice = null,
    decimal? LimitPrice = null, decimal? Quantity = null);
