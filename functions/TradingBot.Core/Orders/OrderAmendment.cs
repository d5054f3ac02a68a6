using TradingBot.Core.Markets;

namespace TradingBot.Core.Orders;

/// <summary>A change to a live order; what is null stays as it is. At least one field must be given.</summary>
public sealed record OrderAmendment
{
    public required OrderLinkId LinkId { get; init; }

    public required Category Category { get; init; }

    public required Symbol Symbol { get; init; }

    /// <summary>The new total, what is already filled included.</summary>
    public decimal? Quantity { get; init; }

    public decimal? LimitPrice { get; init; }

    public decimal? TriggerPrice { get; init; }

    /// <summary>Stop attached to the order; zero removes it.</summary>
    public decimal? StopLoss { get; init; }

    /// <summary>Target attached to the order; zero removes it.</summary>
    public decimal? TakeProfit { get; init; }
}
