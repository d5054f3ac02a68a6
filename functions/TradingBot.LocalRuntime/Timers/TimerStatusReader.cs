using Npgsql;

namespace TradingBot.LocalRuntime.Timers;

/// <summary>Reads when each timer function runs next and how it last went, whichever process ran it.</summary>
public sealed class TimerStatusReader
{
    private readonly NpgsqlDataSource _source;

    internal TimerStatusReader(NpgsqlDataSource source) => _source = source;

    public async Task<IReadOnlyList<TimerStatus>> ReadAsync(CancellationToken token)
    {
        await using var command = _source.CreateCommand(
            """
            SELECT name, schedule, next_at, last_started_at, last_finished_at, last_outcome, last_error
            FROM embedded.timers ORDER BY name
            """);
        await using var rows = await command.ExecuteReaderAsync(token);
        List<TimerStatus> timers = [];
        while (await rows.ReadAsync(token))
            timers.Add(await MapAsync(rows, token));
        return timers;
    }

    internal static async Task<TimerStatus> MapAsync(NpgsqlDataReader row, CancellationToken token) => new()
    {
        Name = row.GetString(0),
        Schedule = row.GetString(1),
        NextAt = row.GetFieldValue<DateTimeOffset>(2),
        LastStartedAt = await row.IsDBNullAsync(3, token) ? null : row.GetFieldValue<DateTimeOffset>(3),
        LastFinishedAt = await row.IsDBNullAsync(4, token) ? null : row.GetFieldValue<DateTimeOffset>(4),
        LastOutcome = await row.IsDBNullAsync(5, token) ? null : Enum.Parse<TimerOutcome>(row.GetString(5), ignoreCase: true),
        LastError = await row.IsDBNullAsync(6, token) ? null : row.GetString(6),
    };
}
