using TradingBot.LocalRuntime.Durable.Storage;

namespace TradingBot.LocalRuntime.Durable.Engine;

/// <summary>Reads the state of the durable engine from its tables: of all processes that share the schema.</summary>
public sealed class DurableTaskHealthReader
{
    private readonly DurableDatabase _database;
    private readonly TimeProvider _time;
    private readonly string _counts;
    private readonly string _work;

    internal DurableTaskHealthReader(DurableDatabase database, TimeProvider time)
    {
        (_database, _time) = (database, time);
        _counts = $"""
            SELECT count(*) FILTER (WHERE status = 0), count(*) FILTER (WHERE status = 6), count(*) FILTER (WHERE status = 7),
                count(*) FILTER (WHERE parked_reason IS NOT NULL)
            FROM {database.Schema}.instances WHERE status IN (0, 6, 7)
            """;
        _work = $"""
            SELECT count(*), extract(epoch FROM max(age))::float8 FROM (
                SELECT least(now() - enqueued_at, $1 - visible_at) AS age FROM {database.Schema}.messages WHERE visible_at <= $1
                UNION ALL
                SELECT now() - scheduled_at FROM {database.Schema}.activities WHERE lease_until <= now()) work
            """;
    }

    public Task<DurableTaskHealth> ReadAsync(CancellationToken token) => _database.QueryAsync(
        batch =>
        {
            batch.Add(_counts);
            batch.Add(_work).Time(_time.GetUtcNow());
        },
        async (reader, token) =>
        {
            await reader.ReadAsync(token);
            var (running, pending, suspended, parked) = (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3));
            await reader.NextResultAsync(token);
            await reader.ReadAsync(token);
            TimeSpan? age = await reader.IsDBNullAsync(1, token) ? null : TimeSpan.FromSeconds(Math.Max(0, reader.GetDouble(1)));
            return new DurableTaskHealth(running, pending, suspended, reader.GetInt64(0), age, parked);
        },
        token);
}
