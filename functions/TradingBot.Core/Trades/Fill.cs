using TradingBot.Core.Orders;

namespace TradingBot.Core.Trades;

/// <summary>One execution that belongs to a trade. Unique by <see cref="ExecId"/>.</summary>
public sealed record Fill
{
    public required string ExecId { get; init; }

    /// <summary>Null for executions of orders the exchange made itself (attached stop and target).</summary>
    public string? OrderLinkId { get; init; }

    public string? ExchangeOrderId { get; init; }

    public required OrderRole Role { get; init; }

    public required OrderSide Side { get; init; }

    public required decimal Price { get; init; }

    /// <summary>Base coin; inverse: USD contracts.</summary>
    public required decimal Quantity { get; init; }

    /// <summary>Traded value in quote coin; inverse: in base coin.</summary>
    public required decimal Value { get; init; }

    /// <summary>Positive when paid, negative for a rebate, in <see cref="FeeCurrency"/>.</summary>
    public required decimal Fee { get; init; }

    public required string FeeCurrency { get; init; }

    public required bool IsMaker { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>What made the exchange close it by itself; null for every order of a trader's or the bot's.</summary>
    public ForcedExit? Forced { get; init; }

    /// <summary>The part of the execution that is the trade's, in quantity, value and fee.</summary>
    /// <param name="quantity">In the unit of the quantity, above zero and not above it.</param>
    public Fill PartOf(decimal quantity) => quantity == Quantity
        ? this
        : this with { Quantity = quantity, Value = Value * quantity / Quantity, Fee = Fee * quantity / Quantity };
}
