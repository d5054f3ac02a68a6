using System.Text.Json.Nodes;

namespace TradingBot.PaperExchange;

/// <summary>What an endpoint says: a result, or a refusal.</summary>
internal abstract record Answer
{
    public static Answer Empty => new Ok([]);

    public static implicit operator Answer(Refusal refusal) => new Refused(refusal);

    public static implicit operator Answer(JsonObject result) => new Ok(result);

    public sealed record Ok(JsonObject Result) : Answer;

    public sealed record Refused(Refusal Refusal) : Answer;
}
