using System.Globalization;
using System.Text.Json;

namespace TradingBot.PaperExchange.Sim;

/// <summary>The wallet of a reset request: coins and amounts.</summary>
internal static class WalletRequest
{
    /// <summary>Null when the body is not understood; the fallback when it names no wallet.</summary>
    public static IReadOnlyDictionary<string, decimal>? Read(ReadOnlyMemory<byte> body, IReadOnlyDictionary<string, decimal> fallback)
    {
        if (body.IsEmpty)
            return fallback;
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return null;
            if (!document.RootElement.TryGetProperty("wallet", out var coins))
                return fallback;
            return coins.ValueKind == JsonValueKind.Object ? Amounts(coins) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Dictionary<string, decimal>? Amounts(JsonElement coins)
    {
        var wallet = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var coin in coins.EnumerateObject())
        {
            if (!decimal.TryParse(coin.Value.ToString(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount))
                return null;
            wallet[coin.Name] = amount;
        }

        return wallet;
    }
}
