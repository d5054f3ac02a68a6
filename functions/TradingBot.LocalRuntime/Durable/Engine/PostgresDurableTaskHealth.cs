using TradingBot.LocalRuntime.Durable.Storage;

namespace TradingBot.LocalRuntime.Durable.Engine;

internal sealed class PostgresDurableTaskHealth(DurableDatabase database, TimeProvider time) : IDurableTaskHealth
{
    private readonly string _counts = $"""
        SELECT count(*) FILTER (WHERE status = 0), count(*) FILTER (WHERE status = 6), count(*) FILTER (WHERE status = 7),
            count(*) FILTER (WHERE parked_reason IS NOT NULL)
        FROM {database.Schema}.instances WHERE status IN (0, 6, 7)
        """;

    private readonly string _work = $"""
        SELECT count(*), extract(epoch FROM max(age))::float8 FROM (
            SELECT least(now() - enqueued_at, $1 - visible_at) AS age FROM {database.Schema}.messages WHERE visible_at <= $1
            UNION ALL
            SELECT now() - scheduled_at FROM {database.Schema}.activities WHERE lease_until <= now()) work
        """;

    public Task<DurableTaskHealth> ReadAsync(CancellationToken token) => database.QueryAsync(
        batch =>
        {
            batch.Add(_counts);
            batch.Add(_work).Time(time.GetUtcNow());
        },
        async (reader, cancellation) =>
        {
            await reader.ReadAsync(cancellation);
            var (running, pending, suspended, parked) = (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3));
            await reader.NextResultAsync(cancellation);
            await reader.ReadAsync(cancellation);
            TimeSpan? age = await reader.IsDBNullAsync(1, cancellation) ? null : TimeSpan.FromSeconds(Math.Max(0, reader.GetDouble(1)));
            return new DurableTaskHealth(running, pending, suspended, reader.GetInt64(0), age, parked);
        },
        token);
}
