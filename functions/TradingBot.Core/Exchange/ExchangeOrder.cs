using TradingBot.Core.Markets;
using TradingBot.Core.Orders;

namespace TradingBot.Core.Exchange;

/// <summary>An order as the exchange shows it.</summary>
public sealed record ExchangeOrder
{
    public required Category Category { get; init; }

    public required Symbol Symbol { get; init; }

    public required string ExchangeOrderId { get; init; }

    /// <summary>Null where the order carries no link id of ours.</summary>
    public string? LinkId { get; init; }

    public required OrderSide Side { get; init; }

    /// <summary>The position it works on; net for spot and one-way mode.</summary>
    public PositionLeg Leg { get; init; }

    public required OrderStatus Status { get; init; }

    public required decimal Quantity { get; init; }

    /// <summary>Executed so far, whatever the status.</summary>
    public required decimal FilledQuantity { get; init; }

    public decimal? AveragePrice { get; init; }

    public decimal? LimitPrice { get; init; }

    public decimal? TriggerPrice { get; init; }

    /// <summary>
    /// The exchange's own word for stop orders: "StopLoss", "TakeProfit", "TrailingStop", "tpslOrder"…; null for plain orders.
    /// </summary>
    public string? StopOrderType { get; init; }

    /// <summary>The exchange's reason for a rejection or cancel, in words for people; null when there is none.</summary>
    public string? RejectReason { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }
}
