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

    /// <summary>Quote coin for one base coin (inverse: USD).</summary>
    public decimal? ExecPrice { get; init; }

    /// <summary>Base coin; contracts of one USD for inverse.</summary>
    public decimal? ExecQty { get; init; }

    /// <summary>Quote coin; base coin for inverse.</summary>
    public decimal? ExecValue { get; init; }

    /// <summary>In <see cref="FeeCurrency"/>; negative for a rebate.</summary>
    public decimal? ExecFee { get; init; }

    /// <summary>Fraction of the value; the funding rate on a payment of funding.</summary>
    public decimal? FeeRate { get; init; }

    public string? FeeCurrency { get; init; }

    public bool? IsMaker { get; init; }

    /// <summary>How much of a position this execution closed, in the unit of the quantity.</summary>
    public decimal? ClosedSize { get; init; }

    public string? StopOrderType { get; init; }

    /// <summary>Milliseconds since 1970.</summary>
    public long? ExecTime { get; init; }

    public long? Seq { get; init; }
}
