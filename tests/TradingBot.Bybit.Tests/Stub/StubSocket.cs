using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace TradingBot.Bybit.Tests.Stub;

/// <summary>One client connection at the stub exchange.</summary>
internal sealed class StubSocket(string path, WebSocket socket, HttpContext context) : IDisposable
{
    private readonly ConcurrentQueue<JsonElement> _received = new();
    private readonly SemaphoreSlim _sending = new(1, 1);

    public string Path => path;

    public IReadOnlyList<JsonElement> Received => [.. _received];

    /// <summary>Whether either side has ended it.</summary>
    public bool IsOver { get; private set; }

    public bool IsSubscribed => Has("subscribe");

    public bool Has(string op) => _received.Any(message => message.GetProperty("op").GetString() == op);

    public async Task SendAsync(string json)
    {
        await _sending.WaitAsync();
        try
        {
            await socket.SendAsync(Encoding.UTF8.GetBytes(json), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>Cuts the connection without a word.</summary>
    public void Cut() => context.Abort();

    public void Dispose() => _sending.Dispose();

    public async Task ListenAsync(Func<string, string?> answer)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (true)
            {
                var part = await socket.ReceiveAsync(buffer, context.RequestAborted);
                if (part.MessageType == WebSocketMessageType.Close)
                    return;
                var message = JsonSerializer.Deserialize<JsonElement>(buffer.AsSpan(0, part.Count));
                if (answer(message.GetProperty("op").GetString()!) is { } reply)
                    await SendAsync(reply);
                _received.Enqueue(message);
            }
        }
        catch (Exception over) when (over is WebSocketException or OperationCanceledException)
        {
            // The test or the client ended the connection.
        }
        finally
        {
            IsOver = true;
        }
    }
}
