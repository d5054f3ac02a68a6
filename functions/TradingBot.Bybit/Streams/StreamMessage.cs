using System.Text.Json;
using TradingBot.Bybit.Wire;

namespace TradingBot.Bybit.Streams;

/// <summary>
/// One frame of a stream: data under a topic, or an answer to something asked. Bybit's sockets spell their answers differently.
/// </summary>
internal sealed record StreamMessage
{
    public string? Topic { get; init; }

    public string? Type { get; init; }

    public string? Op { get; init; }

    public bool? Success { get; init; }

    public string? RetMsg { get; init; }

    public string? ReqId { get; init; }

    public JsonElement Data { get; init; }

    public long? Ts { get; init; }

    public long? CreationTime { get; init; }

    public bool IsData => Topic is not null;

    /// <summary>Answers to subscriptions on option sockets carry a type in place of the op.</summary>
    public bool Answers(string op) => Op == op || (op == "subscribe" && Type is "COMMAND_RESP");

    /// <exception cref="StreamBrokenException">
    /// The frame is not what a stream sends, so nothing on this connection can be trusted.
    /// </exception>
    public static StreamMessage Read(ReadOnlySpan<byte> frame)
    {
        try
        {
            return From(JsonSerializer.Deserialize(frame, BybitJson.Default.WireStreamFrame) ?? throw Unreadable());
        }
        catch (JsonException)
        {
            throw Unreadable();
        }
    }

    private static StreamMessage From(WireStreamFrame wire) => new()
    {
        Topic = wire.Topic,
        Type = wire.Type,
        Op = wire.Op,
        Success = wire.Success ?? (wire.RetCode is { } code ? code == 0 : null),
        RetMsg = wire.RetMsgOfPublic ?? wire.RetMsg,
        ReqId = wire.ReqIdOfPublic ?? wire.ReqId,
        Data = wire.Data,
        Ts = wire.Ts,
        CreationTime = wire.CreationTime,
    };

    private static StreamBrokenException Unreadable() => new("Bybit's stream sent a message that is not in its own format.");
}
