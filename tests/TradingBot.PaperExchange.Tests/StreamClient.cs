using System.Globalization;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TradingBot.PaperExchange.Tests;

/// <summary>A socket client written from the exchange's documents alone.</summary>
public sealed class StreamClient : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);
    private readonly ClientWebSocket _socket = new();
    private readonly byte[] _buffer = new byte[1 << 20];

    public static async Task<StreamClient> OpenAsync(Uri exchange, string path)
    {
        var client = new StreamClient();
        await client._socket.ConnectAsync(new Uri($"ws://{exchange.Authority}{path}"), TestContext.Current.CancellationToken);
        return client;
    }

    public static async Task<StreamClient> SignedInAsync(Uri exchange, string path, params string[] topics)
    {
        var client = await OpenAsync(exchange, path);
        var answer = await client.SignInAsync();
        Assert.True(answer["success"] is { } success ? (bool)success : (int)answer["retCode"]! == 0, answer.ToJsonString());
        if (topics.Length > 0)
            Assert.True((bool)(await client.AskAsync(new { op = "subscribe", args = topics }))["success"]!);
        return client;
    }

    public Task<JsonNode> SignInAsync(string secret = "paper", long expires = 4_000_000_000_000)
    {
        var text = expires.ToString(CultureInfo.InvariantCulture);
        var sign = Convert.ToHexStringLower(
            HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes("GET/realtime" + text)));
        return AskAsync(new { op = "auth", args = new object[] { "paper", expires, sign } });
    }

    public async Task<JsonNode> AskAsync(object message)
    {
        await SayAsync(message);
        return await HearAsync();
    }

    public async Task SayAsync(object message) =>
        await _socket.SendAsync(
            JsonSerializer.SerializeToUtf8Bytes(message).AsMemory(), WebSocketMessageType.Text, true,
            TestContext.Current.CancellationToken);

    /// <summary>The next message; fails when the other side says nothing or leaves.</summary>
    public async Task<JsonNode> HearAsync()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(_patience);
        var length = 0;
        while (true)
        {
            var part = await _socket.ReceiveAsync(_buffer.AsMemory(length), patience.Token);
            Assert.NotEqual(WebSocketMessageType.Close, part.MessageType);
            length += part.Count;
            if (part.EndOfMessage)
                return JsonNode.Parse(_buffer.AsSpan(0, length))!;
        }
    }

    /// <summary>The next message of a topic that satisfies the test; others are passed over.</summary>
    public async Task<JsonNode> HearAsync(string topic, Func<JsonNode, bool>? accept = null)
    {
        while (true)
        {
            var message = await HearAsync();
            if ((string?)message["topic"] == topic && (accept is null || accept(message)))
                return message;
        }
    }

    /// <summary>Reads until the other side has gone; the number of messages that still came.</summary>
    public async Task<int> UntilCutAsync()
    {
        for (var heard = 0; ; heard++)
        {
            try
            {
                await HearAsync();
            }
            catch (WebSocketException)
            {
                return heard;
            }
        }
    }

    public void Dispose() => _socket.Dispose();
}
