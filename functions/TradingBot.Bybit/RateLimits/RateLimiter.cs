using Microsoft.Extensions.Logging;
using TradingBot.Bybit.Telemetry;
using TradingBot.Bybit.Wire;
using TradingBot.Core.Markets;

namespace TradingBot.Bybit.RateLimits;

/// <summary>
/// Paces every call below Bybit's limits: one second per route and category, five seconds over the whole address.
/// Writes have a share of the address limit of their own, so a burst of reads never stands in an order's way.
/// </summary>
internal sealed class RateLimiter(TimeProvider time, ILogger<RateLimiter> logger)
{
    // The address limit is 600 in 5 s; passing it costs a ban of ten minutes, so a tenth stays unused.
    private const int ReadsPerAddress = 400;
    private const int WritesPerAddress = 140;

    // Requests may arrive closer together than they left.
    private static readonly TimeSpan RouteSpan = TimeSpan.FromMilliseconds(1050);
    private static readonly TimeSpan AddressSpan = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestHold = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ResetMargin = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan UnnamedHold = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<(string Path, Category? Category), RollingWindow> _routes = [];
    private readonly RollingWindow _reads = new(ReadsPerAddress, AddressSpan, time);
    private readonly RollingWindow _writes = new(WritesPerAddress, AddressSpan, time);

    /// <summary>Waits until one more call of this route may start; a batch takes a unit for each of its orders.</summary>
    public async Task WaitAsync(Endpoint endpoint, Category? category, int units, CancellationToken token)
    {
        var wait = Book(endpoint, category, units);
        if (wait <= TimeSpan.Zero)
            return;

        logger.LimitReached(endpoint.Path, (long)wait.TotalMilliseconds);
        await Task.Delay(wait, time, token);
    }

    /// <summary>Learns from an answer: the real limit, and how long to hold back once it is used up.</summary>
    public void Observe(Endpoint endpoint, Category? category, LimitHeaders headers, DateTimeOffset answeredAt, bool isExceeded)
    {
        lock (_lock)
        {
            var route = RouteOf(endpoint, category);
            if (headers.Limit is { } limit and > 0)
                route.Resize(limit);
            if (isExceeded || headers.Remaining == 0)
                route.HoldUntil(time.GetTimestamp() + Ticks(Hold(headers, answeredAt, isExceeded)));
        }
    }

    private static TimeSpan Hold(LimitHeaders headers, DateTimeOffset answeredAt, bool isExceeded)
    {
        var named = headers.ResetAt is { } reset ? reset - answeredAt : TimeSpan.Zero;
        if (named <= TimeSpan.Zero)
            return isExceeded ? UnnamedHold : TimeSpan.Zero;
        return (named < LongestHold ? named : LongestHold) + ResetMargin;
    }

    private TimeSpan Book(Endpoint endpoint, Category? category, int units)
    {
        lock (_lock)
        {
            var now = time.GetTimestamp();
            var route = RouteOf(endpoint, category);
            var address = endpoint.IsWrite ? _writes : _reads;
            var start = Math.Max(route.NextStart(now, units), address.NextStart(now));
            route.Book(start, units);
            address.Book(start);
            return time.GetElapsedTime(now, start);
        }
    }

    private RollingWindow RouteOf(Endpoint endpoint, Category? category)
    {
        if (!_routes.TryGetValue((endpoint.Path, category), out var window))
            _routes[(endpoint.Path, category)] = window = new RollingWindow(endpoint.LimitFor(category), RouteSpan, time);
        return window;
    }

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * time.TimestampFrequency);
}
