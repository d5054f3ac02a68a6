using TradingBot.Core.Markets;

namespace TradingBot.Core.Exchange;

/// <summary>An open derivatives position as the exchange shows it. A flat symbol yields no position.</summary>
public sealed record ExchangePosition
{
    public required Category Category { get; init; }

    public required Symbol Symbol { get; init; }

    public required Direction Direction { get; init; }

    /// <summary>The coin of the unrealized profit; null in readings that were kept before it was read.</summary>
    public string? SettleCoin { get; init; }

    /// <summary>Net in one-way mode; in hedge mode both legs of a symbol may stand at once.</summary>
    public PositionLeg Leg { get; init; }

    /// <summary>Always greater than zero.</summary>
    public required decimal Quantity { get; init; }

    public required decimal EntryPrice { get; init; }

    public decimal? MarkPrice { get; init; }

    public decimal? UnrealizedPnl { get; init; }

    /// <summary>Full-position stop confirmed at the exchange; null when none stands.</summary>
    public decimal? StopLoss { get; init; }

    public decimal? TakeProfit { get; init; }

    /// <summary>Distance of a trailing stop; null when none stands.</summary>
    public decimal? TrailingStop { get; init; }

    public decimal? Leverage { get; init; }

    public decimal? LiquidationPrice { get; init; }
}
