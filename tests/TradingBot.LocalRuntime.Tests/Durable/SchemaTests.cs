using TradingBot.LocalRuntime.Durable.Storage;
using TradingBot.TestKit;

namespace TradingBot.LocalRuntime.Tests.Durable;

public sealed class SchemaTests(PostgresFixture postgres) : DurableTests(postgres)
{
    [Fact]
    public async Task Migrations_started_at_once_by_many_run_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => DurableTaskSchema.MigrateAsync(Source, "shared", Token)));

        await using var tables = Source.CreateCommand(
            "SELECT string_agg(tablename, ',' ORDER BY tablename) FROM pg_tables WHERE schemaname = 'shared'");
        await using var scripts = Source.CreateCommand("SELECT count(*) FROM shared.migrations");
        Assert.Equal("activities,history,instances,messages,migrations", await tables.ExecuteScalarAsync(Token));
        Assert.Equal(2L, await scripts.ExecuteScalarAsync(Token));
    }

    [Fact]
    public void Scripts_keep_the_names_under_which_existing_databases_have_journalled_them() => Assert.Equal(
        [
            "TradingBot.Embedded.Durable.Migrations.0001_tables.sql",
            "TradingBot.Embedded.Durable.Migrations.0002_steps.sql",
            "TradingBot.Embedded.Timers.Migrations.0001_timers.sql",
        ],
        typeof(DurableTaskSchema).Assembly.GetManifestResourceNames().Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("")]
    [InlineData("Durable")]
    [InlineData("a; DROP SCHEMA public")]
    public async Task Schema_name_that_is_no_plain_identifier_is_refused(string schema) =>
        await Assert.ThrowsAsync<ArgumentException>(() => DurableTaskSchema.MigrateAsync(Source, schema, Token));
}
