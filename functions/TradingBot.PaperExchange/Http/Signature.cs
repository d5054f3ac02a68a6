using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.Settings;

namespace TradingBot.PaperExchange.Http;

/// <summary>Checks who calls, when, and whether the request was changed on its way: key, clock, HMAC over the raw text.</summary>
internal static class Signature
{
    private const long DefaultWindow = 5000;
    private const long FutureTolerance = 1000;

    public static Refusal? Check(
        IHeaderDictionary headers, string rawQuery, ReadOnlySpan<byte> body, PaperExchangeOptions options, DateTimeOffset now)
    {
        var key = headers["X-BAPI-API-KEY"].ToString();
        if (!string.Equals(key, options.ApiKey, StringComparison.Ordinal))
            return new(10003, "API key is invalid.");
        var stamp = headers["X-BAPI-TIMESTAMP"].ToString();
        var window = headers["X-BAPI-RECV-WINDOW"].ToString();
        var span = long.TryParse(window, NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : DefaultWindow;
        if (CheckClock(stamp, span, now) is { } late)
            return late;
        var prefix = stamp + key + window + rawQuery;
        byte[] origin = [.. Encoding.UTF8.GetBytes(prefix), .. body];
        var expected = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(options.ApiSecret), origin));
        var given = headers["X-BAPI-SIGN"].ToString();
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(expected), Encoding.ASCII.GetBytes(given))
            ? null
            : new(10004, $"error sign! origin_string[{Encoding.UTF8.GetString(origin)}]");
    }

    /// <summary>The window opens the asked span before the exchange's time and closes a fixed second after it.</summary>
    public static Refusal? CheckClock(string? stamp, long window, DateTimeOffset now)
    {
        var server = now.ToUnixTimeMilliseconds();
        return long.TryParse(stamp, NumberStyles.None, CultureInfo.InvariantCulture, out var time)
            && time >= server - window
            && time < server + FutureTolerance
            ? null
            : new(10002, "invalid request, please check your server timestamp or recv_window param. "
                + $"req_timestamp[{stamp}],server_timestamp[{server}],recv_window[{window}]");
    }
}
