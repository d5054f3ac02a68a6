using DbUp;
using DbUp.Engine.Output;
using DbUp.Postgresql;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace TradingBot.Infrastructure.Postgres.Connections;

/// <summary>Brings the schema <c>trading</c> up to date: numbered scripts, each run once, one process at a time.</summary>
public static partial class LedgerMigrations
{
    // Any fixed number no other program uses on the database: the bytes of "TBLEDGER".
    private const long LockKey = 0x54424C4544474552;

    /// <exception cref="InvalidOperationException">A script failed; the database is as it was before that script.</exception>
    public static async Task ApplyAsync(NpgsqlDataSource dataSource, ILogger logger, CancellationToken token)
    {
        await using var connection = await dataSource.OpenConnectionAsync(token);
        await ExecuteAsync(connection, $"select pg_advisory_lock({LockKey})", token);
        try
        {
            await ExecuteAsync(connection, "create schema if not exists trading", token);
            var result = DeployChanges.To
                .PostgresqlDatabase(new PostgresqlConnectionManager(dataSource))
                .WithScriptsEmbeddedInAssembly(
                    typeof(LedgerMigrations).Assembly, static name => name.EndsWith(".sql", StringComparison.Ordinal))
                .JournalToPostgresqlTable("trading", "schema_versions")
                .WithTransactionPerScript()
                .LogTo(new NoOpUpgradeLog())
                .Build()
                .PerformUpgrade();
            if (!result.Successful)
                throw new InvalidOperationException($"The ledger's database could not be brought up to date: {result.ErrorScript?.Name}: {result.Error.Message}", result.Error);
            foreach (var script in result.Scripts)
                LogApplied(logger, script.Name);
        }
        finally
        {
            await UnlockAsync(connection);
        }
    }

    private static async Task UnlockAsync(NpgsqlConnection connection)
    {
        try
        {
            await ExecuteAsync(connection, $"select pg_advisory_unlock({LockKey})", CancellationToken.None);
        }
        catch (Exception lost) when (lost is NpgsqlException or InvalidOperationException)
        {
            // The connection is lost, and with it the lock; what the scripts came to is told, and not this.
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken token)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(token);
    }

    [LoggerMessage(EventId = 2001, Level = LogLevel.Information, Message = "Ledger migration {Script} applied")]
    private static partial void LogApplied(ILogger logger, string script);
}
