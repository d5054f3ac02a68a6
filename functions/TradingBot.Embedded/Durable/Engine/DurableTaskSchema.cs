using System.Text.RegularExpressions;
using DbUp;
using DbUp.Engine.Output;
using DbUp.Postgresql;
using Npgsql;

namespace TradingBot.Embedded.Durable.Engine;

/// <summary>Brings the tables of the durable engine up to date; safe to call from several processes at once.</summary>
public static partial class DurableTaskSchema
{
    public const string DefaultName = "durable";

    private const string ScriptFolder = "TradingBot.Embedded.Durable.Migrations.";

    /// <exception cref="ArgumentException">The schema's name isn't a plain lower-case identifier.</exception>
    /// <exception cref="InvalidOperationException">A migration failed; the cause is inside.</exception>
    public static async Task MigrateAsync(NpgsqlDataSource dataSource, string schema = DefaultName, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        RequireValidName(schema);
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using (var guard = new NpgsqlCommand("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", connection, transaction))
        {
            guard.Parameters.AddWithValue("durable:" + schema);
            await guard.ExecuteNonQueryAsync(cancellationToken);
        }

        // DbUp works on its own connections while this one holds the lock.
        await using (var create = dataSource.CreateCommand($"CREATE SCHEMA IF NOT EXISTS {schema}"))
            await create.ExecuteNonQueryAsync(cancellationToken);
        await Task.Run(() => Upgrade(dataSource, schema), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    internal static void RequireValidName(string schema)
    {
        if (schema is null || !PlainIdentifier().IsMatch(schema))
            throw new ArgumentException($"'{schema}' is no plain lower-case schema name of at most 48 characters.", nameof(schema));
    }

    private static void Upgrade(NpgsqlDataSource dataSource, string schema)
    {
        var result = DeployChanges.To
            .PostgresqlDatabase(new PostgresqlConnectionManager(dataSource))
            .WithScriptsEmbeddedInAssembly(
                typeof(DurableTaskSchema).Assembly, name => name.StartsWith(ScriptFolder, StringComparison.Ordinal))
            .WithVariable("durable", schema)
            .JournalToPostgresqlTable(schema, "migrations")
            .WithTransactionPerScript()
            .LogTo(new NoOpUpgradeLog())
            .Build()
            .PerformUpgrade();
        if (!result.Successful)
            throw new InvalidOperationException($"The durable schema '{schema}' could not be migrated.", result.Error);
    }

    [GeneratedRegex("^[a-z_][a-z0-9_]{0,47}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PlainIdentifier();
}
