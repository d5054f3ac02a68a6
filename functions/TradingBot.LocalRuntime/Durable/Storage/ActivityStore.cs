using System.Text.Json;
using NpgsqlTypes;
using TradingBot.LocalRuntime.Durable.Orchestrations;

namespace TradingBot.LocalRuntime.Durable.Storage;

/// <summary>Leases of activities, and results on their way to instances that another worker holds.</summary>
internal sealed class ActivityStore(DurableDatabase database, Guid owner, TimeSpan lease)
{
    private const string NoWaitForDisk = "SELECT set_config('synchronous_commit', 'off', true)";

    private readonly string _claim = $"""
        UPDATE {database.Schema}.activities a SET lease_owner = $1, lease_until = now() + $2, attempts = attempts + 1
        FROM (
            SELECT id FROM {database.Schema}.activities
            WHERE lease_until <= now() AND id <> ALL ($4)
            ORDER BY lease_until, scheduled_at LIMIT $3 FOR UPDATE SKIP LOCKED) free
        WHERE a.id = free.id
        RETURNING a.id, a.instance_id, a.execution_id, a.task_id, a.name, a.input, a.traceparent
        """;

    private readonly string _renew = $"""
        UPDATE {database.Schema}.activities SET lease_until = now() + $3 WHERE id = ANY ($1) AND lease_owner = $2 RETURNING id
        """;

    private readonly string _release = $"""
        UPDATE {database.Schema}.activities SET lease_until = '-infinity' WHERE id = ANY ($1) AND lease_owner = $2
        """;

    private readonly string _releaseAll = $"""
        UPDATE {database.Schema}.activities SET lease_until = '-infinity' WHERE lease_owner = $1 AND lease_until > now()
        """;

    private readonly string _held = $"SELECT id FROM {database.Schema}.activities WHERE id = ANY ($1) AND lease_owner = $2";

    private readonly string _finish = $"SELECT {database.Schema}.finish_activities($1, $2)";

    private readonly string _handOver = $"""
        INSERT INTO {database.Schema}.messages (instance_id, execution_id, visible_at, content)
        SELECT u.instance_id, u.execution_id, $4, u.content
        FROM unnest($1, $2, $3) u (instance_id, execution_id, content)
        JOIN {database.Schema}.instances i USING (instance_id, execution_id) WHERE i.status IN (0, 6, 7)
        """;

    public Task<IReadOnlyList<ActivityWork>> ClaimAsync(int limit, IReadOnlyCollection<Guid> held, CancellationToken token) =>
        database.QueryAsync<IReadOnlyList<ActivityWork>>(
            batch =>
            {
                batch.Add(NoWaitForDisk);
                batch.Add(_claim).Uuid(owner).Span(lease).Int(limit).Uuids(held);
            },
            async (reader, token) =>
            {
                var claimed = new List<ActivityWork>();
                await reader.NextResultAsync(token);
                while (await reader.ReadAsync(token))
                {
                    claimed.Add(new ActivityWork(
                        reader.GetGuid(0), reader.GetString(1), reader.GetGuid(2), reader.GetInt32(3), reader.GetString(4),
                        await reader.IsDBNullAsync(5, token) ? null : reader.GetString(5),
                        await reader.IsDBNullAsync(6, token) ? null : reader.GetString(6)));
                }

                return claimed;
            },
            token);

    /// <summary>The ids whose lease still stands; the others belong to somebody else, or are done.</summary>
    public Task<IReadOnlySet<Guid>> RenewAsync(IReadOnlyCollection<Guid> ids, CancellationToken token) =>
        database.QueryAsync<IReadOnlySet<Guid>>(
            batch =>
            {
                batch.Add(NoWaitForDisk);
                batch.Add(_renew).Uuids(ids).Uuid(owner).Span(lease);
            },
            async (reader, token) =>
            {
                await reader.NextResultAsync(token);
                var renewed = new HashSet<Guid>();
                while (await reader.ReadAsync(token)) renewed.Add(reader.GetGuid(0));
                return renewed;
            },
            token);

    public Task<IReadOnlySet<Guid>> HeldOfAsync(IReadOnlyCollection<Guid> ids, CancellationToken token) =>
        database.QueryAsync<IReadOnlySet<Guid>>(
            batch => batch.Add(_held).Uuids(ids).Uuid(owner),
            async (reader, token) =>
            {
                var held = new HashSet<Guid>();
                while (await reader.ReadAsync(token)) held.Add(reader.GetGuid(0));
                return held;
            },
            token);

    public Task ReleaseAsync(IReadOnlyCollection<Guid> ids, CancellationToken token) =>
        database.ExecuteAsync(batch => batch.Add(_release).Uuids(ids).Uuid(owner), token);

    public Task ReleaseAllAsync(CancellationToken token) =>
        database.ExecuteAsync(batch => batch.Add(_releaseAll).Uuid(owner), token);

    /// <summary>Turns results into messages; those of finished instances and earlier runs only come off the list.</summary>
    public Task HandOverAsync(IReadOnlyList<ActivityResult> results, DateTimeOffset now, bool notify, CancellationToken token) =>
        database.ExecuteAsync(
            batch =>
            {
                batch.Add(_finish).Uuids(results.Select(result => result.Work.Id)).Uuid(owner);
                batch.Add(_handOver)
                    .Texts(results.Select(result => result.Work.InstanceId))
                    .Uuids(results.Select(result => result.Work.ExecutionId))
                    .Array(results.Select(result => JsonSerializer.Serialize<InboundEvent>(result.Outcome)), NpgsqlDbType.Json)
                    .Time(now);
                if (notify) batch.Add("SELECT pg_notify($1, $2)").Text(database.Channel).Text(results[0].Work.InstanceId);
            },
            token);
}
