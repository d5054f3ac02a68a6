using System.Text.Json;
using Microsoft.DurableTask.Client;
using Npgsql;
using NpgsqlTypes;
using TradingBot.LocalRuntime.Durable.Orchestrations;

namespace TradingBot.LocalRuntime.Durable.Storage;

/// <summary>Finds instances with something to do, claims and loads them, and puts unfit ones aside.</summary>
internal sealed class InstanceStore(DurableDatabase database, Guid owner, TimeSpan lease)
{
    private const int MostMessages = 1000;

    // A lost lease costs time, never data, so that claiming needs no wait for the disk.
    private const string NoWaitForDisk = "SELECT set_config('synchronous_commit', 'off', true)";

    // The few due messages decide what is read: each looks its instance up by key. Left to itself the planner reads the whole table of
    // instances, nearly all of them finished. OFFSET 0 keeps it from doing so.
    private readonly string _find = $"""
        SELECT DISTINCT m.instance_id
        FROM {database.Schema}.messages m CROSS JOIN LATERAL (
            SELECT i.lease_until, i.lease_owner, i.parked_until
            FROM {database.Schema}.instances i WHERE i.instance_id = m.instance_id OFFSET 0) i
        WHERE m.visible_at <= $1 AND m.instance_id <> ALL ($3)
          AND (i.lease_until <= now() OR i.lease_owner = $2) AND (i.parked_until IS NULL OR i.parked_until <= $1)
        LIMIT $4
        """;

    private readonly string _nextDue = $"SELECT min(visible_at) FROM {database.Schema}.messages WHERE visible_at > $1";

    private readonly string _claim = $"""
        UPDATE {database.Schema}.instances SET lease_owner = $2, lease_until = now() + $3
        WHERE instance_id = (
            SELECT instance_id FROM {database.Schema}.instances
            WHERE instance_id = $1 AND (lease_until <= now() OR lease_owner = $2) FOR NO KEY UPDATE SKIP LOCKED)
        RETURNING execution_id, name, status, version, episodes, custom_status, traceparent,
            parent_instance_id, parent_execution_id, parent_name, parent_task_id, parked_attempts
        """;

    private readonly string _messages = $"""
        SELECT id, execution_id, content FROM {database.Schema}.messages
        WHERE instance_id = $1 AND visible_at <= $2 ORDER BY id LIMIT {MostMessages}
        """;

    private readonly string _history = $"""
        SELECT h.content FROM {database.Schema}.history h JOIN {database.Schema}.instances i USING (instance_id)
        WHERE h.instance_id = $1 AND i.version <> $2 ORDER BY h.episode
        """;

    private readonly string _park = $"""
        UPDATE {database.Schema}.instances SET parked_reason = $3, parked_until = $4, parked_attempts = parked_attempts + 1
        WHERE instance_id = $1 AND version = $2
        """;

    private readonly string _unparkAll = $"UPDATE {database.Schema}.instances SET parked_until = $1 WHERE parked_until > $1";

    private readonly string _dropMessages = $"DELETE FROM {database.Schema}.messages WHERE id = ANY ($1)";

    private readonly string _release = $"""
        UPDATE {database.Schema}.instances SET lease_until = '-infinity' WHERE lease_owner = $1 AND lease_until > now()
        """;

    private readonly string _notifyOwner = $"""
        SELECT pg_notify($2, $1) FROM {database.Schema}.instances WHERE instance_id = $1 AND status IN (0, 6, 7)
        """;

    /// <summary>The statement of <see cref="FindDueAsync"/>, for whoever asks the database how it would carry it out.</summary>
    internal string FindDueStatement => _find;

