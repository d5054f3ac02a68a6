namespace TradingBot.Bybit.Wire;

internal sealed record WireAmendOrder
{
    /// <summary>Named once for the whole batch, so absent in its items.</summary>
    public string? Category { get; init; }

    public required string Symbol { get; init; }

    public required string OrderLinkId { get; init; }

    public string? Qty { get; init; }

    public string? Price { get; init; }

    public string? TriggerPrice { get; init; }

    public string? StopLoss { get; init; }

    public string? TakeProfit { get; init; }
}
