namespace TradingBot.PaperExchange.Protocol;

/// <summary>
/// startTime and endTime of a query: seven days at most where nothing else is said, and one bound alone is extended by the default span.
/// </summary>
internal sealed record TimeRange(DateTimeOffset From, DateTimeOffset To)
{
    private static readonly TimeSpan Greatest = TimeSpan.FromDays(7);

    public static TimeRange Read(Fields fields, DateTimeOffset now, TimeSpan? defaultSpan = null, TimeSpan? greatest = null)
    {
        var longest = greatest ?? Greatest;
        var span = defaultSpan ?? longest;
        var start = fields.Time("startTime");
        var end = fields.Time("endTime");
        var range = (start, end) switch
        {
            ({ } from, { } to) => new TimeRange(from, to),
            ({ } from, null) => new TimeRange(from, from + span),
            (null, { } to) => new TimeRange(to - span, to),
            _ => new TimeRange(now - span, now),
        };
        if (range.To - range.From > longest || range.To < range.From)
            fields.Fail(new Refusal(10001, $"The time range between startTime and endTime cannot exceed {longest.TotalDays} days."));
        return range;
    }

    /// <summary>Times are compared in whole milliseconds, as clients see them.</summary>
    public bool Holds(DateTimeOffset time)
    {
        var stamp = time.ToUnixTimeMilliseconds();
        return stamp >= From.ToUnixTimeMilliseconds() && stamp <= To.ToUnixTimeMilliseconds();
    }
}
