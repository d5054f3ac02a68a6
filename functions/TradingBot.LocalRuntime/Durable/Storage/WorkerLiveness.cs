namespace TradingBot.LocalRuntime.Durable.Storage;

/// <summary>
/// A worker holds an advisory lock as long as its listening session lives. Where a lease's owner has no such lock its process is gone,
/// and a worker that starts need not wait for the lease to run out. A mistake is harmless: the fences refuse the commit of a worker whose
/// lease was taken.
/// </summary>
internal sealed class WorkerLiveness(DurableDatabase database, Guid owner)
{
    private readonly string _leases = $"""
        SELECT lease_owner FROM {database.Schema}.instances WHERE lease_until > now()
        UNION SELECT lease_owner FROM {database.Schema}.activities WHERE lease_until > now()
        """;

    private readonly string _probe = "SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0))";

    private readonly string _releaseInstances =
        $"UPDATE {database.Schema}.instances SET lease_until = '-infinity' WHERE lease_owner = ANY ($1) AND lease_until > now()";

    private readonly string _releaseActivities =
        $"UPDATE {database.Schema}.activities SET lease_until = '-infinity' WHERE lease_owner = ANY ($1) AND lease_until > now()";

    /// <summary>The name under which this worker's session holds its lock.</summary>
    public string LockName => LockOf(owner);

    /// <summary>Owners of standing leases without a living session.</summary>
    public async Task<IReadOnlySet<Guid>> FindDeadAsync(CancellationToken token)
    {
        var owners = await database.QueryAsync(
            batch => batch.Add(_leases),
            async (reader, token) =>
            {
                var found = new List<Guid>();
                while (await reader.ReadAsync(token)) found.Add(reader.GetGuid(0));
                return found;
            },
            token);
        var dead = new HashSet<Guid>();
        foreach (var other in owners.Where(other => other != owner))
        {
            var free = await database.QueryAsync(
                batch => batch.Add(_probe).Text(LockOf(other)),
                async (reader, token) => await reader.ReadAsync(token) && reader.GetBoolean(0),
                token);
            if (free) dead.Add(other);
        }

        return dead;
    }

    public Task ReleaseAsync(IReadOnlyCollection<Guid> owners, CancellationToken token) => database.ExecuteAsync(
        batch =>
        {
            batch.Add(_releaseInstances).Uuids(owners);
            batch.Add(_releaseActivities).Uuids(owners);
        },
        token);

    private string LockOf(Guid worker) => $"durable worker {database.Schema} {worker}";
}
