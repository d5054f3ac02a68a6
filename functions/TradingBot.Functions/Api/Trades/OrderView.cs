using TradingBot.Core.Orders;
using TradingBot.Core.Trades;
using TradingBot.Functions.Http;

namespace TradingBot.Functions.Api.Trades;

/// <summary>One order of a trade, as our books have it.</summary>
public sealed record OrderView
{
    /// <summary>Our id of the order.</summary>
    public required string OrderLinkId { get; init; }

    /// <summary>The exchange's id; null until it is known.</summary>
    public string? OrderId { get; init; }

    public required OrderRole Role { get; init; }

    public required OrderSide Side { get; init; }

    public required OrderType Type { get; init; }

    [Unit(Unit.Quantity)]
    public required decimal Quantity { get; init; }

    /// <summary>Limit; null for market orders.</summary>
    [Unit(Unit.Price)]
    public decimal? Price { get; init; }

    [Unit(Unit.Price)]
    public decimal? TriggerPrice { get; init; }

    public required OrderStatus Status { get; init; }

    [Unit(Unit.Quantity)]
    public required decimal FilledQuantity { get; init; }

    /// <summary>Of its fills, rounded to the instrument's price step.</summary>
    [Unit(Unit.Price)]
    public decimal? AveragePrice { get; init; }

    /// <summary>Why it ended without being filled.</summary>
    public string? Reason { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public static OrderView Of(OrderRecord order, TradeRecord trade) => new()
    {
        OrderLinkId = order.LinkId.Value,
        OrderId = order.ExchangeOrderId,
        Role = order.Role,
        Side = order.Side,
        Type = order.Type,
        Quantity = order.Quantity,
        Price = order.LimitPrice,
        TriggerPrice = order.TriggerPrice,
        Status = order.Status,
        FilledQuantity = order.FilledQuantity,
        AveragePrice = Shown.Average(order.AveragePrice, trade),
        Reason = order.Reason,
        CreatedAt = order.CreatedAt,
        UpdatedAt = order.UpdatedAt,
    };
}
