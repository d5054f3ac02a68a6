using System.Text.RegularExpressions;
using Npgsql;
using TradingBot.LocalRuntime.Database;

namespace TradingBot.LocalRuntime.Durable.Storage;

/// <summary>Brings the tables of the durable engine up to date; safe to call from several processes at once.</summary>
public static partial class DurableTaskSchema
{
    public const string DefaultName = "durable";

    /// <exception cref="ArgumentException">The schema's name isn't a plain lower-case identifier.</exception>
    /// <exception cref="StartupException">A migration failed.</exception>
    public static Task MigrateAsync(NpgsqlDataSource dataSource, string schema = DefaultName, CancellationToken token = default)
    {
        RequireValidName(schema);
        return DatabaseMigrations.ApplyAsync(
            dataSource, typeof(DurableTaskSchema).Assembly, ".Durable.Migrations.", schema, "migrations", token, schemaVariable: "durable");
    }

    internal static void RequireValidName(string schema)
    {
        if (schema is null || !PlainIdentifier().IsMatch(schema))
            throw new ArgumentException($"'{schema}' is no plain lower-case schema name of at most 48 characters.", nameof(schema));
    }

    [GeneratedRegex("^[a-z_][a-z0-9_]{0,47}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PlainIdentifier();
}
