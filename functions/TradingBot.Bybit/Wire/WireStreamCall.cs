using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace TradingBot.Bybit.Wire;

/// <summary>What is asked of a socket. Arguments are topics, or key, expiry and signature.</summary>
internal sealed record WireStreamCall
{
    [JsonPropertyName("req_id")]
    public required string ReqId { get; init; }

    public required string Op { get; init; }

    public required JsonArray Args { get; init; }
}
