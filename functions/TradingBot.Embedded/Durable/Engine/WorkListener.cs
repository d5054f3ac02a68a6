using Microsoft.Extensions.Logging;
using Npgsql;
using TradingBot.Embedded.Durable.Storage;

namespace TradingBot.Embedded.Durable.Engine;

/// <summary>Hears from other processes, and from committed transactions, that an instance has work. What is missed, polling finds.</summary>
internal sealed class WorkListener(DurableDatabase database, Action<string> instanceHasWork, ILogger logger)
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
                failures = 0;
                while (true)
                {
                    if (await connection.WaitAsync(ProbeInterval, cancellation)) continue;
                    await using var probe = new NpgsqlCommand("SELECT 1", connection);
                    await probe.ExecuteNonQueryAsync(cancellation);
                }
            }
            catch (Exception exception) when (!cancellation.IsCancellationRequested)
            {
                EngineLog.DatabaseUnreachable(logger, "listener", exception);
                await Pause.AfterFailureAsync(failures++, cancellation);
            }
        }
    }
}
