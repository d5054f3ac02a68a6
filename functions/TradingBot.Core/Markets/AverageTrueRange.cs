namespace TradingBot.Core.Markets;

/// <summary>How far a price moves within a bar, averaged over the last ones.</summary>
/// <remarks>
/// Wilder, New Concepts in Technical Trading Systems, 1978: the true range of a bar is the greatest of its height and of the distances from
/// its high and its low to the close before it; the first average is the mean, and each later one (before · (n − 1) + range) / n. That is
/// what TradingView's ta.atr gives.
/// </remarks>
public static class AverageTrueRange
{
    /// <summary>
    /// How many bars to ask for: those of the average, one before the first for its close, the newest, which still moves, and seven
    /// times as many before, after which the start weighs less than a thousandth; the exchange gives no more than 1000, which is enough for
    /// lengths up to 124.
    /// </summary>
    public static int BarsFor(int length) => Math.Min((length * 8) + 2, 1000);

    /// <param name="bars">Oldest first; the last one still moves and does not count.</param>
    /// <param name="length">Of the average, 1 or more.</param>
    /// <returns>In the price's unit; null when there are too few bars.</returns>
    public static decimal? Of(IReadOnlyList<Candle> bars, int length)
    {
        ArgumentNullException.ThrowIfNull(bars);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        var ranges = bars.SkipLast(1).Zip(bars.Skip(1).SkipLast(1), static (before, bar) => Range(before, bar)).ToList();
        if (ranges.Count < length)
            return null;
        var first = ranges.Take(length).Average();
        return ranges.Skip(length).Aggregate(first, (average, range) => ((average * (length - 1)) + range) / length);
    }

    private static decimal Range(Candle before, Candle bar) =>
        Math.Max(bar.High - bar.Low, Math.Max(Math.Abs(bar.High - before.Close), Math.Abs(bar.Low - before.Close)));
}
