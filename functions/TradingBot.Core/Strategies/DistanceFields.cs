using TradingBot.Core.Foundation;
using TradingBot.Core.Markets;

namespace TradingBot.Core.Strategies;

/// <summary>Reads where a stop or a target lies.</summary>
internal static class DistanceFields
{
    // A stop a whole price away is no stop; targets of a rising coin may well lie beyond a doubling.
    private const decimal WidestStop = 99.99m;
    private const decimal WidestTarget = 1000m;
    private const decimal LargestMultiple = 1000m;

    /// <summary>The ways of measuring, by their names.</summary>
    public static IReadOnlyList<string> Names { get; } = ["percent", "price", "r", "atr"];

    /// <summary>
    /// Null, with a fault told, unless exactly one way of measuring is given. Null without a fault when an alert's are all blank.
    /// </summary>
    /// <param name="bars">Of an average true range that names none; null: the usual ones.</param>
    public static PriceDistance? Read(JsonFields fields, string name, bool forStop, bool allowPrice, AtrBars? bars = null)
    {
        var before = fields.Faults.Count;
        var percent = fields.Number("percent", min: 0, max: forStop ? WidestStop : WidestTarget, aboveMin: true);
        var price = allowPrice ? fields.Number("price", min: 0, aboveMin: true) : null;
        var multiple = forStop ? null : fields.Number("r", min: 0, max: LargestMultiple, aboveMin: true);
        var atr = AtrFields.Read(fields, bars);
        if (fields.Faults.Count > before) return null;
        var given = (percent is null ? 0 : 1) + (price is null ? 0 : 1) + (multiple is null ? 0 : 1) + (atr is null ? 0 : 1);
        if (given == 1) return new PriceDistance(price, percent, multiple, atr);
        if (given == 0 && fields.HasOnlyBlanks(Names)) return null;
        var ways = string.Join(", ", Ways(forStop, allowPrice));
        fields.Fault(
            "percent", given == 0 ? $"is missing; {name} needs one of: {ways}." : $"is one of several; {name} takes only one of: {ways}.");
        return null;
    }

    private static IEnumerable<string> Ways(bool forStop, bool allowPrice)
    {
        yield return "percent";
        if (allowPrice) yield return "price";
        if (!forStop) yield return "r";
        yield return "atr";
    }
}
