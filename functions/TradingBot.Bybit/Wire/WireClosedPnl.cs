namespace TradingBot.Bybit.Wire;

internal sealed record WireClosedPnl
{
    public string? OrderId { get; init; }

    /// <summary>Side of the closing order.</summary>
    public string? Side { get; init; }

    /// <summary>What was closed: base coin; contracts of one USD for inverse.</summary>
    public decimal? ClosedSize { get; init; }

    /// <summary>Quantity of the closing order, in the unit of <see cref="ClosedSize"/>.</summary>
    public decimal? Qty { get; init; }

    /// <summary>Settle coin, net of the fees of both sides, without funding.</summary>
    public decimal? ClosedPnl { get; init; }

    public long? CreatedTime { get; init; }

    public long? UpdatedTime { get; init; }
}
