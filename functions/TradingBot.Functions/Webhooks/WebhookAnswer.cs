using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace TradingBot.Functions.Webhooks;

/// <summary>
/// The answer to an alert that stands in the journal. Nothing of the message itself is echoed but the names of fields we do not know.
/// </summary>
public sealed record WebhookAnswer(
    Guid SignalId,
    [property: AllowedValues("accepted")] string Status,
    bool Duplicate,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Ignored);
