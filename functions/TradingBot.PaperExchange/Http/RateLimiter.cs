namespace TradingBot.PaperExchange;

/// <summary>Counts calls of each endpoint over a rolling second.</summary>
internal sealed class RateLimiter
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Queue<long>> _calls = new(StringComparer.Ordinal);

    /// <summary>Takes one unit if there is one; the stamp says when the next is free.</summary>
    public RateVerdict Take(string endpoint, int callsPerSecond, DateTimeOffset now)
    {
        lock (_gate)
        {
            var stamp = now.ToUnixTimeMilliseconds();
            if (!_calls.TryGetValue(endpoint, out var recent))
                _calls[endpoint] = recent = new Queue<long>();
            while (recent.TryPeek(out var oldest) && oldest <= stamp - 1000)
                recent.Dequeue();
            if (recent.Count >= callsPerSecond)
                return new RateVerdict(false, callsPerSecond, 0, recent.Peek() + 1000);
            recent.Enqueue(stamp);
            return new RateVerdict(true, callsPerSecond, callsPerSecond - recent.Count, stamp);
        }
    }
}
