namespace TradingBot.Bybit.Wire;

internal sealed record WireCancelAll
{
    public required string Category { get; init; }

    public required string Symbol { get; init; }

    public string? OrderFilter { get; init; }
}
