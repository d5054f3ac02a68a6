using System.Runtime.CompilerServices;
using System.Threading.Channels;
using TradingBot.Bybit.Settings;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;

namespace TradingBot.Bybit.Streams;

/// <summary>Hands every event to every listener. No listener can hold up the stream or another listener.</summary>
internal sealed class StreamHub(BybitOptions options, TickerStreams tickers, TimeProvider time) : IExchangeStream
{
    private const int MostPending = 65_536;

    private readonly Lock _lock = new();
    private readonly List<Channel<ExchangeEvent>> _listeners = [];
    private ExchangeEvent _state = new ExchangeEvent.Gap(time.GetUtcNow(), "The stream has not connected yet.");

    public bool IsEnabled => options.Streams;

    public void Publish(ExchangeEvent change)
    {
        lock (_lock)
        {
            if (change is ExchangeEvent.Gap or ExchangeEvent.Recovered)
                _state = change;
            for (var index = _listeners.Count - 1; index >= 0; index--)
            {
                if (_listeners[index].Writer.TryWrite(change))
                    continue;
                _listeners[index].Writer.TryComplete(
                    new InvalidOperationException($"A listener fell {MostPending} events behind the stream."));
                _listeners.RemoveAt(index);
            }
        }
    }

    public async IAsyncEnumerable<ExchangeEvent> ListenAsync([EnumeratorCancellation] CancellationToken token)
    {
        if (!IsEnabled)
            yield break;

        var channel = Channel.CreateBounded<ExchangeEvent>(new BoundedChannelOptions(MostPending) { SingleReader = true });
        Join(channel);
        try
        {
            await foreach (var change in channel.Reader.ReadAllAsync(token))
                yield return change;
        }
        finally
        {
            Leave(channel);
        }
    }

    public async IAsyncEnumerable<ExchangeEvent> ListenToTickersAsync(
        Category category, IReadOnlyCollection<Symbol> symbols, [EnumeratorCancellation] CancellationToken token)
    {
        if (!IsEnabled)
            yield break;
        await foreach (var change in tickers.ListenAsync(category, symbols, token))
            yield return change;
    }

    private void Join(Channel<ExchangeEvent> channel)
    {
        lock (_lock)
        {
            channel.Writer.TryWrite(_state);
            _listeners.Add(channel);
        }
    }

    private void Leave(Channel<ExchangeEvent> channel)
    {
        lock (_lock)
            _listeners.Remove(channel);
    }
}
