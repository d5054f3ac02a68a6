namespace TradingBot.Bybit.Wire;

internal sealed record WireCancelOrder
{
    /// <summary>Named once for the whole batch, so absent in its items.</summary>
    public string? Category { get; init; }

    public required string Symbol { get; init; }

    public required string OrderLinkId { get; init; }

    public string? OrderFilter { get; init; }
}
