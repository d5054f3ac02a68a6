using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using TradingBot.Bybit.Http;
using TradingBot.Bybit.Telemetry;
using TradingBot.Bybit.Wire;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;

namespace TradingBot.Bybit.Streams;

/// <summary>
/// Prices of one category over one connection, which stands from the first listener on. A subscription begins with a snapshot, so a gap
/// needs no re-read.
/// </summary>
internal sealed class TickerStream(
    Category category, StreamAddresses addresses, StreamTiming timing, ConnectionThrottle throttle, Redactor redactor, TimeProvider time,
    ILogger logger) : IAsyncDisposable
{
    private const string TopicPrefix = "tickers.";

    private readonly Lock _lock = new();
    private readonly List<TickerQueue> _listeners = [];
    private readonly TickerSnapshots _snapshots = new(category);
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _changed = new(0);
    private ExchangeEvent _state = new ExchangeEvent.Gap(time.GetUtcNow(), "The stream has not connected yet.");
    private Task? _running;

    public async IAsyncEnumerable<ExchangeEvent> ListenAsync(
        IReadOnlyCollection<Symbol> symbols, [EnumeratorCancellation] CancellationToken token)
    {
        var queue = new TickerQueue(symbols);
        Join(queue);
        try
        {
            await foreach (var change in queue.ReadAsync(token))
                yield return change;
        }
        finally
        {
            Leave(queue);
        }
    }

    public void Stop() => _stop.Cancel();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_running is { } running)
            await Task.WhenAny(running);
        _stop.Dispose();
        _changed.Dispose();
    }

    private void Join(TickerQueue queue)
    {
        lock (_lock)
        {
            _listeners.Add(queue);
            queue.Put(_state);
            foreach (var known in queue.Symbols.Select(_snapshots.Of).OfType<Ticker>())
                queue.Put(known);
            _running ??= RunAsync(_stop.Token);
        }

        _changed.Release();
    }

    private void Leave(TickerQueue queue)
    {
        lock (_lock)
            _listeners.Remove(queue);
    }

    private async Task RunAsync(CancellationToken token)
    {
        var failures = 0;
        while (true)
        {
            await throttle.WaitAsync(failures, token);
            var started = time.GetTimestamp();
            try
            {
                await using var connection = await StreamConnection.OpenAsync(addresses.Public(category), timing, time, token);
                SetState(new ExchangeEvent.Recovered(time.GetUtcNow()));
                await connection.UntilOneEndsAsync(ReceiveAsync(connection), SubscribeAsync(connection));
            }
            catch (StreamBrokenException broken)
            {
                logger.TickersBroken(WireText.Of(category), broken.Message);
                SetState(new ExchangeEvent.Gap(time.GetUtcNow(), broken.Message));
            }

            failures = time.GetElapsedTime(started) >= timing.StableAfter ? 1 : failures + 1;
        }
    }

    // One topic a request: a symbol that Bybit refuses then keeps no other from being heard.
    private async Task SubscribeAsync(StreamConnection connection)
    {
        var asked = new HashSet<Symbol>();
        while (true)
        {
            foreach (var symbol in Wanted().Where(asked.Add))
            {
                var call = new WireStreamCall { ReqId = symbol.Value, Op = "subscribe", Args = new JsonArray(TopicPrefix + symbol.Value) };
                await connection.SendAsync(call, BybitJson.Default.WireStreamCall);
            }

            await _changed.WaitAsync(connection.Closed);
        }
    }

    private async Task ReceiveAsync(StreamConnection connection)
    {
        while (true)
        {
            var message = await connection.NextAsync();
            if (message.IsData && message.Topic!.StartsWith(TopicPrefix, StringComparison.Ordinal))
                Take(message);
            else if (message.Answers("subscribe") && message.Success is false)
                logger.TickersRefused(WireText.Of(category), message.ReqId ?? "", redactor.Redact(message.RetMsg));
        }
    }

    private void Take(StreamMessage message)
    {
        try
        {
            lock (_lock)
            {
                if (_snapshots.Apply(message) is not { } ticker)
                    return;
                foreach (var listener in _listeners)
                    listener.Put(ticker);
            }
        }
        catch (Exception broken) when (broken is JsonException or WireFormatException)
        {
            throw new StreamBrokenException("Bybit's stream sent a ticker that is not in the documented form.");
        }
    }

    private void SetState(ExchangeEvent state)
    {
        lock (_lock)
        {
            // Prices from before a gap must not complete those after it.
            if (state is ExchangeEvent.Gap)
                _snapshots.Clear();
            if (state.GetType() == _state.GetType())
                return;
            _state = state;
            foreach (var listener in _listeners)
                listener.Put(state);
        }
    }

    private List<Symbol> Wanted()
    {
        lock (_lock)
            return [.. _listeners.SelectMany(static listener => listener.Symbols).Distinct()];
    }
}
