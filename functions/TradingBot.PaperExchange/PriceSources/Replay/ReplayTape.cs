using TradingBot.PaperExchange.Prices;
using TradingBot.PaperExchange.Protocol;

namespace TradingBot.PaperExchange.PriceSources.Replay;

/// <summary>
/// The bars of one file as a row of prices: each bar gives its open, the extreme nearer to it, the other extreme and
/// its close, and its volume in four parts. Without a category the tape drives every market of its coin.
/// </summary>
internal sealed record ReplayTape(Category? Category, string Symbol, IReadOnlyList<Candle> Bars, DateTimeOffset Begin)
{
    private const int PointsPerBar = 4;
    private static readonly TimeSpan BeforeNext = TimeSpan.FromMilliseconds(1);

    public int Count => Bars.Count * PointsPerBar;

    /// <summary>The shortest distance between two bars; longer ones are gaps in which the price holds.</summary>
    public TimeSpan BarLength { get; } = Bars.Count == 1
        ? TimeSpan.FromMinutes(1)
        : Bars.Zip(Bars.Skip(1), (bar, next) => next.Start - bar.Start).Min();

    /// <summary>Time of a point since the first bar of all tapes. The close comes just before the next bar.</summary>
    public TimeSpan At(int point)
    {
        var part = point % PointsPerBar;
        return Bars[point / PointsPerBar].Start - Begin + BarLength * part / (PointsPerBar - 1) - (
            part == PointsPerBar - 1 ? BeforeNext : TimeSpan.Zero);
    }

    public decimal Price(int point)
    {
        var bar = Bars[point / PointsPerBar];
        var lowFirst = bar.Open - bar.Low <= bar.High - bar.Open;
        return (point % PointsPerBar) switch
        {
            0 => bar.Open,
            1 => lowFirst ? bar.Low : bar.High,
            2 => lowFirst ? bar.High : bar.Low,
            _ => bar.Close,
        };
    }

    /// <summary>A quarter of the bar's volume; the close takes what is left, so that nothing is lost to rounding.</summary>
    public decimal Qty(int point)
    {
        var volume = Bars[point / PointsPerBar].Volume;
        var part = Math.Round(volume / PointsPerBar, 8, MidpointRounding.ToZero);
        return point % PointsPerBar == PointsPerBar - 1 ? volume - part * (PointsPerBar - 1) : part;
    }

    /// <summary>The first point after a time.</summary>
    public int After(TimeSpan elapsed)
    {
        var (low, high) = (0, Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (At(middle) <= elapsed)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
