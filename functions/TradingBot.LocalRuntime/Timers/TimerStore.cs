using Npgsql;
using TradingBot.LocalRuntime.Database;

namespace TradingBot.LocalRuntime.Timers;

/// <summary>The timers' rows, and the lock that lets only one process run a timer; it goes with its connection.</summary>
internal sealed class TimerStore(NpgsqlDataSource source)
{
    public Task MigrateAsync(CancellationToken token) =>
        DatabaseMigrations.ApplyAsync(source, typeof(TimerStore).Assembly, ".Timers.Migrations.", "embedded", "timer_migrations", token);

    /// <summary>
    /// The timer's row, made when missing. With a changed schedule, or on request, the next occurrence is computed anew: nothing is past
    /// due then.
    /// </summary>
    public async Task<TimerStatus> RegisterAsync(
        string name, TimerSchedule schedule, DateTimeOffset now, bool startAfresh, CancellationToken token)
    {
        await using var command = source.CreateCommand(
            """
            INSERT INTO embedded.timers AS t (name, schedule, next_at) VALUES ($1, $2, $3)
            ON CONFLICT (name) DO UPDATE SET
                next_at = CASE WHEN t.schedule = excluded.schedule AND NOT $4 THEN t.next_at ELSE excluded.next_at END,
                schedule = excluded.schedule
            RETURNING name, schedule, next_at, last_started_at, last_finished_at, last_outcome, last_error
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = name });
        command.Parameters.Add(new NpgsqlParameter { Value = schedule.Text });
        command.Parameters.Add(new NpgsqlParameter { Value = schedule.After(now) });
        command.Parameters.Add(new NpgsqlParameter { Value = startAfresh });
        await using var row = await command.ExecuteReaderAsync(token);
        await row.ReadAsync(token);
        return await TimerStatusReader.MapAsync(row, token);
    }

    /// <summary>Null when another process runs this timer now. Disposing the lease frees it.</summary>
    public async Task<TimerLease?> TryLeaseAsync(string name, CancellationToken token)
    {
        var connection = await source.OpenConnectionAsync(token);
        await using var command = new NpgsqlCommand("SELECT pg_try_advisory_lock(hashtextextended('timer ' || $1, 0))", connection);
        command.Parameters.Add(new NpgsqlParameter { Value = name });
        if (await command.ExecuteScalarAsync(token) is true)
            return new TimerLease(name, connection);
        await connection.DisposeAsync();
        return null;
    }

    public async Task MarkStartedAsync(string name, DateTimeOffset at, CancellationToken token)
    {
        await using var command = source.CreateCommand(
            "UPDATE embedded.timers SET last_started_at = $2, last_outcome = 'running', last_error = NULL WHERE name = $1");
        command.Parameters.Add(new NpgsqlParameter { Value = name });
        command.Parameters.Add(new NpgsqlParameter { Value = at });
        await command.ExecuteNonQueryAsync(token);
    }

    public async Task MarkFinishedAsync(string name, DateTimeOffset at, DateTimeOffset nextAt, string? error, CancellationToken token)
    {
        await using var command = source.CreateCommand(
            """
            UPDATE embedded.timers SET last_finished_at = $2, next_at = $3, last_error = $4,
                last_outcome = CASE WHEN $4 IS NULL THEN 'succeeded' ELSE 'failed' END
            WHERE name = $1
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = name });
        command.Parameters.Add(new NpgsqlParameter { Value = at });
        command.Parameters.Add(new NpgsqlParameter { Value = nextAt });
        command.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = error });
        await command.ExecuteNonQueryAsync(token);
    }
}
