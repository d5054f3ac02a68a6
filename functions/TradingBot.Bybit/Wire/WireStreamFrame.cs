using System.Text.Json;
using System.Text.Json.Serialization;

namespace TradingBot.Bybit.Wire;

/// <summary>Everything any of Bybit's sockets puts around its messages.</summary>
internal sealed record WireStreamFrame
{
    public string? Topic { get; init; }

    public string? Type { get; init; }

    public string? Op { get; init; }

    public bool? Success { get; init; }

    public long? RetCode { get; init; }

    public string? RetMsg { get; init; }

    [JsonPropertyName("ret_msg")]
    public string? RetMsgOfPublic { get; init; }

    public string? ReqId { get; init; }

    [JsonPropertyName("req_id")]
    public string? ReqIdOfPublic { get; init; }

    public JsonElement Data { get; init; }

    public long? Ts { get; init; }

    public long? CreationTime { get; init; }
}
