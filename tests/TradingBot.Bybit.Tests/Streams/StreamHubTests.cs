using TradingBot.Bybit.Streams;
using TradingBot.Bybit.Tests.Stub;
using TradingBot.Core.Exchange;

namespace TradingBot.Bybit.Tests.Streams;

/// <summary>A listener that is busy: how far it may fall behind, and what it hears of it.</summary>
public sealed class StreamHubTests
{
    private const int MostPending = 65_536;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(MostPending, true)]
    [InlineData(MostPending + 1, false)]
    public async Task Listener_falls_behind_tens_of_thousands_of_events_and_no_further(int events, bool hearsOn)
    {
        await using var fixture = await BybitFixture.OpenAsync(static options => options.Streams = true);
        var hub = fixture.Get<StreamHub>();
        await using var listener = hub.ListenAsync(Token).GetAsyncEnumerator(Token);
        Assert.True(await listener.MoveNextAsync());

        for (var published = 0; published < events; published++)
            hub.Publish(Event(published));

        for (var heard = 0; heard < MostPending; heard++)
        {
            Assert.True(await listener.MoveNextAsync());
            Assert.Equal(Event(heard), listener.Current);
        }

        if (hearsOn)
        {
            hub.Publish(Event(events));
            Assert.True(await listener.MoveNextAsync());
            Assert.Equal(Event(events), listener.Current);
        }
        else
        {
            var fault = await Assert.ThrowsAsync<InvalidOperationException>(async () => await listener.MoveNextAsync());
            Assert.Contains("65536 events behind", fault.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Listener_that_fell_behind_is_left_and_no_other_misses_anything()
    {
        await using var fixture = await BybitFixture.OpenAsync(static options => options.Streams = true);
        var hub = fixture.Get<StreamHub>();
        await using var quick = hub.ListenAsync(Token).GetAsyncEnumerator(Token);
        Assert.True(await quick.MoveNextAsync());
        await using var slow = hub.ListenAsync(Token).GetAsyncEnumerator(Token);
        Assert.True(await slow.MoveNextAsync());

        // One more than may wait, and one after that.
        for (var published = 0; published < MostPending + 2; published++)
        {
            hub.Publish(Event(published));
            var next = quick.MoveNextAsync();
            Assert.True(next.IsCompleted && await next);
            Assert.Equal(Event(published), quick.Current);
        }
    }

    private static ExchangeEvent.Gap Event(int number) => new(DateTimeOffset.UnixEpoch.AddSeconds(number), "Published.");
}
