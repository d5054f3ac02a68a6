using Npgsql;
using TradingBot.LocalRuntime.Database;
using TradingBot.TestKit;

namespace TradingBot.LocalRuntime.Tests.Database;

public sealed class DatabaseMigrationTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    /// <summary>Ends the session that holds the lock of the update as soon as a script makes a table, and then refuses that.</summary>
    private const string LosingTheLock = """
        create function public.lose_the_lock() returns event_trigger language plpgsql as $do$
        begin
            perform pg_terminate_backend(pid, 10000) from pg_locks
            where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database());
        end $do$;
        create function public.refuse() returns event_trigger language plpgsql as $do$ begin raise exception 'Refused.'; end $do$;
        create event trigger a_lose_the_lock on ddl_command_start when tag in ('CREATE TABLE') execute function public.lose_the_lock();
        create event trigger b_refuse on ddl_command_start when tag in ('CREATE TABLE') execute function public.refuse();
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The lock is gone with its session, which is no fault of the update and hides none.</summary>
    [Fact]
    public async Task Update_whose_lock_is_lost_on_the_way_tells_what_its_scripts_came_to()
    {
        var source = await postgres.CreateDatabaseAsync(Token);
        await ExecuteAsync(source, LosingTheLock);

        var fault = await Assert.ThrowsAsync<StartupException>(() => UpdateAsync(source));

        Assert.StartsWith("The database schema 'embedded' could not be brought up to date (script ", fault.Message, StringComparison.Ordinal);
        Assert.Contains("Refused.", fault.Message, StringComparison.Ordinal);
        await ExecuteAsync(source, "drop event trigger b_refuse");
        await UpdateAsync(source);

        await ExecuteAsync(source, "select from embedded.timers");
    }

    private static Task UpdateAsync(NpgsqlDataSource source) => DatabaseMigrations.ApplyAsync(
        source, typeof(DatabaseMigrations).Assembly, ".Timers.Migrations.", "embedded", "timer_migrations", Token);

    private static async Task ExecuteAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Token);
    }
}
