namespace TradingBot.Bybit.Wire;

internal sealed record WireDepth
{
    /// <summary>Bids, best first: price and size.</summary>
    public IReadOnlyList<IReadOnlyList<decimal?>>? B { get; init; }

    /// <summary>Asks, best first.</summary>
    public IReadOnlyList<IReadOnlyList<decimal?>>? A { get; init; }

    public long? Ts { get; init; }
}
