using TradingBot.Core.Foundation;
using TradingBot.Core.Markets;
using TradingBot.Core.Signals;
using TradingBot.Core.Strategies;

namespace TradingBot.Core.Risk;

/// <summary>Which bars the rules of an entry are reckoned from: those that measure by an average true range.</summary>
public static class NeededBars
{
    /// <summary>Each once; none when no rule needs any.</summary>
    /// <param name="strategy">Whose rules hold where the alert has none of its own, and whose stop the alert's is held against.</param>
    /// <param name="signal">The alert.</param>
    public static IReadOnlyList<AtrBars> Of(Strategy strategy, Signal signal)
    {
        ArgumentNullException.ThrowIfNull(strategy);
        ArgumentNullException.ThrowIfNull(signal);
        return [.. Uses(strategy, signal).Select(static use => use.Bars).Distinct()];
    }

    /// <summary>Without its range, or with one of nought (bars in which nothing moved), a rule has no price.</summary>
    internal static Denial? WhyMissing(EntryRequest request)
    {
        foreach (var (bars, what, instead) in Uses(request.Strategy, request.Signal))
        {
            if (request.AverageTrueRanges.GetValueOrDefault(bars) > 0) continue;
            var words = $"{bars.Length} bars of {EnumNames.Write(bars.Interval)}";
            return Denials.Of(
                DenialCodes.BarsMissing,
                $"The exchange has too few bars of {request.Instrument.Symbol}, or none that moved, for the average true range of {words} "
                    + $"that {what}: {instead}.",
                ("atrLength", bars.Length));
        }

        return null;
    }

    private static IEnumerable<(AtrBars Bars, string What, string Instead)> Uses(Strategy strategy, Signal signal)
    {
        const string Distance = "use percent";
        if (strategy.Sizing.Bars is { } size) yield return (size, "the size is reckoned from", "size by riskPercent");
        if (signal.StopLoss?.Atr is { } stop) yield return (stop.Bars, "the stop is placed by", Distance);
        if (strategy.StopLoss?.Atr is { } own) yield return (own.Bars, "the strategy's stop is placed by", Distance);
        foreach (var target in signal.TakeProfits ?? strategy.TakeProfits)
            if (target.Distance.Atr is { } atr) yield return (atr.Bars, "a target is placed by", "use percent, price or r");
        if ((signal.Trailing ?? strategy.Trailing)?.Atr is { } trailing)
            yield return (trailing.Bars, "the stop is to trail by", "trail by percent, distance or r");
    }
}
