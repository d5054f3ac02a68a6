using TradingBot.Core.Foundation;

namespace TradingBot.Core.Strategies;

/// <summary>Reads in whose formats a strategy takes alerts: its own always, the others where they are named.</summary>
internal static class FormatFields
{
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
}
