namespace TradingBot.Bybit.Wire;

internal sealed record WireAccountInfo
{
    /// <summary>1 classic, 3 and 4 the first, 5 and 6 the second kind of unified account.</summary>
    public long? UnifiedMarginStatus { get; init; }

    public string? MarginMode { get; init; }
}
