using TradingBot.Core.Identifiers;
using TradingBot.Core.Orders;

namespace TradingBot.Core.Trades;

/// <summary>One order of a trade by our own books.</summary>
public sealed record OrderRecord
{
    public required OrderLinkId LinkId { get; init; }

    public required TradeId TradeId { get; init; }

    public required OrderRole Role { get; init; }

    public required OrderSide Side { get; init; }

    public required OrderType Type { get; init; }

    public required decimal Quantity { get; init; }

    public decimal? LimitPrice { get; init; }

    public decimal? TriggerPrice { get; init; }

    public required OrderStatus Status { get; init; }

    public string? ExchangeOrderId { get; init; }

    public required decimal FilledQuantity { get; init; }

    public decimal? AveragePrice { get; init; }

    public string? Reason { get; init; }

    /// <summary>Of a target's order: which version of the trade's targets it was sent for.</summary>
    public int TargetsVersion { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }
}
