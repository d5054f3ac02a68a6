namespace TradingBot.Bybit.Wire;

internal sealed record WireOrder
{
    public string? OrderId { get; init; }

    public string? OrderLinkId { get; init; }

    /// <summary>Only on the stream.</summary>
    public string? Category { get; init; }

    public string? Symbol { get; init; }

    public long? PositionIdx { get; init; }

    public string? Side { get; init; }

    public string? OrderStatus { get; init; }

    public string? CancelType { get; init; }

    public string? RejectReason { get; init; }

    /// <summary>Limit price, quote coin for one base coin (inverse: USD); 0 or empty at market.</summary>
    public decimal? Price { get; init; }

    /// <summary>Base coin; contracts of one USD for inverse.</summary>
    public decimal? Qty { get; init; }

    /// <summary>Filled so far, in the unit of <see cref="Qty"/>.</summary>
    public decimal? CumExecQty { get; init; }

    /// <summary>Average price of the fills, quote coin for one base coin (inverse: USD); 0 or empty before the first.</summary>
    public decimal? AvgPrice { get; init; }

    /// <summary>Quote coin for one base coin (inverse: USD); 0 or empty for an order without a trigger.</summary>
    public decimal? TriggerPrice { get; init; }

    public string? OrderType { get; init; }

    public string? StopOrderType { get; init; }

    /// <summary>Milliseconds since 1970.</summary>
    public long? CreatedTime { get; init; }

    /// <summary>Milliseconds since 1970.</summary>
    public long? UpdatedTime { get; init; }
}
