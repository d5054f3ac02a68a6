using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.DurableTask.Client;
using Npgsql;

namespace TradingBot.TestKit.Histories;

/// <summary>
/// What the last run of one orchestration did, step by step as stored, and the status it was left in. Kept as a JSON file.
/// </summary>
public sealed record RecordedHistory
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Converters = { new JsonStringEnumConverter() } };

    public required string Orchestrator { get; init; }

    public required string InstanceId { get; init; }

    public required OrchestrationRuntimeStatus Status { get; init; }

    public required IReadOnlyList<JsonElement> Steps { get; init; }

    /// <summary>Reads an instance from the tables of a durable schema.</summary>
    /// <exception cref="InvalidOperationException">There is no such instance.</exception>
    public static async Task<RecordedHistory> RecordAsync(
        NpgsqlDataSource source, string schema, string instanceId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        await using var command = source.CreateCommand($"""
            SELECT i.name, i.status, array(SELECT h.content::text FROM {schema}.history h WHERE h.instance_id = i.instance_id ORDER BY h.episode)
            FROM {schema}.instances i WHERE i.instance_id = $1
            """);
        command.Parameters.AddWithValue(instanceId);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        if (!await row.ReadAsync(cancellationToken)) throw new InvalidOperationException($"There is no instance '{instanceId}'.");
        return new RecordedHistory
        {
            Orchestrator = row.GetString(0),
            InstanceId = instanceId,
            Status = (OrchestrationRuntimeStatus)row.GetInt16(1),
            Steps = [.. row.GetFieldValue<string[]>(2).Select(WithoutStacks)],
        };
    }

    public string ToJson() => JsonSerializer.Serialize(this, Readable) + "\n";

    public static RecordedHistory FromJson(string json) =>
        JsonSerializer.Deserialize<RecordedHistory>(json, Readable) ?? throw new JsonException("A recorded history is null.");

    // Stacks tell of the machine that recorded, and no replay reads them.
    private static JsonElement WithoutStacks(string step)
    {
        var content = JsonNode.Parse(step)!;
        foreach (var failure in content["Inbound"]!.AsArray().Select(inbound => inbound!["Failure"]).OfType<JsonObject>())
            failure["StackTrace"] = null;
        return content.Deserialize<JsonElement>();
    }
}
