using Microsoft.Extensions.Logging;
using Npgsql;
using TradingBot.LocalRuntime.Durable.Storage;

namespace TradingBot.LocalRuntime.Durable.Engine;

/// <summary>
/// Hears from other processes, and from committed transactions, that an instance has work. What is missed, polling finds.
/// </summary>
internal sealed class WorkListener(DurableDatabase database, WorkerLiveness liveness, Action<string> instanceHasWork, ILogger logger)
{
    private static readonly TimeSpan ProbeInterval = TimeSpan.FromSeconds(15);

    public async Task RunAsync(CancellationToken token)
    {
        var failures = 0;
        while (true)
        {
            try
            {
                await using var connection = await database.Source.OpenConnectionAsync(token);
                connection.Notification += (_, notice) => instanceHasWork(notice.Payload);
                await using (var listen = new NpgsqlCommand($"LISTEN {database.Channel}", connection))
                    await listen.ExecuteNonQueryAsync(token);
                await HoldLivenessLockAsync(connection, token);
                failures = 0;
                while (true)
                {
                    if (!await connection.WaitAsync(ProbeInterval, token)) await HoldLivenessLockAsync(connection, token);
                }
            }
            catch (Exception exception) when (!token.IsCancellationRequested)
            {
                EngineLog.DatabaseUnreachable(logger, "listener", exception);
                await Pause.AfterFailureAsync(failures++, token);
            }
        }
    }

    // Tries only: an earlier session of this worker that the server has not closed yet may still hold the lock.
    private async Task HoldLivenessLockAsync(NpgsqlConnection connection, CancellationToken token)
    {
        await using var hold = new NpgsqlCommand("SELECT pg_try_advisory_lock(hashtextextended($1, 0))", connection);
        hold.Parameters.AddWithValue(liveness.LockName);
        await hold.ExecuteNonQueryAsync(token);
    }
}
