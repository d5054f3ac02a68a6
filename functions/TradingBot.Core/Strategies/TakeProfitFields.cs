using TradingBot.Core.Foundation;

namespace TradingBot.Core.Strategies;

/// <summary>Reads the targets of a strategy or an alert: at most one, for the whole position.</summary>
internal static class TakeProfitFields
{
    private const decimal Whole = 100m;

    public static IReadOnlyList<TakeProfitRule> Read(JsonFields parent, IReadOnlyList<JsonFields> targets, bool allowPrice)
    {
        var told = targets.Where(static target => !target.HasOnlyBlanks(DistanceFields.Names)).ToList();
        if (told.Count > 1) parent.Fault(
            "takeProfits", "with more than one entry are not supported in this version; keep one, with close 100.");
        var rules = new List<TakeProfitRule>();
        foreach (var target in told)
        {
            var close = target.Number("close", min: 0, max: Whole, aboveMin: true) ?? Whole;
            if (close != Whole) target.Fault("close", "below 100 is not supported in this version; set it to 100.");
            if (DistanceFields.Read(target, "a target", forStop: false, allowPrice) is { } distance)
                rules.Add(new TakeProfitRule(distance, close));
        }

        return rules;
    }
}
