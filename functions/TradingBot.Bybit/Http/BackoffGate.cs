using TradingBot.Core.Exchange;

namespace TradingBot.Bybit.Http;

/// <summary>
/// Shared by every call of the process: after a 403 nothing is sent for ten minutes, since Bybit bans the address and each further call
/// prolongs it.
/// </summary>
internal sealed class BackoffGate(TimeProvider time) : IExchangePause
{
    public static readonly TimeSpan Length = TimeSpan.FromMinutes(10);

    // A ban that follows closely on the last one is no slip of ours in pace: the address or the region is refused.
    private static readonly TimeSpan RepeatWithin = TimeSpan.FromMinutes(30);

    private readonly Lock _lock = new();
    private DateTimeOffset? _until;
    private bool _repeated;

    public ExchangeError? Current => Until is { } until ? Describe(until) : null;

    public DateTimeOffset? Until
    {
        get
        {
            lock (_lock)
            {
                return _until is { } until && until > time.GetUtcNow() ? until : null;
            }
        }
    }

    // What was kept may be the work of a clock that was set back since.
    public void Resume(DateTimeOffset until)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            var longest = now + Length;
            var bounded = until < longest ? until : longest;
            if (bounded > now && (_until is not { } running || running < bounded))
                _until = bounded;
        }
    }

    public ExchangeError Begin()
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            if (_until is { } earlier && earlier > now)
                return Describe(earlier);

            _repeated = _until is { } last && now - last < RepeatWithin;
            _until = now + Length;
            return Describe(_until.Value);
        }
    }

    private ExchangeError Describe(DateTimeOffset until) => new(
        ExchangeError.Forbidden,
        $"Bybit answered 403 (too many requests from this address, or its region is refused). "
            + $"All calls are paused until {until.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC.",
        _repeated ? RetryGuidance.Halt : RetryGuidance.RetryLater);
}
