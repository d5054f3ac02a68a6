using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using TradingBot.Bybit.Http;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;

namespace TradingBot.Bybit.Streams;

/// <summary>One public stream a category, made when somebody first asks for its prices.</summary>
internal sealed class TickerStreams(
    StreamAddresses addresses, StreamTiming timing, ConnectionThrottle throttle, Redactor redactor, TimeProvider time,
    ILogger<TickerStreams> logger) : IAsyncDisposable, IDisposable
{
    private readonly ConcurrentDictionary<Category, Lazy<TickerStream>> _streams = new();

    public IAsyncEnumerable<ExchangeEvent> ListenAsync(Category category, IReadOnlyCollection<Symbol> symbols, CancellationToken token) =>
        _streams.GetOrAdd(
            category, one => new Lazy<TickerStream>(() => new TickerStream(one, addresses, timing, throttle, redactor, time, logger)))
            .Value.ListenAsync(symbols, token);

    /// <summary>Only asks the feeds to end; a container that is disposed of synchronously cannot wait for them.</summary>
    public void Dispose()
    {
        foreach (var stream in _streams.Values)
            stream.Value.Stop();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var stream in _streams.Values)
            await stream.Value.DisposeAsync();
    }
}
