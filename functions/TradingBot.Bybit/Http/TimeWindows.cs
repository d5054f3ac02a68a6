namespace TradingBot.Bybit.Http;

/// <summary>Bybit answers at most seven days a query and keeps two years: longer stretches are asked in pieces.</summary>
internal sealed class TimeWindows(BybitClock clock)
{
    private static readonly long Longest = (long)TimeSpan.FromDays(7).TotalMilliseconds;
    private static readonly TimeSpan Kept = TimeSpan.FromDays(729);

    public IEnumerable<TimeWindow> Since(DateTimeOffset since) => Since(since, Kept);

    /// <summary>For lists that are kept for another time than two years.</summary>
    public IEnumerable<TimeWindow> Since(DateTimeOffset since, TimeSpan kept)
    {
        var now = clock.Now;
        var earliest = now - kept;
        var start = (since > earliest ? since : earliest).ToUnixTimeMilliseconds();
        for (; start + Longest < now.ToUnixTimeMilliseconds(); start += Longest)
            yield return new TimeWindow(start, start + Longest - 1);
        yield return new TimeWindow(start, null);
    }
}
