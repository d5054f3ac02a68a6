using System.Text.Json.Nodes;

namespace TradingBot.PaperExchange.Protocol;

/// <summary>What an endpoint says: a result, or a refusal.</summary>
internal abstract record Answer
{
    public static Answer Empty => new Ok([]);

    public static implicit operator Answer(Refusal refusal) => new Refused(refusal);

    public static implicit operator Answer(JsonObject result) => new Ok(result);

    /// <summary>A success; a batch tells beside it what became of each item.</summary>
    public sealed record Ok(JsonObject Result, JsonArray? Items = null) : Answer;

    public sealed record Refused(Refusal Refusal) : Answer;
}
