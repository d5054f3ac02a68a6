using System.Globalization;
using System.Text.Json;

namespace TradingBot.Core.Signals;

/// <summary>Which fields an alert has, by their paths, such as "takeProfits[0].close".</summary>
internal static class SentFields
{
    /// <summary>The field itself when it was sent; else the nearest that was sent around it, and null when nothing was.</summary>
    public static string? Around(AlertMessage message, string path)
    {
        if (message.Unreadable.Contains(path)) return path;
        var steps = path.Split('.');
        var json = message.Sent;
        for (var at = 0; at < steps.Length; at++)
        {
            if (Step(json, steps[at]) is not { } value) return at == 0 ? null : string.Join('.', steps[..at]);
            json = value;
        }

        return path;
    }

    private static JsonElement? Step(JsonElement json, string step)
    {
        var bracket = step.IndexOf('[', StringComparison.Ordinal);
        var name = bracket < 0 ? step : step[..bracket];
        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(name, out var value)) return null;
        if (bracket < 0) return value;
        var index = int.Parse(step.AsSpan(bracket + 1, step.Length - bracket - 2), CultureInfo.InvariantCulture);
        return value.ValueKind == JsonValueKind.Array && index < value.GetArrayLength() ? value[index] : null;
    }
}
