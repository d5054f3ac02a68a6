using System.Text.Json;
using System.Text.Json.Nodes;
using TradingBot.Core.Foundation;

namespace TradingBot.Core.Risk;

/// <summary>The JSON form of the portfolio limits; null or left out means no limit, unknown names are faults.</summary>
public static class RiskLimitsDocument
{
    private static readonly string[] LaterWork = ["dailyLossPercent", "weeklyLossPercent", "drawdown", "perSymbol", "perStrategy"];

    public static RiskLimitsReading Read(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object || !JsonTexts.AreReadable(json))
            return new RiskLimitsReading.Faulty([new Fault("", "The limits must be a JSON object of plain characters.")]);
        var faults = new List<Fault>();
        var fields = JsonFields.OfDocument(json, faults);
        var limits = new RiskLimits
        {
            MaxOpenTrades = fields.Whole("maxOpenTrades", 0, 10_000),
            MaxGrossNotional = fields.Number("maxGrossNotional", min: 0),
            MaxNotionalToEquity = fields.Number("maxNotionalToEquity", min: 0, max: 1000),
            MaxHeatPercent = fields.Number("maxHeatPercent", min: 0, max: 100),
            MaxLeverage = fields.Number("maxLeverage", min: 1, max: 1000),
            MaxEntriesPerMinute = fields.Whole("maxEntriesPerMinute", 0, 10_000),
        };
        foreach (var name in LaterWork) fields.Unsupported(name, "set it to null");
        faults.AddRange(fields.Unread.Select(static name => new Fault(name, "is not a limit; check its spelling.")));
        return faults.Count > 0 ? new RiskLimitsReading.Faulty(faults) : new RiskLimitsReading.Valid(limits);
    }

    public static JsonObject Write(RiskLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        var json = new JsonObject
        {
            ["maxOpenTrades"] = limits.MaxOpenTrades,
            ["maxGrossNotional"] = Text(limits.MaxGrossNotional),
            ["maxNotionalToEquity"] = Text(limits.MaxNotionalToEquity),
            ["maxHeatPercent"] = Text(limits.MaxHeatPercent),
            ["maxLeverage"] = Text(limits.MaxLeverage),
            ["maxEntriesPerMinute"] = limits.MaxEntriesPerMinute,
        };
        foreach (var name in LaterWork) json[name] = null;
        return json;
    }

    private static JsonValue? Text(decimal? value) => value is { } number ? JsonValue.Create(DecimalText.Write(number)) : null;
}
