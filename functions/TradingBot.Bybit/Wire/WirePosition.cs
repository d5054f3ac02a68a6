namespace TradingBot.Bybit.Wire;

internal sealed record WirePosition
{
    /// <summary>Only on the stream.</summary>
    public string? Category { get; init; }

    public string? Symbol { get; init; }

    public long? PositionIdx { get; init; }

    /// <summary>Empty when flat.</summary>
    public string? Side { get; init; }

    /// <summary>Zero or more: base coin; contracts of one USD for inverse.</summary>
    public decimal? Size { get; init; }

    /// <summary>Average entry, quote coin for one base coin (inverse: USD).</summary>
    public decimal? AvgPrice { get; init; }

    /// <summary>What the stream calls the average price.</summary>
    public decimal? EntryPrice { get; init; }

    /// <summary>Quote coin for one base coin (inverse: USD).</summary>
    public decimal? MarkPrice { get; init; }

    /// <summary>Settle coin, at the mark price.</summary>
    public decimal? UnrealisedPnl { get; init; }

    /// <summary>Trigger price, quote coin for one base coin (inverse: USD); 0 or empty: none.</summary>
    public decimal? StopLoss { get; init; }

    /// <summary>Trigger price, quote coin for one base coin (inverse: USD); 0 or empty: none.</summary>
    public decimal? TakeProfit { get; init; }

    /// <summary>Distance in price, quote coin (inverse: USD); 0 or empty: none.</summary>
    public decimal? TrailingStop { get; init; }

    /// <summary>A factor; empty where the account has none of its own for the symbol.</summary>
    public decimal? Leverage { get; init; }

    /// <summary>Quote coin for one base coin (inverse: USD); empty when none threatens.</summary>
    public decimal? LiqPrice { get; init; }

    public long? Seq { get; init; }

    public long? UpdatedTime { get; init; }
}
