using Microsoft.Extensions.Logging;
using TradingBot.Bybit.Telemetry;
using TradingBot.Bybit.Wire;

namespace TradingBot.Bybit.Http;

/// <summary>
/// Bybit's time by our clock plus a measured offset. A stamp more than a second ahead of Bybit is refused whatever the window,
/// so the offset is measured before the first signed call and every few minutes.
/// </summary>
internal sealed class BybitClock(BybitTransport transport, TimeProvider time, ILogger<BybitClock> logger) : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(10);

    // Half of a slow round trip is too rough a guess to replace a better one.
    private static readonly TimeSpan SlowTrip = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _measuring = new(1, 1);
    private long _offsetMs;
    private long? _measuredAt;
    private long? _triedAt;

    /// <summary>Bybit's time in UTC; our own clock's until the first measurement.</summary>
    public DateTimeOffset Now => time.GetUtcNow().AddMilliseconds(Interlocked.Read(ref _offsetMs));

    /// <summary>Measures when the last measurement is older than <paramref name="maxAge"/>. A failure keeps the old offset.</summary>
    public async Task EnsureAsync(TimeSpan maxAge, CancellationToken token)
    {
        if (IsYounger(_measuredAt, maxAge) || IsYounger(_triedAt, RetryAfter))
            return;

        await _measuring.WaitAsync(token);
        try
        {
            if (!IsYounger(_measuredAt, maxAge) && !IsYounger(_triedAt, RetryAfter))
                await MeasureAsync(acceptSlow: _measuredAt is null, token);
        }
        finally
        {
            _measuring.Release();
        }
    }

    /// <summary>Measures now, because Bybit refused our stamp.</summary>
    public async Task ResyncAsync(CancellationToken token)
    {
        await _measuring.WaitAsync(token);
        try
        {
            await MeasureAsync(acceptSlow: true, token);
        }
        finally
        {
            _measuring.Release();
        }
    }

    public void Dispose() => _measuring.Dispose();

    private async Task MeasureAsync(bool acceptSlow, CancellationToken token)
    {
        _triedAt = time.GetTimestamp();
        var sentAt = time.GetUtcNow();
        var started = time.GetTimestamp();
        using var request = new HttpRequestMessage(HttpMethod.Get, Endpoints.Time.Path);
        var reply = await transport.SendAsync(request, Endpoints.Time, category: null, Timeout, token);
        var roundTrip = time.GetElapsedTime(started);
        if (reply is not BybitReply.Answer { Code: 0 } answer)
        {
            logger.ClockUnread(reply is BybitReply.Answer refused ? refused.Message : "no answer");
            return;
        }

        if (roundTrip > SlowTrip && !acceptSlow)
            return;

        var offset = answer.At - (sentAt + (roundTrip / 2));
        Interlocked.Exchange(ref _offsetMs, (long)offset.TotalMilliseconds);
        _measuredAt = time.GetTimestamp();
        logger.ClockMeasured((long)offset.TotalMilliseconds, (long)roundTrip.TotalMilliseconds);
    }

    private bool IsYounger(long? stamp, TimeSpan age) => stamp is { } at && time.GetElapsedTime(at) < age;
}
