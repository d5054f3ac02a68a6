namespace TradingBot.Bybit.Http;

/// <summary>Bybit answers at most seven days a query and keeps two years: longer stretches are asked in pieces.</summary>
internal sealed class TimeWindows(BybitClock clock)
{
    private static readonly long Longest = (long)TimeSpan.FromDays(7).TotalMilliseconds;
    private static readonly TimeSpan Kept = TimeSpan.FromDays(729);

    /// <summary>The queries that together reach from a moment to now; nothing before what Bybit keeps is asked for.</summary>
    public IEnumerable<Query> Split(Query query, DateTimeOffset since) => Split(query, since, Kept);

    /// <summary>For lists that are kept for another time than two years.</summary>
    public IEnumerable<Query> Split(Query query, DateTimeOffset since, TimeSpan kept) =>
        Since(since, kept).Select(window => window.Narrow(query));

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
