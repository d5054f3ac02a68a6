using System.Globalization;
using System.Net.Http.Headers;

namespace TradingBot.Bybit.RateLimits;

/// <summary>What Bybit says of a route's limit with each answer; any part may be missing.</summary>
internal sealed record LimitHeaders(int? Limit, int? Remaining, DateTimeOffset? ResetAt)
{
    public static LimitHeaders Read(HttpResponseHeaders headers) => new(
        (int?)Number(headers, "X-Bapi-Limit"),
        (int?)Number(headers, "X-Bapi-Limit-Status"),
        Number(headers, "X-Bapi-Limit-Reset-Timestamp") is { } ms ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : null);

    // Bounded so that a nonsense header cannot overflow a date.
    private static long? Number(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out var values)
        && long.TryParse(values.FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number <= 9_999_999_999_999
            ? number
            : null;
}
