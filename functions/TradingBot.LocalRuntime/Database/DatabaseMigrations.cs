using System.Reflection;
using DbUp;
using DbUp.Engine;
using DbUp.Postgresql;
using Npgsql;

namespace TradingBot.LocalRuntime.Database;

/// <summary>Runs numbered SQL scripts once each, in order, one process at a time.</summary>
public static class DatabaseMigrations
{
    /// <summary>
    /// Applies the scripts embedded in <paramref name="assembly"/> whose resource names contain <paramref name="folder"/>
    /// (such as <c>.Timers.Migrations.</c>) and end in <c>.sql</c>, in the order of their names. What was applied is kept in
    /// <c>{schema}.{journal}</c>; the schema is made when missing. A script that fails is a <see cref="StartupException"/>. With
    /// <paramref name="schemaVariable"/> the scripts write <c>$name$</c> for the schema.
    /// </summary>
    public static async Task ApplyAsync(
        NpgsqlDataSource source,
        Assembly assembly,
        string folder,
        string schema,
        string journal,
        CancellationToken token,
        string? schemaVariable = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        await using var connection = await source.OpenConnectionAsync(token);
        await ExecuteAsync(connection, "SELECT pg_advisory_lock(hashtextextended($1, 0))", $"migrations of {schema}", token);
        try
        {
            await using (var create = new NpgsqlCommand($"CREATE SCHEMA IF NOT EXISTS {schema}", connection))
                await create.ExecuteNonQueryAsync(token);
            var scripts = DeployChanges.To
                .PostgresqlDatabase(new PostgresqlConnectionManager(source))
                .WithScriptsEmbeddedInAssembly(
                    assembly, name => name.Contains(folder, StringComparison.Ordinal) && name.EndsWith(".sql", StringComparison.Ordinal))
                .JournalToPostgresqlTable(schema, journal)
                .WithTransactionPerScript()
                .LogToNowhere();
            var engine = schemaVariable is null ? scripts.WithVariablesDisabled() : scripts.WithVariable(schemaVariable, schema);
            var result = await Task.Run(engine.Build().PerformUpgrade, token);
            if (!result.Successful)
                throw Failed(schema, result);
        }
        finally
        {
            await UnlockAsync(connection, $"migrations of {schema}");
        }
    }

    private static async Task UnlockAsync(NpgsqlConnection connection, string name)
    {
        try
        {
            await ExecuteAsync(connection, "SELECT pg_advisory_unlock(hashtextextended($1, 0))", name, CancellationToken.None);
        }
        catch (Exception lost) when (lost is NpgsqlException or InvalidOperationException)
        {
            // The connection is lost, and with it the lock; what the scripts came to is told, and not this.
        }
    }

    private static StartupException Failed(string schema, DatabaseUpgradeResult result) =>
        new(
            $"The database schema '{schema}' could not be brought up to date (script {result.ErrorScript?.Name}: {result.Error.Message}): "
            + "restore or correct the database.",
            result.Error);

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, string name, CancellationToken token)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 300 };
        command.Parameters.Add(new NpgsqlParameter { Value = name });
        await command.ExecuteNonQueryAsync(token);
    }
}
