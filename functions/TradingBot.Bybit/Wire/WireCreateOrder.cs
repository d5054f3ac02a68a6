namespace TradingBot.Bybit.Wire;

internal sealed record WireCreateOrder
{
    /// <summary>Named once for the whole batch, so absent in its items.</summary>
    public string? Category { get; init; }

    public required string Symbol { get; init; }

    public required string Side { get; init; }

    public required string OrderType { get; init; }

    public required string Qty { get; init; }

    public required string TimeInForce { get; init; }

    public required string OrderLinkId { get; init; }

    public string? Price { get; init; }

    public string? MarketUnit { get; init; }

    public string? OrderFilter { get; init; }

    public string? TriggerPrice { get; init; }

    public int? PositionIdx { get; init; }

    public bool? ReduceOnly { get; init; }

    public bool? CloseOnTrigger { get; init; }

    public string? StopLoss { get; init; }

    public string? TakeProfit { get; init; }

    public string? TpslMode { get; init; }

    public string? SlTriggerBy { get; init; }

    public string? TpTriggerBy { get; init; }

    public string? SlOrderType { get; init; }

    public string? TpOrderType { get; init; }
}
