namespace TradingBot.Bybit.Wire;

internal sealed record WireClosedPnl
{
    public string? OrderId { get; init; }

    /// <summary>Side of the closing order.</summary>
    public string? Side { get; init; }

    public decimal? ClosedSize { get; init; }

    public decimal? Qty { get; init; }

    public decimal? ClosedPnl { get; init; }

    public long? CreatedTime { get; init; }

    public long? UpdatedTime { get; init; }
}
