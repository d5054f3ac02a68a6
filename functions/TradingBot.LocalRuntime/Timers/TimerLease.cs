using Npgsql;

namespace TradingBot.LocalRuntime.Timers;

/// <summary>The right to run one timer, held by a database connection: it ends with the process, whatever ends that.</summary>
internal sealed class TimerLease(string name, NpgsqlConnection connection) : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        try
        {
            await using var command = new NpgsqlCommand("SELECT pg_advisory_unlock(hashtextextended('timer ' || $1, 0))", connection);
            command.Parameters.Add(new NpgsqlParameter { Value = name });
            await command.ExecuteNonQueryAsync();
        }
        catch (Exception lost) when (lost is NpgsqlException or InvalidOperationException)
        {
            // The connection is lost, and with it the lock.
        }
        finally
        {
            await connection.DisposeAsync();
        }
    }
}
