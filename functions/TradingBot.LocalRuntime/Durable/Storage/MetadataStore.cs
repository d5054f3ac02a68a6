using System.Globalization;
using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;
using Npgsql;

namespace TradingBot.LocalRuntime.Durable.Storage;

/// <summary>Reads instances for clients, one by id or pages in the order of creation.</summary>
internal sealed class MetadataStore(DurableDatabase database)
{
    private const string Columns = "instance_id, name, status, created_at, updated_at, failure, tags";
    private const string Payloads = ", input, output, custom_status";

    private readonly string _table = $"FROM {database.Schema}.instances";

    public Task<OrchestrationMetadata?> FindAsync(string instanceId, bool payloads, CancellationToken token) =>
        database.QueryAsync(
            batch => batch.Add($"SELECT {Columns}{(payloads ? Payloads : "")} {_table} WHERE instance_id = $1").Text(instanceId),
            async (reader, token) => await reader.ReadAsync(token) ? Read(reader, payloads) : null,
            token);

    public Task<Page<OrchestrationMetadata>> ListAsync(OrchestrationQuery query, CancellationToken token)
    {
        var (afterTime, afterId) = ParseToken(query.ContinuationToken);
        var sql = $"""
            SELECT {Columns}{(query.FetchInputsAndOutputs ? Payloads : "")} {_table}
            WHERE ($1 IS NULL OR created_at >= $1) AND ($2 IS NULL OR created_at <= $2) AND ($3 IS NULL OR status = ANY ($3))
              AND ($4 IS NULL OR starts_with(instance_id, $4)) AND ($5 IS NULL OR (created_at, instance_id) > ($5, $6))
            ORDER BY created_at, instance_id LIMIT $7
            """;
        return database.QueryAsync(
            batch => batch.Add(sql).Time(query.CreatedFrom).Time(query.CreatedTo).Statuses(query.Statuses).Text(query.InstanceIdPrefix)
                .Time(afterTime).Text(afterId).Int(query.PageSize + 1),
            async (reader, token) =>
            {
                var found = new List<OrchestrationMetadata>();
                while (await reader.ReadAsync(token)) found.Add(Read(reader, query.FetchInputsAndOutputs));
                if (found.Count <= query.PageSize) return new Page<OrchestrationMetadata>(found);
                found.RemoveAt(found.Count - 1);
                return new Page<OrchestrationMetadata>(found, Token(found[^1]));
            },
            token);
    }

    private static string Token(OrchestrationMetadata last) =>
        string.Create(CultureInfo.InvariantCulture, $"{last.CreatedAt.UtcTicks}|{last.InstanceId}");

    private static (DateTimeOffset? Time, string? Id) ParseToken(string? token)
    {
        if (token is null) return (null, null);
        var bar = token.IndexOf('|', StringComparison.Ordinal);
        if (bar < 0 || !long.TryParse(token.AsSpan(0, bar), NumberStyles.None, CultureInfo.InvariantCulture, out var ticks))
            throw new ArgumentException("This continuation token was not made by this client.", nameof(token));
        return (new DateTimeOffset(ticks, TimeSpan.Zero), token[(bar + 1)..]);
    }

    private static OrchestrationMetadata Read(NpgsqlDataReader reader, bool payloads)
    {
        string? TextAt(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
        var metadata = new OrchestrationMetadata(reader.GetString(1), reader.GetString(0))
        {
            RuntimeStatus = (OrchestrationRuntimeStatus)reader.GetInt16(2),
            CreatedAt = reader.GetFieldValue<DateTimeOffset>(3),
            LastUpdatedAt = reader.GetFieldValue<DateTimeOffset>(4),
            FailureDetails = TextAt(5) is { } failure ? JsonSerializer.Deserialize<TaskFailureDetails>(failure) : null,
            Tags = TextAt(6) is { } tags
                ? JsonSerializer.Deserialize<Dictionary<string, string>>(tags)!
                : new Dictionary<string, string>(StringComparer.Ordinal),
            DataConverter = payloads ? JsonDataConverter.Default : null,
            SerializedInput = payloads ? TextAt(7) : null,
            SerializedOutput = payloads ? TextAt(8) : null,
            SerializedCustomStatus = payloads ? TextAt(9) : null,
        };
        return metadata;
    }
}
