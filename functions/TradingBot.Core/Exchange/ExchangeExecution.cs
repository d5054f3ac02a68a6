using TradingBot.Core.Markets;
using TradingBot.Core.Orders;

namespace TradingBot.Core.Exchange;

/// <summary>One execution as the exchange lists it.</summary>
public sealed record ExchangeExecution
{
    public required Category Category { get; init; }

    public required Symbol Symbol { get; init; }

    public required string ExecId { get; init; }

    public required string ExchangeOrderId { get; init; }

    /// <summary>Null for orders the exchange made itself.</summary>
    public string? LinkId { get; init; }

    /// <summary>"Trade", "Funding", "AdlTrade", "BustTrade", "Delivery", "Settle"…</summary>
    public required string ExecType { get; init; }

    public required OrderSide Side { get; init; }

    public required decimal Price { get; init; }

    /// <summary>Of a payment of funding: the position's size. Base coin; inverse: USD contracts.</summary>
    public required decimal Quantity { get; init; }

    public required decimal Value { get; init; }

    /// <summary>In <see cref="FeeCurrency"/>, positive when paid; of a payment of funding: what the whole position paid.</summary>
    public required decimal Fee { get; init; }

    /// <summary>Fraction of the value; of a payment of funding the funding rate, whose sign is not certain. Null where not told.</summary>
    public decimal? FeeRate { get; init; }

    public required string FeeCurrency { get; init; }

    public required bool IsMaker { get; init; }

    /// <summary>Quantity of the position that this execution closed.</summary>
    public required decimal ClosedQuantity { get; init; }

    /// <summary>"StopLoss", "TakeProfit", "TrailingStop"…; null for plain orders.</summary>
    public string? StopOrderType { get; init; }

    public required DateTimeOffset At { get; init; }
}
