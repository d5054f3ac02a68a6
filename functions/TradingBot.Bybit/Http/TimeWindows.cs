namespace TradingBot.Bybit.Http;

/// <summary>Bybit answers at most seven days a query and keeps two years: longer stretches are asked in pieces.</summary>
internal sealed class TimeWindows(BybitClock clock)
{
    private static readonly long Longest = (long)TimeSpan.FromDays(7).TotalMilliseconds;
    private static readonly TimeSpan Kept = TimeSpan.FromDays(729);

    /// <summary>The queries that together reach from a moment to now; nothing before what Bybit keeps is asked for.</summary>
    public IEnumerable<Query> Split(Query query, DateTimeOffset since) => Since(since, Kept).Select(window => window.Narrow(query));

    /// <summary>
    /// For lists that answer for a day only where no end is given (V5: closed options, transaction log); they are told theirs, and what
    /// happens while they are asked is found the next time.
    /// </summary>
    /// <param name="query">What is asked for.</param>
    /// <param name="since">From when on.</param>
    /// <param name="kept">For how long the list is kept; null two years.</param>
    public IEnumerable<Query> SplitToNow(Query query, DateTimeOffset since, TimeSpan? kept = null) =>
        Since(since, kept ?? Kept)
            .Select(window => window with { EndMs = window.EndMs ?? Math.Max(window.StartMs, clock.Now.ToUnixTimeMilliseconds()) })
            .Select(window => window.Narrow(query));

    private IEnumerable<TimeWindow> Since(DateTimeOffset since, TimeSpan kept)
    {
        var now = clock.Now;
        var earliest = now - kept;
        var start = (since > earliest ? since : earliest).ToUnixTimeMilliseconds();
        for (; start + Longest < now.ToUnixTimeMilliseconds(); start += Longest)
            yield return new TimeWindow(start, start + Longest - 1);
        yield return new TimeWindow(start, null);
    }
}
