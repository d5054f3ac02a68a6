namespace TradingBot.Bybit.Wire;

internal sealed record WireCandles
{
    /// <summary>Newest first; start, open, high, low, close, volume, turnover.</summary>
    public IReadOnlyList<IReadOnlyList<decimal?>>? List { get; init; }
}
