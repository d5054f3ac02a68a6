using Npgsql;
using TradingBot.TestKit;

namespace TradingBot.Infra.Tests;

/// <summary>
/// Plays infra/postgres/roles.sql the way Azure does: by an administrator who is no superuser. All in one transaction, undone at the end.
/// </summary>
public sealed class LedgerRolesTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Bot_owns_the_tables_and_api_changes_rows_only()
    {
        await using var database = await postgres.CreateDatabaseAsync(Token);
        await using var connection = await database.OpenConnectionAsync(Token);
        await using var transaction = await connection.BeginTransactionAsync(Token);
        var script = await File.ReadAllTextAsync(RepositoryRoot.At("infra", "postgres", "roles.sql"), Token);

        await RunAsync(connection, $"""
            create role the_admin createrole;
            create role the_bot;
            create role the_api;
            alter database "{connection.Database}" owner to the_admin;
            set session authorization the_admin;
            """);
        await RunAsync(connection, script.Replace(":\"bot\"", "the_bot", StringComparison.Ordinal)
            .Replace(":\"api\"", "the_api", StringComparison.Ordinal));

        await RunAsync(connection, """
            set session authorization the_bot;
            set role tradingbot_owner;
            create schema if not exists trading;
            create table trading.halt (id bigint generated always as identity primary key, reason text);
            """);

        await RunAsync(connection, """
            set session authorization the_api;
            insert into trading.halt (reason) values ('manual');
            update trading.halt set reason = 'resumed';
            select * from trading.halt;
            """);
        await RefusedAsync(connection, "delete from trading.halt");
        await RefusedAsync(connection, "alter table trading.halt add more text");
        await RefusedAsync(connection, "drop table trading.halt");
        await RefusedAsync(connection, "create table trading.mine (id int)");
        await RefusedAsync(connection, "set role tradingbot_owner");
    }

    private static async Task RefusedAsync(NpgsqlConnection connection, string sql)
    {
        await RunAsync(connection, "savepoint before");
        var refusal = await Assert.ThrowsAsync<PostgresException>(() => RunAsync(connection, sql));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refusal.SqlState);
        await RunAsync(connection, "rollback to savepoint before");
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Token);
    }
}
