using TradingBot.Core.Foundation;
using TradingBot.Core.Markets;

namespace TradingBot.Core.Strategies;

/// <summary>Reads the targets of a strategy or an alert: up to ten, which close shares of the position.</summary>
internal static class TakeProfitFields
{
    /// <summary>The most targets that a position may have.</summary>
    public const int MaxTargets = 10;

    private const decimal Whole = 100m;

    public static IReadOnlyList<TakeProfitRule> Read(
        JsonFields parent, IReadOnlyList<JsonFields> targets, bool allowPrice, AtrBars? bars = null)
    {
        var told = targets.Where(static target => !target.HasOnlyBlanks(DistanceFields.Names)).ToList();
        if (told.Count > MaxTargets) parent.Fault(
            "takeProfits", $"has {told.Count} targets; keep at most {MaxTargets}.");
        var rules = new List<TakeProfitRule>();
        var closed = 0m;
        foreach (var target in told)
        {
            var before = target.Faults.Count;
            var close = target.Number("close", min: 0, max: Whole, aboveMin: true);
            if (close is null && told.Count > 1 && target.Faults.Count == before) target.Fault(
                "close", "is missing; where there are several targets, each needs the share of the position that it closes, in percent.");
            closed += close ?? 0;
            if (DistanceFields.Read(target, "a target", forStop: false, allowPrice, bars) is { } distance)
                rules.Add(new TakeProfitRule(distance, close ?? Whole));
        }

        if (closed > Whole) parent.Fault(
            "takeProfits", $"close {DecimalText.Write(closed)} % of the position together; lower their shares to 100 % or less.");
        return rules;
    }
}
