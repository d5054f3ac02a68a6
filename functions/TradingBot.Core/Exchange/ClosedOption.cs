using TradingBot.Core.Markets;

namespace TradingBot.Core.Exchange;

/// <summary>The exchange's own account of an option position that was closed or delivered. Pnl is net of every fee named here.</summary>
public sealed record ClosedOption
{
    public required Symbol Symbol { get; init; }

    public required Direction Direction { get; init; }

    public required decimal Quantity { get; init; }

    public required decimal EntryPrice { get; init; }

    public required decimal ExitPrice { get; init; }

    /// <summary>Price of the underlying at delivery; null when closed by trading.</summary>
    public decimal? DeliveryPrice { get; init; }

    /// <summary>Opening, closing and delivery fees together.</summary>
    public required decimal Fees { get; init; }

    /// <summary>The part of them that its delivery took; zero when closed by trading.</summary>
    public decimal DeliveryFee { get; init; }

    public required decimal Pnl { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    public required DateTimeOffset ClosedAt { get; init; }
}
