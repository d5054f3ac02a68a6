namespace TradingBot.Core.Markets;

/// <summary>The bars that an average true range is taken of.</summary>
/// <param name="Length">How many the average counts, 1 to 200.</param>
/// <param name="Interval">Of one bar.</param>
public sealed record AtrBars(int Length, CandleInterval Interval)
{
    /// <summary>Where nothing else is said: 14 bars of an hour, the length that Wilder proposed.</summary>
    public static AtrBars Usual { get; } = new(14, CandleInterval.Hour1);
}
