using System.Text.Json;

namespace TradingBot.Core.Signals;

/// <summary>Recognises other services' message formats by their marker fields, in order of certainty.</summary>
internal static class ForeignFormat
{
    private static readonly (string Name, string[] Markers)[] Known =
    [
        ("3Commas", ["bot_uuid"]),
        ("OKX signal bot", ["signalToken"]),
        ("TV-Hub", ["isBuy", "pair"]),
        ("WunderTrading", ["code"]),
        ("TradersPost", ["ticker", "action"]),
        ("Tickerly", ["prev_position"]),
        ("PickMyTrade", ["data", "date"]),
    ];

    /// <summary>The service's name; null when no marker fits or the message carries our own `symbol`.</summary>
    public static string? NameOf(JsonElement json)
    {
        // bot_uuid and signalToken are nobody else's words; the others are too common to outweigh our own symbol field.
        var isOurs = json.TryGetProperty("symbol", out _) && !json.TryGetProperty("bot_uuid", out _)
            && !json.TryGetProperty("signalToken", out _);
        return isOurs ? null : Known.FirstOrDefault(format => format.Markers.All(marker => json.TryGetProperty(marker, out _))).Name;
    }
}
