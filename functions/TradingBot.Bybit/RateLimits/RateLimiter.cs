using Microsoft.Extensions.Logging;
using TradingBot.Bybit.Telemetry;
using TradingBot.Bybit.Wire;
using TradingBot.Core.Markets;

namespace TradingBot.Bybit.RateLimits;

/// <summary>
/// Paces every call below Bybit's limits: one second per route and category, five seconds over the whole address.
/// Writes have a share of the address limit of their own, so a burst of reads never stands in an order's way, and a route that is used up
/// keeps nobody waiting but its own callers.
/// </summary>
internal sealed class RateLimiter : IDisposable
{
    // The address limit is 600 in 5 s; passing it costs a ban of ten minutes, so a tenth stays unused.
    private const int ReadsPerAddress = 400;
    private const int WritesPerAddress = 140;

    // Bybit reads its own clock, and to the millisecond.
    private static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan RouteSpan = TimeSpan.FromSeconds(1) + Margin;
    private static readonly TimeSpan AddressSpan = TimeSpan.FromSeconds(5) + Margin;
    private static readonly TimeSpan LongestHold = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan UnnamedHold = TimeSpan.FromSeconds(1);

    // No timer is set for less: it would fire before the clock has got there.
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(1);

    private readonly TimeProvider _time;
    private readonly ILogger<RateLimiter> _logger;
    private readonly ITimer _timer;
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Path, Category? Category), RateQueue> _routes = [];
    private readonly List<RateQueue> _waiting = [];
    private readonly ArrivalWindow _reads;
    private readonly ArrivalWindow _writes;
    private long _lastNumber;

    public RateLimiter(TimeProvider time, ILogger<RateLimiter> logger)
    {
        (_time, _logger) = (time, logger);
        _reads = new ArrivalWindow(ReadsPerAddress, AddressSpan, time);
        _writes = new ArrivalWindow(WritesPerAddress, AddressSpan, time);
        _timer = time.CreateTimer(
            static limiter => ((RateLimiter)limiter!).Wake(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Waits until one more call of this route may start; a batch takes a unit for each of its orders.</summary>
    /// <returns>To be given back when the answer has come.</returns>
    public ValueTask<RateSlot> WaitAsync(Endpoint endpoint, Category? category, int units, CancellationToken token)
    {
        RateWaiter waiter;
        lock (_lock)
        {
            var route = RouteOf(endpoint, category);
            var now = _time.GetTimestamp();
            // Whoever waits already, for the address or the route, goes first.
            if (_waiting.Count > 0)
                Admit(now);
            if (route.Waiters.Count == 0 && route.Window.HasRoom(now, units) && route.Address.HasRoom(now, 1))
            {
                Start(route, units);
                return new ValueTask<RateSlot>(SlotOf(route, units));
            }

            waiter = new RateWaiter(++_lastNumber, units);
            if (route.Waiters.Count == 0)
                _waiting.Add(route);
            route.Waiters.Enqueue(waiter);
            // Inside the lock, so that whoever admits it finds the registration.
            waiter.Registration = token.UnsafeRegister(
                static (one, ended) => ((RateWaiter)one!).TrySetCanceled(ended), waiter);
            SetTimer(now);
        }

        _logger.LimitReached(endpoint.Path);
        return new ValueTask<RateSlot>(waiter.Task);
    }

    /// <summary>The answer has come, or nobody waits for it any more: from now on a window has to pass.</summary>
    public void End(ArrivalWindow route, ArrivalWindow address, int units)
    {
        lock (_lock)
        {
            var now = _time.GetTimestamp();
            route.End(now, units);
            address.End(now, 1);
            if (_waiting.Count > 0)
                SetTimer(now);
        }
    }

    /// <summary>Learns from an answer: the real limit, and how long to hold back once it is used up.</summary>
    public void Observe(Endpoint endpoint, Category? category, LimitHeaders headers, DateTimeOffset answeredAt, bool isExceeded)
    {
        lock (_lock)
        {
            var (route, now) = (RouteOf(endpoint, category).Window, _time.GetTimestamp());
            if (headers.Limit is { } limit and > 0)
                route.Resize(limit);
            if (isExceeded || headers.Remaining == 0)
                route.HoldUntil(now + Ticks(Hold(headers, answeredAt, isExceeded)));
            if (_waiting.Count > 0)
                Admit(now);
        }
    }

    public void Dispose() => _timer.Dispose();

    private static TimeSpan Hold(LimitHeaders headers, DateTimeOffset answeredAt, bool isExceeded)
    {
        var named = headers.ResetAt is { } reset ? reset - answeredAt : TimeSpan.Zero;
        if (named <= TimeSpan.Zero)
            return isExceeded ? UnnamedHold : TimeSpan.Zero;
        return (named < LongestHold ? named : LongestHold) + Margin;
    }

    private RateSlot SlotOf(RateQueue route, int units) => new(this, route.Window, route.Address, units);

    private static void Start(RateQueue route, int units)
    {
        route.Window.Start(units);
        route.Address.Start(1);
    }

    private void Wake()
    {
        lock (_lock)
            Admit(_time.GetTimestamp());
    }

    // The one that has waited longest of those whose route has room, again and again, as long as the address has room for it.
    private void Admit(long now)
    {
        while (NextOf(_reads, now) is { } read && _reads.HasRoom(now, 1))
            Admit(read);
        while (NextOf(_writes, now) is { } write && _writes.HasRoom(now, 1))
            Admit(write);
        SetTimer(now);
    }

    private RateQueue? NextOf(ArrivalWindow address, long now)
    {
        RateQueue? next = null;
        for (var index = _waiting.Count - 1; index >= 0; index--)
        {
            var route = _waiting[index];
            while (route.Waiters.TryPeek(out var gone) && gone.Task.IsCompleted)
                route.Waiters.Dequeue();
            if (!route.Waiters.TryPeek(out var first))
                _waiting.RemoveAt(index);
            else if (route.Address == address && (next is null || first.Number < next.Waiters.Peek().Number)
                && route.Window.HasRoom(now, first.Units))
                next = route;
        }

        return next;
    }

    private void Admit(RateQueue route)
    {
        var waiter = route.Waiters.Dequeue();
        waiter.Registration.Unregister();
        // It may have given up this very moment.
        if (waiter.TrySetResult(SlotOf(route, waiter.Units)))
            Start(route, waiter.Units);
    }

    private void SetTimer(long now)
    {
        long? next = null;
        foreach (var route in _waiting)
        {
            var lacking = route.Waiters.TryPeek(out var first) && route.Window.HasRoom(now, first.Units) ? route.Address : route.Window;
            if (lacking.NextChange(now) is { } change && (next is null || change < next))
                next = change;
        }

        if (next is not { } moment)
            return;
        var wait = _time.GetElapsedTime(now, moment);
        _timer.Change(wait < ShortestWait ? ShortestWait : wait, Timeout.InfiniteTimeSpan);
    }

    private RateQueue RouteOf(Endpoint endpoint, Category? category)
    {
        if (!_routes.TryGetValue((endpoint.Path, category), out var route))
        {
            var window = new ArrivalWindow(endpoint.LimitFor(category), RouteSpan, _time);
            _routes[(endpoint.Path, category)] = route = new RateQueue(window, endpoint.IsWrite ? _writes : _reads);
        }

        return route;
    }

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * _time.TimestampFrequency);
}
