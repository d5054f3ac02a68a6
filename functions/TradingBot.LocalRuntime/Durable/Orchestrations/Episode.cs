using System.Text.Json;

namespace TradingBot.LocalRuntime.Durable.Orchestrations;

/// <summary>One committed step of an instance: what came in, and the calls the code then made. A history is a list of these.</summary>
internal sealed record Episode(DateTime At, IReadOnlyList<InboundEvent> Inbound, IReadOnlyList<OutboundAction> Actions)
{
    public string ToJson() => JsonSerializer.Serialize(this);

    public static Episode FromJson(string json) =>
        JsonSerializer.Deserialize<Episode>(json) ?? throw new JsonException("An episode of a history is null.");
}
