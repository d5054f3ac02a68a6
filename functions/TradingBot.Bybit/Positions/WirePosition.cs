namespace TradingBot.Bybit.Positions;

internal sealed record WirePosition
{
    public string? Symbol { get; init; }

    /// <summary>Empty when flat.</summary>
    public string? Side { get; init; }

    public decimal? Size { get; init; }

    public decimal? AvgPrice { get; init; }

    public decimal? MarkPrice { get; init; }

    public decimal? UnrealisedPnl { get; init; }

    public decimal? StopLoss { get; init; }

    public decimal? TakeProfit { get; init; }

    public decimal? TrailingStop { get; init; }

    public decimal? Leverage { get; init; }

    public decimal? LiqPrice { get; init; }
}
