using System.Text.Json;

namespace TradingBot.Embedded.Durable;

/// <summary>Inputs, outputs, events and statuses as JSON: public fields too, names as written in C#.</summary>
internal static class DurablePayload
{
    private static readonly JsonSerializerOptions Options = new() { IncludeFields = true };

    public static string? Serialize(object? value) =>
        value is null ? null : JsonSerializer.Serialize(value, value.GetType(), Options);

    public static T? Deserialize<T>(string? payload) =>
        payload is null ? default : JsonSerializer.Deserialize<T>(payload, Options);

    public static object? Deserialize(string? payload, Type type) =>
        payload is null ? null : JsonSerializer.Deserialize(payload, type, Options);
}
