namespace TradingBot.Bybit.Orders;

internal sealed record WireCancelOrder
{
    public required string Category { get; init; }

    public required string Symbol { get; init; }

    public required string OrderLinkId { get; init; }

    public string? OrderFilter { get; init; }
}
