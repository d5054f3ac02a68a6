using Microsoft.Azure.Functions.Worker;
using Npgsql;

namespace TradingBot.CrashHost;

/// <summary>A timer function that runs every second and writes down which tick it ran for.</summary>
public sealed class TickFunction(NpgsqlDataSource source, TickWorker worker)
{
    [Function("Tick")]
    public async Task RunAsync([TimerTrigger("* * * * * *")] TimerInfo timer, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(timer);
        await using var insert = source.CreateCommand("INSERT INTO ticks (before, worker) VALUES ($1, $2)");
        // The tick that follows tells which one this is.
        insert.Parameters.AddWithValue(timer.ScheduleStatus!.Next);
        insert.Parameters.AddWithValue(worker.Name);
        await insert.ExecuteNonQueryAsync(token);
    }
}
