using System.Buffers;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace TradingBot.Bybit.Streams;

/// <summary>One connection: sends, keeps itself alive with heartbeats, and gives out messages until it breaks.</summary>
internal sealed class StreamConnection : IAsyncDisposable
{
    private const int LargestMessage = 8 * 1024 * 1024;

    private static readonly byte[] Ping = """{"op":"ping","req_id":"beat"}"""u8.ToArray();

    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly CancellationTokenSource _closed;
    private readonly StreamTiming _timing;
    private readonly TimeProvider _time;
    private Task _heartbeat = Task.CompletedTask;

    private StreamConnection(StreamTiming timing, TimeProvider time, CancellationToken token)
    {
        _timing = timing;
        _time = time;
        _closed = CancellationTokenSource.CreateLinkedTokenSource(token);
    }

    /// <summary>Cancelled once the connection is over.</summary>
    public CancellationToken Closed => _closed.Token;

    /// <exception cref="StreamBrokenException">No connection came about.</exception>
    public static async Task<StreamConnection> OpenAsync(Uri address, StreamTiming timing, TimeProvider time, CancellationToken token)
    {
        var connection = new StreamConnection(timing, time, token);
        try
        {
            using var limit = new CancellationTokenSource(timing.AnswerTimeout, time);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(token, limit.Token);
            await connection._socket.ConnectAsync(address, both.Token);
            connection._heartbeat = connection.HeartbeatAsync();
            return connection;
        }
        catch (Exception failure) when (failure is WebSocketException
            || (failure is OperationCanceledException && !token.IsCancellationRequested))
        {
            await connection.DisposeAsync();
            throw new StreamBrokenException($"Bybit's stream at {address.Host} could not be reached.");
        }
        catch (OperationCanceledException)
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public Task SendAsync<T>(T message, JsonTypeInfo<T> type) => SendAsync(JsonSerializer.SerializeToUtf8Bytes(message, type));

    /// <summary>The next message of any kind.</summary>
    /// <exception cref="StreamBrokenException">The connection is over.</exception>
    public Task<StreamMessage> NextAsync() => NextAsync(_timing.SilenceTimeout);

    /// <summary>The answer to what was asked last; data that comes before it goes to <paramref name="onData"/>.</summary>
    /// <exception cref="StreamBrokenException">Refused, or no answer in time.</exception>
    public async Task AwaitAnswerAsync(string op, Action<StreamMessage> onData, Func<string?, string> redact)
    {
        while (true)
        {
            var message = await NextAsync(_timing.AnswerTimeout);
            if (message.IsData)
                onData(message);
            else if (message.Answers(op))
            {
                if (message.Success is true)
                    return;
                throw new StreamRefusedException($"Bybit's stream refused to {op}: {redact(message.RetMsg)}");
            }
        }
    }

    /// <summary>Waits until one of the link's works ends, ends the others with it, and throws what was wrong.</summary>
    public async Task UntilOneEndsAsync(params Task[] tasks)
    {
        await Task.WhenAny(tasks);
        await _closed.CancelAsync();
        await Task.WhenAll(tasks);
    }

    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync();
        await _heartbeat;
        _socket.Dispose();
        _sending.Dispose();
        _closed.Dispose();
    }

    private async Task<StreamMessage> NextAsync(TimeSpan timeout)
    {
        using var silence = new CancellationTokenSource(timeout, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(_closed.Token, silence.Token);
        try
        {
            return StreamMessage.Read(await ReceiveAsync(both.Token));
        }
        catch (OperationCanceledException) when (silence.IsCancellationRequested)
        {
            throw new StreamBrokenException($"Bybit's stream was silent for {timeout.TotalSeconds:0.###} s.");
        }
        catch (WebSocketException)
        {
            throw new StreamBrokenException("The connection to Bybit's stream broke.");
        }
    }

    private async Task<byte[]> ReceiveAsync(CancellationToken token)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        while (true)
        {
            var part = await _socket.ReceiveAsync(buffer.GetMemory(4096), token);
            if (part.MessageType == WebSocketMessageType.Close)
                throw new StreamBrokenException("Bybit closed the stream.");
            buffer.Advance(part.Count);
            if (buffer.WrittenCount > LargestMessage)
                throw new StreamBrokenException("Bybit's stream sent a message that is too large.");
            if (part.EndOfMessage)
                return buffer.WrittenSpan.ToArray();
        }
    }

    private async Task SendAsync(byte[] message)
    {
        try
        {
            await _sending.WaitAsync(_closed.Token);
            try
            {
                await _socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, _closed.Token);
            }
            finally
            {
                _sending.Release();
            }
        }
        catch (WebSocketException)
        {
            throw new StreamBrokenException("The connection to Bybit's stream broke.");
        }
    }

    private async Task HeartbeatAsync()
    {
        using var timer = new PeriodicTimer(_timing.Heartbeat, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(_closed.Token))
                await SendAsync(Ping);
        }
        catch (OperationCanceledException)
        {
            // The connection is over, and with it the heartbeat.
        }
        catch (StreamBrokenException)
        {
            // Whoever receives learns of it too, and says so.
        }
    }
}
