namespace TradingBot.Bybit.Wire;

internal sealed record WireBatch<T>
{
    public required string Category { get; init; }

    public required IReadOnlyList<T> Request { get; init; }
}
