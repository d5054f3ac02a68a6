using Npgsql;
using TradingBot.LocalRuntime.Database;
using TradingBot.TestKit;

namespace TradingBot.LocalRuntime.Tests.Database;

public sealed class ConnectionBudgetTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Host=x", 40, 40)]
    [InlineData("Host=x;Maximum Pool Size=15", 40, 15)]
    [InlineData("Host=x;Maximum Pool Size=200;Minimum Pool Size=100", 40, 40)]
    [InlineData("Host=x;Pooling=false", 40, 40)]
    public void Pool_is_never_larger_than_the_budget(string given, int budget, int expected)
    {
        var connection = new NpgsqlConnectionStringBuilder(given);

        ConnectionBudget.ApplyTo(connection, budget);

        Assert.Equal((true, expected), (connection.Pooling, connection.MaxPoolSize));
        Assert.True(connection.MinPoolSize <= expected);
    }

    [Fact]
    public async Task Budget_must_leave_the_operator_his_share_of_the_server()
    {
        await using var source = await postgres.CreateDatabaseAsync(Token);
        await using var connection = await source.OpenConnectionAsync(Token);
        await using var ask = new NpgsqlCommand(
            "SELECT current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int", connection);
        var open = (int)(await ask.ExecuteScalarAsync(Token))!;

        await ConnectionBudget.EnsureFitsAsync(connection, open - ConnectionBudget.OperatorsShare, Token);
        var refusal = await Assert.ThrowsAsync<StartupException>(
            () => ConnectionBudget.EnsureFitsAsync(connection, open - ConnectionBudget.OperatorsShare + 1, Token));

        Assert.Contains($"set it to {open - ConnectionBudget.OperatorsShare} or less", refusal.Message, StringComparison.Ordinal);
    }
}
