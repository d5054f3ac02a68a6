namespace TradingBot.Bybit.Http;

/// <summary>A stretch of history to ask for, in milliseconds since 1970, both ends included; without an end it runs to now.</summary>
internal sealed record TimeWindow(long StartMs, long? EndMs)
{
    public Query Narrow(Query query)
    {
        var from = query.With("startTime", StartMs);
        return EndMs is { } end ? from.With("endTime", end) : from;
    }
}
