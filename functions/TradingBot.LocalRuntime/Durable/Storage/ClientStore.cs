using System.Text.Json;
using Microsoft.DurableTask.Client;
using Npgsql;
using NpgsqlTypes;
using TradingBot.LocalRuntime.Durable.Orchestrations;
using static TradingBot.LocalRuntime.Durable.Orchestrations.InboundEvent;

namespace TradingBot.LocalRuntime.Durable.Storage;

/// <summary>What clients write: new instances and messages to existing ones; and what they purge.</summary>
internal sealed class ClientStore(DurableDatabase database)
{
    private readonly string _start = $"""
        SELECT {database.Schema}.start_instance(
            $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, NULL::text, NULL::uuid, NULL::text, NULL::integer)
        """;

    private readonly string _send = $"""
        INSERT INTO {database.Schema}.messages (instance_id, visible_at, content)
        SELECT instance_id, $2, $3 FROM {database.Schema}.instances WHERE instance_id = $1 AND status IN (0, 6, 7)
        """;

    private readonly string _purge = $"""
        WITH RECURSIVE doomed (instance_id) AS (
            SELECT instance_id FROM {database.Schema}.instances WHERE instance_id = ANY ($1) AND status IN (1, 3, 5)
            UNION
            SELECT c.instance_id FROM {database.Schema}.instances c JOIN doomed d ON c.parent_instance_id = d.instance_id
            WHERE $2 AND c.status IN (1, 3, 5))
        DELETE FROM {database.Schema}.instances i USING doomed d WHERE i.instance_id = d.instance_id AND i.status IN (1, 3, 5)
        """;

    private readonly string _finished = $"""
        SELECT instance_id FROM {database.Schema}.instances
        WHERE status IN (1, 3, 5) AND ($1 IS NULL OR created_at >= $1) AND ($2 IS NULL OR created_at <= $2)
          AND ($3 IS NULL OR status = ANY ($3))
        ORDER BY created_at LIMIT $4
        """;

    /// <summary>False: the id is taken by an instance whose status refuses the start.</summary>
    public async Task<bool> StartAsync(NewInstance start, bool notify, NpgsqlTransaction? transaction, CancellationToken token)
    {
        await using var own = transaction is null ? await database.Source.OpenConnectionAsync(token) : null;
        await using var batch = (transaction?.Connection ?? own)!.CreateBatch();
        batch.Transaction = transaction;
        batch.Add(_start)
            .Text(start.InstanceId).Uuid(Guid.CreateVersion7()).Text(start.Name).Text(start.Input)
            .Json(start.Tags is { Count: > 0 } tags ? JsonSerializer.Serialize(tags) : null)
            .Text(start.TraceParent).Time(start.Now).Time(start.VisibleAt)
            .Json(JsonSerializer.Serialize<InboundEvent>(new OrchestrationStarted(start.Input)))
            .Array(start.Refuse.Select(status => (short)status), NpgsqlDbType.Smallint);
        if (notify) batch.Add("SELECT pg_notify($1, $2)").Text(database.Channel).Text(start.InstanceId);
        await batch.PrepareAsync(token);
        return (bool)(await batch.ExecuteScalarAsync(token))!;
    }

    /// <summary>To an unknown or finished instance nothing is sent.</summary>
    public Task SendAsync(string instanceId, InboundEvent content, DateTimeOffset now, bool notify, CancellationToken token) =>
        database.ExecuteAsync(
            batch =>
            {
                batch.Add(_send).Text(instanceId).Time(now).Json(JsonSerializer.Serialize(content));
                if (notify) batch.Add("SELECT pg_notify($1, $2)").Text(database.Channel).Text(instanceId);
            },
            token);

    public async Task<int> PurgeAsync(IReadOnlyCollection<string> instanceIds, bool recursive, CancellationToken token)
    {
        await using var connection = await database.Source.OpenConnectionAsync(token);
        await using var batch = connection.CreateBatch();
        batch.Add(_purge).Texts(instanceIds).Flag(recursive);
        return await batch.ExecuteNonQueryAsync(token);
    }

    public Task<IReadOnlyList<string>> FinishedAsync(PurgeInstancesFilter filter, int limit, CancellationToken token) =>
        database.QueryAsync<IReadOnlyList<string>>(
            batch => batch.Add(_finished).Time(filter.CreatedFrom).Time(filter.CreatedTo).Statuses(filter.Statuses).Int(limit),
            async (reader, token) =>
            {
                var ids = new List<string>();
                while (await reader.ReadAsync(token)) ids.Add(reader.GetString(0));
                return ids;
            },
            token);
}
