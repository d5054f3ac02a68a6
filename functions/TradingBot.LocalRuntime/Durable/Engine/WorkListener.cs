using Microsoft.Extensions.Logging;
using Npgsql;
using TradingBot.LocalRuntime.Durable.Storage;

namespace TradingBot.LocalRuntime.Durable.Engine;

/// <summary>Hears from other processes, and from committed transactions, that an instance has work. What is missed, polling finds.</summary>
internal sealed class WorkListener(DurableDatabase database, WorkerLiveness liveness, Action<string> instanceHasWork, ILogger logger)
{
    private static readonly TimeSpan ProbeInterval = TimeSpan.FromSeconds(15);

    public async Task RunAsync(CancellationToken cancellation)
    {
        var failures = 0;
        while (true)
        {
            try
            {
                await using var connection = await database.Source.OpenConnectionAsync(cancellation);
                connection.Notification += (_, notice) => instanceHasWork(notice.Payload);
                await using (var listen = new NpgsqlCommand($"LISTEN {database.Channel}", connection))
                    await listen.ExecuteNonQueryAsync(cancellation);
                await ShowLifeAsync(connection, cancellation);
                failures = 0;
                while (true)
                {
                    if (!await connection.WaitAsync(ProbeInterval, cancellation)) await ShowLifeAsync(connection, cancellation);
                }
            }
            catch (Exception exception) when (!cancellation.IsCancellationRequested)
            {
                EngineLog.DatabaseUnreachable(logger, "listener", exception);
                await Pause.AfterFailureAsync(failures++, cancellation);
            }
        }
    }

    // Tries only: an earlier session of ours that the server hasn't buried yet may still hold the lock.
    private async Task ShowLifeAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var hold = new NpgsqlCommand("SELECT pg_try_advisory_lock(hashtextextended($1, 0))", connection);
        hold.Parameters.AddWithValue(liveness.LockName);
        await hold.ExecuteNonQueryAsync(cancellation);
    }
}
