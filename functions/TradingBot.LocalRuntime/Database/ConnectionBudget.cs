using Npgsql;

namespace TradingBot.LocalRuntime.Database;

/// <summary>
/// How many connections this process holds at most. Everything in it (ledger, engine, listener, timers, migrations) shares one pool, so the
/// pool's size is the bound; ten connections of the server stay for an operator, whatever the burst.
/// </summary>
internal static class ConnectionBudget
{
    public const int OperatorsShare = 10;

    // A server's own default, below which an embedded one need not go.
    private const int UsualServer = 100;
    private const int SuperusersShare = 3;

    /// <summary>What an embedded server must accept so that the budget and the operator's share fit.</summary>
    public static int ServerFor(int budget) => Math.Max(UsualServer, budget + OperatorsShare + SuperusersShare);

    /// <summary>A smaller pool in the connection string stands; one that is switched off would have no bound at all.</summary>
    public static void ApplyTo(NpgsqlConnectionStringBuilder connection, int budget)
    {
        connection.Pooling = true;
        connection.MaxPoolSize = Math.Min(connection.MaxPoolSize, budget);
        connection.MinPoolSize = Math.Min(connection.MinPoolSize, connection.MaxPoolSize);
    }

    /// <summary>Asks a server what it takes, before anything is made there.</summary>
    /// <exception cref="StartupException">The budget leaves the operator less than his share.</exception>
    public static async Task EnsureFitsAsync(NpgsqlConnection connection, int budget, CancellationToken token)
    {
        await using var ask = new NpgsqlCommand(
            """
            SELECT setting::int - (
                SELECT coalesce(sum(setting::int), 0) FROM pg_settings
                WHERE name IN ('superuser_reserved_connections', 'reserved_connections'))::int
            FROM pg_settings WHERE name = 'max_connections'
            """,
            connection);
        var open = (int)(await ask.ExecuteScalarAsync(token))!;
        if (budget + OperatorsShare > open)
        {
            throw new StartupException(
                $"Postgres:MaxConnections is {budget}, but the PostgreSQL server takes {open} connections " +
                $"and {OperatorsShare} of them stay for an operator: " +
                $"set it to {Math.Max(open - OperatorsShare, 0)} or less, or raise the server's max_connections.");
        }
    }
}
