using TradingBot.Core.Foundation;

namespace TradingBot.Core.Strategies;

/// <summary>Reads in whose formats a strategy takes alerts: its own always, the others where they are named.</summary>
internal static class FormatFields
{
    private const int MostCodes = 100;
    private const int LongestCode = 128;

    public static IReadOnlyList<AlertFormat> Read(JsonFields fields)
    {
        var formats = new List<AlertFormat> { AlertFormat.Tradingbot };
        var names = fields.Texts("formats") ?? [];
        for (var at = 0; at < names.Count; at++)
        {
            if (!EnumNames.TryParse<AlertFormat>(names[at], out var format))
                fields.Fault($"formats[{at}]", $"is not a format that is read; use {EnumNames.List<AlertFormat>()}.");
            else if (!formats.Contains(format))
                formats.Add(format);
        }

        return formats;
    }

    public static IReadOnlyDictionary<string, AlertCode> ReadCodes(JsonFields fields)
    {
        var codes = new Dictionary<string, AlertCode>(StringComparer.Ordinal);
        if (fields.Object("alertCodes") is not { } named) return codes;
        if (named.Names.Count > MostCodes) fields.Fault("alertCodes", $"must be at most {MostCodes}.");
        foreach (var name in named.Names)
        {
            var code = name.Trim();
            if (code.Length is 0 or > LongestCode || code.Any(char.IsControl) || code.StartsWith('{'))
                named.Fault(name, $"must be a code of at most {LongestCode} characters, as the other service sends it.");
            else if (named.Word<AlertCode>(name) is { } meaning && !codes.TryAdd(code, meaning))
                named.Fault(name, "is there twice; name it once.");
            else if (!named.Has(name))
                named.Fault(name, $"needs a meaning: {EnumNames.List<AlertCode>()}.");
        }

        return codes;
    }
}
