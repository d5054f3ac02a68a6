using System.Text.Json.Nodes;
using TradingBot.Core.Foundation;
using TradingBot.Infrastructure.Postgres.Operations;

namespace TradingBot.Infrastructure.Tests.Postgres;

public sealed class PostgresAuditLogTests(LedgerDatabase database) : IClassFixture<LedgerDatabase>, IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly PostgresAuditLog _audit = new(database.Source);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await database.ExecuteAsync("truncate trading.audit");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Audit_rows_come_back_with_their_detail()
    {
        await _audit.WriteAsync("admin", "strategy.saved", "trend", new JsonObject { ["state"] = "active" }, Now, Token);

        var entry = Assert.Single((await _audit.ListAsync(new PageRequest(), Token)).Items);

        Assert.Equal(("admin", "strategy.saved", "trend", Now), (entry.Actor, entry.Action, entry.Target, entry.At));
        Assert.Equal("active", (string?)entry.Detail!["state"]);
    }
}