    /// <summary>Ids of instances with due messages that this worker may claim, and when the next message falls due.</summary>
    public Task<DueWork> FindDueAsync(DateTimeOffset now, IReadOnlyCollection<string> busy, int limit, CancellationToken token) =>
        database.QueryAsync(
            batch =>
            {
                batch.Add(_find).Time(now).Uuid(owner).Texts(busy).Int(limit);
                batch.Add(_nextDue).Time(now);
            },
            async (reader, token) =>
            {
                var ids = new List<string>();
                while (await reader.ReadAsync(token)) ids.Add(reader.GetString(0));
                await reader.NextResultAsync(token);
                await reader.ReadAsync(token);
                DateTimeOffset? next = await reader.IsDBNullAsync(0, token) ? null : reader.GetFieldValue<DateTimeOffset>(0);
                return new DueWork(ids, next);
            },
            token);

    /// <summary>Null when the instance isn't there or another worker holds it. History comes only when the version differs.</summary>
    public Task<LoadedInstance?> ClaimAsync(string instanceId, long knownVersion, DateTimeOffset now, CancellationToken token) =>
        database.QueryAsync(
            batch =>
            {
                batch.Add(NoWaitForDisk);
                batch.Add(_claim).Text(instanceId).Uuid(owner).Span(lease);
                batch.Add(_messages).Text(instanceId).Time(now);
                batch.Add(_history).Text(instanceId).Long(knownVersion);
            },
            async (reader, token) =>
            {
                await reader.NextResultAsync(token);
                if (!await reader.ReadAsync(token)) return null;
                var head = ReadHead(instanceId, reader);
                await reader.NextResultAsync(token);
                var messages = new List<StoredMessage>();
                while (await reader.ReadAsync(token)) messages.Add(ReadMessage(reader));
                await reader.NextResultAsync(token);
                var history = new List<Episode>();
                while (await reader.ReadAsync(token)) history.Add(Episode.FromJson(reader.GetString(0)));
                return new LoadedInstance(head, messages, history);
            },
            token);

    /// <summary>Notifies the worker that holds this instance's lease that there is something to do.</summary>
    public Task NotifyOwnerAsync(string instanceId, CancellationToken token) =>
        database.ExecuteAsync(batch => batch.Add(_notifyOwner).Text(instanceId).Text(database.Channel), token);

    public Task ParkAsync(string instanceId, long version, string reason, DateTimeOffset until, CancellationToken token) =>
        database.ExecuteAsync(batch => batch.Add(_park).Text(instanceId).Long(version).Text(reason).Time(until), token);

    /// <summary>New code may fit: everything parked is due again.</summary>
    public Task UnparkAllAsync(DateTimeOffset now, CancellationToken token) =>
        database.ExecuteAsync(batch => batch.Add(_unparkAll).Time(now), token);

    public Task DropMessagesAsync(IEnumerable<long> ids, CancellationToken token) =>
        database.ExecuteAsync(batch => batch.Add(_dropMessages).Array(ids, NpgsqlDbType.Bigint), token);

    public Task ReleaseAllAsync(CancellationToken token) =>
        database.ExecuteAsync(batch => batch.Add(_release).Uuid(owner), token);

    private static InstanceHead ReadHead(string instanceId, NpgsqlDataReader reader)
    {
        var parent = reader.IsDBNull(7)
            ? null
            : new ParentLink(reader.GetString(7), reader.GetGuid(8), reader.GetString(9), reader.GetInt32(10));
        return new InstanceHead(
            new OrchestrationIdentity(instanceId, reader.GetGuid(0), reader.GetString(1), parent),
            (OrchestrationRuntimeStatus)reader.GetInt16(2),
            reader.GetInt64(3),
            reader.GetInt32(4),
            reader.IsDBNull(5) ? null : reader.GetString(5),
            reader.IsDBNull(6) ? null : reader.GetString(6),
            reader.GetInt32(11));
    }

    private static StoredMessage ReadMessage(NpgsqlDataReader reader) => new(
        reader.GetInt64(0),
        reader.IsDBNull(1) ? null : reader.GetGuid(1),
        JsonSerializer.Deserialize<InboundEvent>(reader.GetString(2)) ?? throw new JsonException("A message is null."));
}
