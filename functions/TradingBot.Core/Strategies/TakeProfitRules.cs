using System.Text.Json;
using TradingBot.Core.Foundation;

namespace TradingBot.Core.Strategies;

/// <summary>Targets that a person sends for a trade, in the form in which alerts send them.</summary>
public static class TakeProfitRules
{
    /// <summary>The most targets that a position may have.</summary>
    public const int MaxTargets = TakeProfitFields.MaxTargets;

    /// <summary>
    /// Reads the list of that name; its faults are added to the others. Measured in price, percent or R: an average true range is one of
    /// the moment of an entry.
    /// </summary>
    /// <param name="body">An object.</param>
    public static IReadOnlyList<TakeProfitRule> Read(JsonElement body, string name, List<Fault> faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        var fields = JsonFields.OfDocument(body, faults);
        if (!fields.Has(name)) fields.Fault(name, "is missing; send a list, or an empty one to have no targets.");
        if (fields.Objects(name) is not { } targets) return [];
        var rules = TakeProfitFields.Read(fields, targets, allowPrice: true);
        foreach (var target in targets)
        {
            if (target.Has("atr")) target.Fault("atr", "is measured when an entry is decided; use price, percent or r.");
            StrategyDocument.RefuseUnread(target);
        }

        return rules;
    }
}
