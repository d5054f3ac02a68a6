using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace TradingBot.Functions.Webhooks;

/// <summary>
/// The answer to an alert that stands in the journal. Ignored are the fields that are not known, and in an exit those that cannot be
/// accepted and are not needed.
/// </summary>
/// <param name="EntryRefused">Why the alert may only close what is open, and opens nothing.</param>
public sealed record WebhookAnswer(
    Guid SignalId,
    [property: AllowedValues("accepted")] string Status,
    bool Duplicate,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Ignored,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? EntryRefused);
