using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using TradingBot.Bybit.Http;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;

namespace TradingBot.Bybit.Streams;

/// <summary>One public stream a category, made when somebody first asks for its prices.</summary>
internal sealed class TickerFeeds(
    StreamAddresses addresses, StreamPace pace, ConnectPace connects, Redactor redactor, TimeProvider time, ILogger<TickerFeeds> logger) : IAsyncDisposable, IDisposable
{
    private readonly ConcurrentDictionary<Category, Lazy<TickerFeed>> _feeds = new();

    public IAsyncEnumerable<VenueEvent> ListenAsync(Category category, IReadOnlyCollection<Symbol> symbols, CancellationToken token) =>
        _feeds.GetOrAdd(category, one => new Lazy<TickerFeed>(() => new TickerFeed(one, addresses, pace, connects, redactor, time, logger)))
            .Value.ListenAsync(symbols, token);

    /// <summary>Only asks the feeds to end; a container that is disposed of synchronously cannot wait for them.</summary>
    public void Dispose()
    {
        foreach (var feed in _feeds.Values)
            feed.Value.Stop();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var feed in _feeds.Values)
            await feed.Value.DisposeAsync();
    }
}
