using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using TradingBot.Bybit.Streams;
using TradingBot.Bybit.Tests.Stub;
using TradingBot.Core.Exchange;
using static TradingBot.Bybit.Tests.Stub.Routes;

namespace TradingBot.Bybit.Tests.Streams;

/// <summary>A fault of our own ends the stream's run; the service starts it again after a pause.</summary>
public sealed class StreamFaultTests
{
    private static readonly StreamTiming Quick = new()
    {
        FirstDelay = TimeSpan.FromMilliseconds(10),
        LongestDelay = TimeSpan.FromMilliseconds(100),
        FollowUpReread = TimeSpan.FromMinutes(1),
    };

    [Fact]
    public async Task Stream_started_again_after_a_fault_reads_the_lists_from_before_the_fault()
    {
        var (keys, time) = (new BreakingKeys(), new ShortPause());
        var begun = time.GetUtcNow();
        await using var fixture = await StreamFixture.OpenAsync(
            timing: Quick, more: services => services.AddSingleton<IExchangeKeys>(keys), time: time);
        await fixture.LiveAsync();
        var completeUntil = time.GetUtcNow();
        var readsBefore = fixture.Stub.Count(Executions);

        keys.Break();
        fixture.Socket.Cut();
        await fixture.LiveAsync(2);

        Assert.Contains(
            "stream failed in a way that was not foreseen; it is set up again, and trades are looked at regularly",
            fixture.Log.Text,
            StringComparison.Ordinal);
        Assert.Contains("account stream is still down: The store of keys is broken", fixture.Log.Text, StringComparison.Ordinal);
        var read = fixture.Stub.Requests.Where(static request => request.Path == Executions).Skip(readsBefore).First();
        var since = DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(QueryHelpers.ParseQuery(read.RawQuery)["startTime"].ToString()));
        // The measured clock may be some milliseconds off.
        Assert.InRange(since + Quick.Overlap, begun.AddSeconds(-1), completeUntil.AddSeconds(1));
    }

    // Nothing broke on the line: the fault is met by the check of the keys, while the stream is trusted.
    [Fact]
    public async Task Fault_while_the_stream_is_trusted_is_told_as_a_gap_before_it_starts_again()
    {
        var keys = new BreakingKeys();
        await using var fixture = await StreamFixture.OpenAsync(
            timing: Quick with { FollowUpReread = TimeSpan.FromMilliseconds(300) },
            more: services => services.AddSingleton<IExchangeKeys>(keys), time: new ShortPause());
        await fixture.LiveAsync();

        keys.Break();
        await fixture.LiveAsync(2);

        // The first gap is the one before the stream was trusted at all.
        var gap = Assert.IsType<ExchangeEvent.Gap>(fixture.Heard
            .Where(static change => change is ExchangeEvent.Gap or ExchangeEvent.Recovered)
            .SkipWhile(static change => change is ExchangeEvent.Gap)
            .ElementAt(1));
        Assert.Contains("The store of keys is broken", gap.Reason, StringComparison.Ordinal);
    }

    /// <summary>A store of keys that throws once, as no store should.</summary>
    private sealed class BreakingKeys : IExchangeKeys
    {
        private static readonly ExchangeKey Pair = new("store-key-0001", "store-secret-0001");
        private int _broken;

        public ExchangeKeysState State => new(true, null, null);

        public void Break() => Volatile.Write(ref _broken, 1);

        public ValueTask<ExchangeKeyReading> GetAsync(CancellationToken token) => Interlocked.Exchange(ref _broken, 0) == 0
            ? ValueTask.FromResult<ExchangeKeyReading>(new ExchangeKeyReading.Found(Pair))
            : throw new InvalidOperationException("The store of keys is broken.");

        public ValueTask<bool> RefusedAsync(ExchangeKey refused, CancellationToken token) => ValueTask.FromResult(false);
    }

    /// <summary>The pause after a fault passes at once, and the clock is as much later.</summary>
    private sealed class ShortPause : TimeProvider
    {
        public static readonly TimeSpan Length = TimeSpan.FromSeconds(30);
        private long _ahead;

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _ahead));

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime != Length)
                return System.CreateTimer(callback, state, dueTime, period);
            Interlocked.Add(ref _ahead, Length.Ticks);
            return System.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }
}
