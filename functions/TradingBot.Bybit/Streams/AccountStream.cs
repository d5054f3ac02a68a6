using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using TradingBot.Bybit.Http;
using TradingBot.Bybit.Telemetry;
using TradingBot.Core.Exchange;
using TradingBot.Core.Ports;

namespace TradingBot.Bybit.Streams;

/// <summary>
/// The private stream, kept up for good. After each connection the lists are read before the stream is trusted: messages wait
/// meanwhile, and whatever came by both roads is told once.
/// </summary>
internal sealed class AccountStream(
    StreamAddresses addresses, StreamPace pace, ConnectPace connects, StreamGreeting greeting, BybitClock clock,
    CatchUp catchUp, AccountFeed feed, StreamHub hub, TimeProvider time, ILogger<AccountStream> logger)
{
    // More than this while the lists are read means that reading them is hopeless; a new connection starts over.
    private const int MostWaiting = 20_000;

    private static readonly TimeSpan ClockAge = TimeSpan.FromMinutes(1);

    private DateTimeOffset _sureUntil;
    private bool _isLive;

    /// <summary>Ends only when cancelled.</summary>
    public async Task RunAsync(CancellationToken token)
    {
        await clock.EnsureAsync(ClockAge, token);
        // Started again after a fault it still has to make up for what it missed.
        if (_sureUntil == default)
            _sureUntil = clock.Now;
        var failures = 0;
        while (true)
        {
            await connects.WaitAsync(failures, token);
            // A refused greeting may be the clock's fault.
            await clock.EnsureAsync(ClockAge, token);
            var started = time.GetTimestamp();
            try
            {
                await LiveAsync(token);
            }
            catch (StreamBrokenException broken)
            {
                Tell(broken.Message, failures);
            }

            failures = time.GetElapsedTime(started) >= pace.Steady ? 1 : failures + 1;
        }
    }

    private async Task LiveAsync(CancellationToken token)
    {
        await using var link = await StreamLink.OpenAsync(addresses.Private, pace, time, token);
        var waiting = Channel.CreateBounded<StreamMessage>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });
        await greeting.GiveAsync(link, AccountFeed.Topics, message => Put(waiting, message));
        await link.UntilOneEndsAsync(PumpAsync(link, waiting), TrustAsync(link, waiting.Reader));
    }

    private static async Task PumpAsync(StreamLink link, Channel<StreamMessage> waiting)
    {
        while (true)
        {
            var message = await link.NextAsync();
            if (message.IsData)
                Put(waiting, message);
        }
    }

    private static void Put(Channel<StreamMessage> waiting, StreamMessage message)
    {
        if (!waiting.Writer.TryWrite(message))
            throw new StreamBrokenException("Bybit's stream tells more than could be taken in.");
    }

    private async Task TrustAsync(StreamLink link, ChannelReader<StreamMessage> waiting)
    {
        await RereadAsync(link.Over);
        _isLive = true;
        hub.Publish(new VenueEvent.Recovered(time.GetUtcNow()));
        logger.StreamLive();
        var doubts = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        await link.UntilOneEndsAsync(TakeAsync(link, waiting, doubts.Writer), AuditAsync(link, doubts.Reader));
    }

    private async Task TakeAsync(StreamLink link, ChannelReader<StreamMessage> waiting, ChannelWriter<bool> doubts)
    {
        await foreach (var message in waiting.ReadAllAsync(link.Over))
        {
            if (!await feed.TakeAsync(message, link.Over))
                doubts.TryWrite(true);
        }
    }

    // The lists show some things late, and a message may be lost without a trace.
    private async Task AuditAsync(StreamLink link, ChannelReader<bool> doubts)
    {
        await Task.Delay(pace.SecondLook, time, link.Over);
        while (true)
        {
            await RereadAsync(link.Over);
            await greeting.CheckKeyAsync(link.Over);
            using var due = new CancellationTokenSource(pace.Audit, time);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(due.Token, link.Over);
            try
            {
                await doubts.ReadAsync(both.Token);
            }
            catch (OperationCanceledException) when (!link.Over.IsCancellationRequested)
            {
                // Nothing in doubt, but it is time.
            }
        }
    }

    private async Task RereadAsync(CancellationToken token)
    {
        for (var failures = 1; ; failures++)
        {
            var asked = clock.Now;
            if (await catchUp.RunAsync(_sureUntil - pace.Overlap, token) is not { } error)
            {
                _sureUntil = asked;
                return;
            }

            logger.RereadFailed(error.Message);
            await Task.Delay(connects.Delay(failures), time, token);
        }
    }

    private void Tell(string reason, int failures)
    {
        if (_isLive)
            hub.Publish(new VenueEvent.Gap(time.GetUtcNow(), reason));
        if (_isLive || failures == 0)
            logger.StreamBroken(reason);
        else
            logger.StreamStillBroken(reason);
        _isLive = false;
    }
}
