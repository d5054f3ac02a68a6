using System.Net.WebSockets;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace TradingBot.PaperExchange.Streams;

/// <summary>
/// One open socket. What is said to it waits in a queue of limited length, so that telling never waits for a reader:
/// a reader who falls too far behind is cut off, as is one who says nothing for too long.
/// </summary>
internal sealed class StreamSession(WebSocket socket, StreamAddress address, string id, int backlog, TimeProvider time) : IDisposable
{
    private const int MaxMessageBytes = 64 * 1024;
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly CancellationTokenSource _cut = new();
    private readonly Channel<ReadOnlyMemory<byte>> _outbox = Channel.CreateBounded<ReadOnlyMemory<byte>>(
        new BoundedChannelOptions(backlog) { SingleReader = true });
    private long _mutedUntil = long.MinValue;

    public StreamAddress Address => address;

    public string Id => id;

    public bool IsSignedIn { get; set; }

    /// <summary>Topics by the name they were asked for.</summary>
    public HashSet<string> Topics { get; } = new(StringComparer.Ordinal);

    public static ReadOnlyMemory<byte> Write(JsonNode message) => JsonSerializer.SerializeToUtf8Bytes(message, Json);

    public void Send(JsonNode message) => Send(Write(message));

    public void Send(ReadOnlyMemory<byte> message)
    {
        if (time.GetUtcNow().UtcTicks >= Volatile.Read(ref _mutedUntil) && !_outbox.Writer.TryWrite(message))
            Cut();
    }

    /// <summary>Says nothing more until the given time; what would have been said is lost.</summary>
    public void Mute(DateTimeOffset until) => Volatile.Write(ref _mutedUntil, until.UtcTicks);

    /// <summary>Ends the connection without a farewell.</summary>
    public void Cut()
    {
        _cut.Cancel();
        socket.Abort();
    }

    /// <summary>Reads and answers until either side leaves.</summary>
    public async Task RunAsync(Action<string> receive, CancellationToken token)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(token, _cut.Token);
        var writing = WriteAsync(ending.Token);
        try
        {
            while (await ReceiveAsync(ending.Token) is { } text)
                receive(text);
            if (socket.State == WebSocketState.CloseReceived)
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, ending.Token);
        }
        catch (Exception fault) when (fault is WebSocketException or OperationCanceledException)
        {
            // The other side is gone, or was cut off.
        }
        finally
        {
            await ending.CancelAsync();
            await writing;
        }
    }

    public void Dispose()
    {
        _cut.Dispose();
        socket.Dispose();
    }

    private async Task<string?> ReceiveAsync(CancellationToken token)
    {
        using var patience = new CancellationTokenSource(address.MaxIdle, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(token, patience.Token);
        var buffer = new byte[MaxMessageBytes];
        var length = 0;
        while (length < buffer.Length)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(length), either.Token);
            length += part.Count;
            if (part.MessageType == WebSocketMessageType.Close)
                return null;
            if (part.EndOfMessage)
                return System.Text.Encoding.UTF8.GetString(buffer, 0, length);
        }

        Cut();
        return null;
    }

    private async Task WriteAsync(CancellationToken token)
    {
        try
        {
            await foreach (var message in _outbox.Reader.ReadAllAsync(token))
                await socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, token);
        }
        catch (Exception fault) when (fault is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // As above: nobody listens any more.
        }
    }
}
