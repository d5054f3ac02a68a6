namespace TradingBot.Bybit.Wire;

internal sealed record WireExecution
{
    public string? ExecId { get; init; }

    public string? OrderId { get; init; }

    public string? OrderLinkId { get; init; }

    /// <summary>Only on the stream.</summary>
    public string? Category { get; init; }

    public string? Symbol { get; init; }

    public string? ExecType { get; init; }

    public string? Side { get; init; }

    public decimal? ExecPrice { get; init; }

    public decimal? ExecQty { get; init; }

    public decimal? ExecValue { get; init; }

    public decimal? ExecFee { get; init; }

    public string? FeeCurrency { get; init; }

    public bool? IsMaker { get; init; }

    public decimal? ClosedSize { get; init; }

    public string? StopOrderType { get; init; }

    public long? ExecTime { get; init; }

    public long? Seq { get; init; }
}
