using TradingBot.PaperExchange.Instruments;
using TradingBot.PaperExchange.Randomness;

namespace TradingBot.PaperExchange.Options;

/// <summary>
/// Volatility by strike: a level and a lean drawn once for each series from the seed, so that it stands still between ticks.
/// </summary>
internal static class VolatilitySmile
{
    private const double Curve = 0.015;
    private const double ShortestYears = 1.0 / 365;

    public static double At(ulong seed, OptionTerms terms, OptionSymbol symbol, double forward, double years)
    {
        var random = new SeededRandom(seed ^ symbol.Series.Aggregate(29UL, (hash, letter) => hash * 31 + letter));
        var level = terms.AnnualVolatility * (0.92 + 0.16 * random.NextUnit());
        var lean = -0.02 - 0.05 * random.NextUnit();
        var distance = Math.Log((double)symbol.Strike / forward) / (level * Math.Sqrt(Math.Max(years, ShortestYears)));
        return Math.Round(level * Math.Clamp(1 + lean * distance + Curve * distance * distance, 0.5, 2.5), 4);
    }
}
