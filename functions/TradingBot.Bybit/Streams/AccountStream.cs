using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using TradingBot.Bybit.Http;
using TradingBot.Bybit.Telemetry;
using TradingBot.Core.Exchange;

namespace TradingBot.Bybit.Streams;

/// <summary>
/// The private stream, kept up for good. After each connection the lists are read before the stream is trusted: messages wait
/// meanwhile, and whatever came both ways is published once.
/// </summary>
internal sealed class AccountStream(
    StreamAddresses addresses, StreamTiming timing, ConnectionThrottle throttle, StreamHandshake handshake, BybitClock clock,
    StreamBackfill backfill, AccountMessageHandler handler, StreamHub hub, TimeProvider time, ILogger<AccountStream> logger)
{
    // More than this while the lists are read means that reading them is hopeless; a new connection starts over.
    private const int MostWaiting = 20_000;

    private static readonly TimeSpan ClockAge = TimeSpan.FromMinutes(1);

    private DateTimeOffset _completeUntil;
    private bool _isLive;

    /// <summary>Ends only when cancelled.</summary>
    public async Task RunAsync(CancellationToken token)
    {
        await clock.EnsureAsync(ClockAge, token);
        // Started again after a fault it still has to make up for what it missed.
        if (_completeUntil == default)
            _completeUntil = clock.Now;
        var failures = 0;
        while (true)
        {
            await throttle.WaitAsync(failures, token);
            // A refused greeting may be the clock's fault.
            await clock.EnsureAsync(ClockAge, token);
            var started = time.GetTimestamp();
            try
            {
                await LiveAsync(token);
            }
            catch (StreamBrokenException broken)
            {
                ReportBroken(broken.Message, failures);
            }
            catch (Exception fault) when (!token.IsCancellationRequested)
            {
                // Whoever listens falls back to looking, until the service has started the stream again.
                ReportBroken(fault.Message, failures);
                throw;
            }

            failures = time.GetElapsedTime(started) >= timing.StableAfter ? 1 : failures + 1;
        }
    }

    private async Task LiveAsync(CancellationToken token)
    {
        await using var connection = await StreamConnection.OpenAsync(addresses.Private, timing, time, token);
        var pending = Channel.CreateBounded<StreamMessage>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });
        await handshake.PerformAsync(connection, AccountMessageHandler.Topics, message => Put(pending, message));
        await connection.UntilOneEndsAsync(ReceiveAsync(connection, pending), BackfillAndDispatchAsync(connection, pending.Reader));
    }

    private static async Task ReceiveAsync(StreamConnection connection, Channel<StreamMessage> pending)
    {
        while (true)
        {
            var message = await connection.NextAsync();
            if (message.IsData)
                Put(pending, message);
        }
    }

    private static void Put(Channel<StreamMessage> pending, StreamMessage message)
    {
        if (!pending.Writer.TryWrite(message))
            throw new StreamBrokenException("Bybit's stream sends more than could be taken in.");
    }

    private async Task BackfillAndDispatchAsync(StreamConnection connection, ChannelReader<StreamMessage> pending)
    {
        await RereadAsync(connection.Closed);
        _isLive = true;
        hub.Publish(new ExchangeEvent.Recovered(time.GetUtcNow()));
        logger.StreamLive();
        var rereadRequests = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        await connection.UntilOneEndsAsync(
            DispatchAsync(connection, pending, rereadRequests.Writer), RereadPeriodicallyAsync(connection, rereadRequests.Reader));
    }

    private async Task DispatchAsync(StreamConnection connection, ChannelReader<StreamMessage> pending, ChannelWriter<bool> rereadRequests)
    {
        await foreach (var message in pending.ReadAllAsync(connection.Closed))
        {
            if (!await handler.HandleAsync(message, connection.Closed))
                rereadRequests.TryWrite(true);
        }
    }

    // The lists show some things late, and a message may be lost without a trace.
    private async Task RereadPeriodicallyAsync(StreamConnection connection, ChannelReader<bool> rereadRequests)
    {
        await Task.Delay(timing.FollowUpReread, time, connection.Closed);
        while (true)
        {
            await RereadAsync(connection.Closed);
            await handshake.CheckKeyAsync(connection.Closed);
            using var due = new CancellationTokenSource(timing.RereadInterval, time);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(due.Token, connection.Closed);
            try
            {
                await rereadRequests.ReadAsync(both.Token);
            }
            catch (OperationCanceledException) when (!connection.Closed.IsCancellationRequested)
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
            if (await backfill.RunAsync(_completeUntil - timing.Overlap, token) is not { } error)
            {
                _completeUntil = asked;
                return;
            }

            logger.RereadFailed(error.Message);
            await Task.Delay(throttle.Delay(failures), time, token);
        }
    }

    private void ReportBroken(string reason, int failures)
    {
        if (_isLive)
            hub.Publish(new ExchangeEvent.Gap(time.GetUtcNow(), reason));
        if (_isLive || failures == 0)
            logger.StreamBroken(reason);
        else
            logger.StreamStillBroken(reason);
        _isLive = false;
    }
}
