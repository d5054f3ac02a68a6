using TradingBot.PaperExchange.Instruments;
using TradingBot.PaperExchange.Randomness;

namespace TradingBot.PaperExchange.Prices;

/// <summary>
/// Seeded bars for times at which this exchange did not run. Bars before the anchor end at its price;
/// bars across a pause start and end at the price on both of its sides.
/// </summary>
internal static class SyntheticHistory
{
    private const double SecondsPerYear = 365.0 * 86_400;
    private const int StepsPerBar = 4;

    public static List<Candle> Before(Instrument instrument, DateTimeOffset end, TimeSpan bar, int count, decimal endPrice, ulong seed)
    {
        var path = Path(instrument, bar, count, seed);
        var shift = path[^1];
        for (var index = 0; index < path.Length; index++)
            path[index] -= shift;
        return Bars(instrument, end - bar * count, bar, count, endPrice, path, seed);
    }

    public static List<Candle> Across(Instrument instrument, DateTimeOffset start, int minutes, decimal price, ulong seed)
    {
        var bar = TimeSpan.FromMinutes(1);
        var path = Path(instrument, bar, minutes, seed);
        var drift = path[^1] / (path.Length - 1);
        for (var index = 0; index < path.Length; index++)
            path[index] -= drift * index;
        return Bars(instrument, start, bar, minutes, price, path, seed);
    }

    private static double[] Path(Instrument instrument, TimeSpan bar, int count, ulong seed)
    {
        var random = new SeededRandom(seed);
        var sigma = instrument.AnnualVolatility * Math.Sqrt(bar.TotalSeconds / StepsPerBar / SecondsPerYear);
        var path = new double[count * StepsPerBar + 1];
        for (var index = 1; index < path.Length; index++)
            path[index] = path[index - 1] + sigma * random.NextNormal();
        return path;
    }

    private static List<Candle> Bars(
        Instrument instrument, DateTimeOffset start, TimeSpan bar, int count, decimal price, double[] path, ulong seed)
    {
        var random = new SeededRandom(seed ^ 0xABCDEF);
        var bars = new List<Candle>(count);
        var last = At(instrument, price, path[0]);
        for (var index = 0; index < count; index++)
        {
            var candle = Candle.At(start + bar * index, last);
            for (var step = 1; step <= StepsPerBar; step++)
            {
                last = At(instrument, price, path[index * StepsPerBar + step]);
                var qty = instrument.QtyWorth((decimal)(random.NextUnit() * bar.TotalSeconds * 50_000) / StepsPerBar, price);
                candle = candle.With(last, qty, instrument.Turnover(qty, last));
            }

            bars.Add(candle);
        }

        return bars;
    }

    private static decimal At(Instrument instrument, decimal price, double logReturn) =>
        instrument.RoundToTick(price * (decimal)Math.Exp(logReturn));
}
