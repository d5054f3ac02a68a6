using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.Settings;

namespace TradingBot.PaperExchange.Streams;

/// <summary>Checks the arguments of an auth message: key, end of validity, HMAC over a fixed text and that end.</summary>
internal static class StreamLogin
{
    public static Refusal? Check(JsonArray arguments, PaperExchangeOptions options, DateTimeOffset now)
    {
        if (arguments is not [{ } key, { } expires, { } sign])
            return new(10001, "Params Error");
        if (!string.Equals(key.ToString(), options.ApiKey, StringComparison.Ordinal))
            return new(10003, "Invalid apikey");
        if (!long.TryParse(expires.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var end)
            || end <= now.ToUnixTimeMilliseconds())
            return new(10004, "Request expired");
        var expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes(options.ApiSecret), Encoding.UTF8.GetBytes($"GET/realtime{expires}"));
        return CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(Convert.ToHexStringLower(expected)), Encoding.ASCII.GetBytes(sign.ToString()))
            ? null
            : new(10004, "Sign error");
    }
}
