namespace TradingBot.PaperExchange.Hosting;

/// <summary>The limit of one address: too many requests within five seconds ban it for ten minutes, whatever it asks for.</summary>
internal sealed class IpLimiter(int? requestsPerWindow)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Ban = TimeSpan.FromMinutes(10);
    private readonly Lock _gate = new();
    private readonly Queue<DateTimeOffset> _recent = new();
    private DateTimeOffset _bannedUntil;

    public bool IsBanned(DateTimeOffset now)
    {
        if (requestsPerWindow is not { } most)
            return false;
        lock (_gate)
        {
            while (_recent.TryPeek(out var oldest) && oldest <= now - Window)
                _recent.Dequeue();
            _recent.Enqueue(now);
            if (now >= _bannedUntil && _recent.Count > most)
                _bannedUntil = now + Ban;
            return now < _bannedUntil;
        }
    }
}
