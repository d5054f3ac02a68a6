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

/// <summary>Prices of one category over one connection, which stands from the first listener on. A subscription begins with a snapshot, so a gap needs no re-read.</summary>
internal sealed class TickerFeed(
    Category category, StreamAddresses addresses, StreamPace pace, ConnectPace connects, Redactor redactor, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    private const string TopicPrefix = "tickers.";

    private readonly Lock _lock = new();
    private readonly List<TickerMailbox> _listeners = [];
    private readonly TickerBoard _board = new(category);
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _changed = new(0);
    private VenueEvent _standing = new VenueEvent.Gap(time.GetUtcNow(), "The stream has not connected yet.");
    private Task? _running;

    public async IAsyncEnumerable<VenueEvent> ListenAsync(IReadOnlyCollection<Symbol> symbols, [EnumeratorCancellation] CancellationToken token)
    {
        var mailbox = new TickerMailbox(symbols);
        Join(mailbox);
        try
        {
            await foreach (var news in mailbox.ReadAsync(token))
                yield return news;
        }
        finally
        {
            Leave(mailbox);
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

    private void Join(TickerMailbox mailbox)
    {
        lock (_lock)
        {
            _listeners.Add(mailbox);
            mailbox.Put(_standing);
            foreach (var known in mailbox.Symbols.Select(_board.Of).OfType<Ticker>())
                mailbox.Put(known);
            _running ??= RunAsync(_stop.Token);
        }

        _changed.Release();
    }

    private void Leave(TickerMailbox mailbox)
    {
        lock (_lock)
            _listeners.Remove(mailbox);
    }

    private async Task RunAsync(CancellationToken token)
    {
        var failures = 0;
        while (true)
        {
            await connects.WaitAsync(failures, token);
            var started = time.GetTimestamp();
            try
            {
                await using var link = await StreamLink.OpenAsync(addresses.Public(category), pace, time, token);
                Tell(new VenueEvent.Recovered(time.GetUtcNow()));
                await link.UntilOneEndsAsync(ReceiveAsync(link), SubscribeAsync(link));
            }
            catch (StreamBrokenException broken)
            {
                logger.TickersBroken(WireText.Of(category), broken.Message);
                Tell(new VenueEvent.Gap(time.GetUtcNow(), broken.Message));
            }

            failures = time.GetElapsedTime(started) >= pace.Steady ? 1 : failures + 1;
        }
    }

    // One topic a request: a symbol that Bybit refuses then keeps no other from being heard.
    private async Task SubscribeAsync(StreamLink link)
    {
        var asked = new HashSet<Symbol>();
        while (true)
        {
            foreach (var symbol in Wanted().Where(asked.Add))
            {
                var call = new WireStreamCall { ReqId = symbol.Value, Op = "subscribe", Args = new JsonArray(TopicPrefix + symbol.Value) };
                await link.SendAsync(call, BybitJson.Default.WireStreamCall);
            }

            await _changed.WaitAsync(link.Over);
        }
    }

    private async Task ReceiveAsync(StreamLink link)
    {
        while (true)
        {
            var message = await link.NextAsync();
            if (message.IsData && message.Topic!.StartsWith(TopicPrefix, StringComparison.Ordinal))
                Take(message);
            else if (message.Answers("subscribe") && message.Success is false)
                logger.TickersRefused(WireText.Of(category), message.ReqId ?? "", redactor.Clean(message.RetMsg));
        }
    }

    private void Take(StreamMessage message)
    {
        try
        {
            lock (_lock)
            {
                if (_board.Apply(message) is not { } ticker)
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

    private void Tell(VenueEvent standing)
    {
        lock (_lock)
        {
            // Prices from before a gap must not complete those after it.
            if (standing is VenueEvent.Gap)
                _board.Clear();
            if (standing.GetType() == _standing.GetType())
                return;
            _standing = standing;
            foreach (var listener in _listeners)
                listener.Put(standing);
        }
    }

    private List<Symbol> Wanted()
    {
        lock (_lock)
            return [.. _listeners.SelectMany(static listener => listener.Symbols).Distinct()];
    }
}
