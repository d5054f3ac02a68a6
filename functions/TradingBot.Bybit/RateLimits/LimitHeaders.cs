using System.Globalization;
using System.Net.Http.Headers;

namespace TradingBot.Bybit.RateLimits;

/// <summary>What Bybit says of a route's limit with each answer; any part may be missing.</summary>
internal sealed record LimitHeaders(int? Limit, int? Remaining, DateTimeOffset? ResetAt)
{
    public static LimitHeaders Read(HttpResponseHeaders headers) => new(
        Count(headers, "X-Bapi-Limit"),
        Count(headers, "X-Bapi-Limit-Status"),
        Number(headers, "X-Bapi-Limit-Reset-Timestamp") is { } ms ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : null);

    // Cut to its lower half, a nonsense count would pass for a small one, or for a limit that is used up.
    private static int? Count(HttpResponseHeaders headers, string name) =>
        Number(headers, name) is { } count and <= int.MaxValue ? (int)count : null;

    // Bounded so that a nonsense header cannot overflow a date.
    private static long? Number(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out var values)
        && long.TryParse(values.FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number <= 9_999_999_999_999
            ? number
            : null;
}
