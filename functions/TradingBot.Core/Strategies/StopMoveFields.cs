using TradingBot.Core.Foundation;
using TradingBot.Core.Markets;

namespace TradingBot.Core.Strategies;

/// <summary>Reads how a stop moves, of a strategy or an alert.</summary>
internal static class StopMoveFields
{
    private const decimal LargestMultiple = 1000m;
    private const decimal FarthestPercent = 1000m;
    private const decimal WidestTrail = 99.99m;
    private const decimal LargestOffset = 10m;

    private static readonly IReadOnlyList<string> Places = ["percent", "r", "target"];
    private static readonly IReadOnlyList<string> Distances = ["percent", "distance", "r", "atr", "targets"];

    /// <summary>Null when the parent has none, and with a fault told when it cannot be read.</summary>
    public static BreakEvenRule? ReadBreakEven(JsonFields parent, Action<JsonFields> leftOver)
    {
        if (parent.Object("breakEven") is not { } fields || fields.HasOnlyBlanks("at")) return null;
        var before = fields.Faults.Count;
        var offset = fields.Number("offset", min: 0, max: LargestOffset) ?? 0;
        var at = ReadReached(fields, "at", leftOver);
        if (at is null && fields.Faults.Count == before) fields.Fault("at", $"is missing; it needs one of: {string.Join(", ", Places)}.");
        leftOver(fields);
        return at is null || fields.Faults.Count > before ? null : new BreakEvenRule(at, offset);
    }

    /// <inheritdoc cref="ReadBreakEven"/>
    public static TrailingRule? ReadTrailing(JsonFields parent, Action<JsonFields> leftOver, AtrBars? bars = null)
    {
        if (parent.Object("trailing") is not { } fields || fields.HasOnlyBlanks(Distances)) return null;
        var before = fields.Faults.Count;
        var percent = fields.Number("percent", min: 0, max: WidestTrail, aboveMin: true);
        var distance = fields.Number("distance", min: 0, aboveMin: true);
        var multiple = fields.Number("r", min: 0, max: LargestMultiple, aboveMin: true);
        var atr = AtrFields.Read(fields, bars);
        var followsTargets = fields.Flag("targets") ?? false;
        var activation = ReadReached(fields, "activation", leftOver);
        leftOver(fields);
        if (fields.Faults.Count > before) return null;
        var given = new object?[] { percent, distance, multiple, atr, followsTargets ? true : null }.Count(static way => way is not null);
        if (given == 1) return new TrailingRule(percent, distance, multiple, atr, followsTargets, activation);
        var ways = string.Join(", ", Distances);
        fields.Fault("percent", given == 0 ? $"is missing; trailing needs one of: {ways}." : $"is one of several; trailing takes only one of: {ways}.");
        return null;
    }

    /// <summary>Tells of rules that name a target which is not there.</summary>
    public static void RefuseMissingTargets(JsonFields parent, BreakEvenRule? breakEven, TrailingRule? trailing, int targets)
    {
        if (breakEven?.At.Target > targets) parent.Fault("breakEven", Missing(breakEven.At.Target.Value));
        if (trailing?.Activation?.Target is { } target && target > targets) parent.Fault("trailing", Missing(target));
        if (trailing is { FollowsTargets: true } && targets < 2)
            parent.Fault("trailing", "follows targets, and takeProfits has fewer than two; add them, or trail by a distance.");

        string Missing(int target) => $"waits for target {target}, and takeProfits has {targets}; name one of those.";
    }

    // A plain number counts in multiples of the risk.
    private static ReachedRule? ReadReached(JsonFields parent, string name, Action<JsonFields> leftOver)
    {
        if (parent.IsPlain(name))
            return parent.Number(name, min: 0, max: LargestMultiple, aboveMin: true) is { } times ? new ReachedRule(R: times) : null;
        if (parent.Object(name) is not { } fields || fields.HasOnlyBlanks(Places)) return null;
        var before = fields.Faults.Count;
        var percent = fields.Number("percent", min: 0, max: FarthestPercent, aboveMin: true);
        var multiple = fields.Number("r", min: 0, max: LargestMultiple, aboveMin: true);
        var target = fields.Whole("target", 1, TakeProfitFields.MaxTargets);
        leftOver(fields);
        if (fields.Faults.Count > before) return null;
        var given = (percent is null ? 0 : 1) + (multiple is null ? 0 : 1) + (target is null ? 0 : 1);
        if (given == 1) return new ReachedRule(percent, multiple, target);
        var ways = string.Join(", ", Places);
        fields.Fault("r", given == 0 ? $"is missing; {name} needs one of: {ways}." : $"is one of several; {name} takes only one of: {ways}.");
        return null;
    }
}
