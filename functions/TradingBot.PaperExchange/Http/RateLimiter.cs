namespace TradingBot.PaperExchange.Http;

/// <summary>Counts calls of each endpoint over a rolling second.</summary>
internal sealed class RateLimiter
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Queue<long>> _calls = new(StringComparer.Ordinal);

    /// <summary>Takes as many of the units as there are; the stamp says when the next is free.</summary>
    public RateVerdict Take(string endpoint, int callsPerSecond, int units, DateTimeOffset now)
    {
        lock (_gate)
        {
            var stamp = now.ToUnixTimeMilliseconds();
            if (!_calls.TryGetValue(endpoint, out var recent))
                _calls[endpoint] = recent = new Queue<long>();
            while (recent.TryPeek(out var oldest) && oldest <= stamp - 1000)
                recent.Dequeue();
            var granted = Math.Min(units, callsPerSecond - recent.Count);
            for (var unit = 0; unit < granted; unit++)
                recent.Enqueue(stamp);
            return new RateVerdict(granted, callsPerSecond, callsPerSecond - recent.Count, granted < units ? recent.Peek() + 1000 : stamp);
        }
    }
}
