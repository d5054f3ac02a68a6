using Npgsql;
using TradingBot.LocalRuntime.Durable.Storage;
using TradingBot.TestKit;

namespace TradingBot.LocalRuntime.Tests.Durable;

public sealed class DatabaseFaultTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task Pool_without_a_free_connection_is_a_fault_that_passes()
    {
        await using var database = await postgres.CreateDatabaseAsync(TestContext.Current.CancellationToken);
        await using var source = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(database.ConnectionString) { MaxPoolSize = 1, Timeout = 1 });
        await using var held = await source.OpenConnectionAsync(TestContext.Current.CancellationToken);

        var fault = await Assert.ThrowsAnyAsync<Exception>(
            async () => await source.OpenConnectionAsync(TestContext.Current.CancellationToken));

        Assert.True(DatabaseFault.IsTransient(fault), fault.ToString());
        Assert.True(fault is NpgsqlException { IsTransient: true });
    }
}
