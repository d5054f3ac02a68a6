namespace TradingBot.Bybit.Wire;

internal sealed record WirePage<T>
{
    public IReadOnlyList<T>? List { get; init; }

    /// <summary>Opaque; empty on the last page.</summary>
    public string? NextPageCursor { get; init; }
}
