namespace TradingBot.Bybit.Wire;

internal sealed record WirePosition
{
    /// <summary>Only on the stream.</summary>
    public string? Category { get; init; }

    public string? Symbol { get; init; }

    public long? PositionIdx { get; init; }

    /// <summary>Empty when flat.</summary>
    public string? Side { get; init; }

    public decimal? Size { get; init; }

    public decimal? AvgPrice { get; init; }

    /// <summary>What the stream calls the average price.</summary>
    public decimal? EntryPrice { get; init; }

    public decimal? MarkPrice { get; init; }

    public decimal? UnrealisedPnl { get; init; }

    public decimal? StopLoss { get; init; }

    public decimal? TakeProfit { get; init; }

    public decimal? TrailingStop { get; init; }

    public decimal? Leverage { get; init; }

    public decimal? LiqPrice { get; init; }

    public long? Seq { get; init; }

    public long? UpdatedTime { get; init; }
}
