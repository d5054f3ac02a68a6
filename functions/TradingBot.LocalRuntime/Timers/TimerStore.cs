using Npgsql;
using TradingBot.LocalRuntime.Database;

namespace TradingBot.LocalRuntime.Timers;

/// <summary>The timers' rows, and the lock that lets only one process run a timer; it goes with its connection.</summary>
internal sealed class TimerStore(NpgsqlDataSource source) : ITimerStatusReader
{
    public Task MigrateAsync(CancellationToken cancellationToken) =>
        DatabaseMigrations.ApplyAsync(source, typeof(TimerStore).Assembly, ".Timers.Migrations.", "embedded", "timer_migrations", cancellationToken);

    public async Task<IReadOnlyList<TimerStatus>> ReadAsync(CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(
            """
            SELECT name, schedule, next_at, last_started_at, last_finished_at, last_outcome, last_error
            FROM embedded.timers ORDER BY name
            """);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        List<TimerStatus> timers = [];
        while (await rows.ReadAsync(cancellationToken))
            timers.Add(await MapAsync(rows, cancellationToken));
        return timers;
    }

    /// <summary>
    /// The timer's row, made when missing. A changed schedule starts afresh, as does one told to: nothing of it is past due then.
    /// </summary>
    public async Task<TimerStatus> RegisterAsync(
        string name, TimerSchedule schedule, DateTimeOffset now, bool startAfresh, CancellationToken cancellationToken)
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
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        return await MapAsync(row, cancellationToken);
    }

    /// <summary>Null when another process runs this timer now. Disposing the lease frees it.</summary>
    public async Task<TimerLease?> TryLeaseAsync(string name, CancellationToken cancellationToken)
    {
        var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand("SELECT pg_try_advisory_lock(hashtextextended('timer ' || $1, 0))", connection);
        command.Parameters.Add(new NpgsqlParameter { Value = name });
        if (await command.ExecuteScalarAsync(cancellationToken) is true)
            return new TimerLease(name, connection);
        await connection.DisposeAsync();
        return null;
    }

    public async Task MarkStartedAsync(string name, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(
            "UPDATE embedded.timers SET last_started_at = $2, last_outcome = 'running', last_error = NULL WHERE name = $1");
        command.Parameters.Add(new NpgsqlParameter { Value = name });
        command.Parameters.Add(new NpgsqlParameter { Value = at });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task MarkFinishedAsync(string name, DateTimeOffset at, DateTimeOffset nextAt, string? error, CancellationToken cancellationToken)
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
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<TimerStatus> MapAsync(NpgsqlDataReader row, CancellationToken cancellationToken) => new()
    {
        Name = row.GetString(0),
        Schedule = row.GetString(1),
        NextAt = row.GetFieldValue<DateTimeOffset>(2),
        LastStartedAt = await row.IsDBNullAsync(3, cancellationToken) ? null : row.GetFieldValue<DateTimeOffset>(3),
        LastFinishedAt = await row.IsDBNullAsync(4, cancellationToken) ? null : row.GetFieldValue<DateTimeOffset>(4),
        LastOutcome = await row.IsDBNullAsync(5, cancellationToken) ? null : Enum.Parse<TimerOutcome>(row.GetString(5), ignoreCase: true),
        LastError = await row.IsDBNullAsync(6, cancellationToken) ? null : row.GetString(6),
    };
}
