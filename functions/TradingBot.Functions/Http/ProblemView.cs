using System.Text.Json.Serialization;

namespace TradingBot.Functions.Http;

/// <summary>RFC 9457 problem details with a stable code.</summary>
public sealed record ProblemView(
    string Type,
    string Title,
    int Status,
    string? Detail,
    string Code,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, string[]>? Errors,
    string TraceId);
