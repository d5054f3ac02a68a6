using System.Text.Json.Nodes;
using TradingBot.Core.Foundation;
using TradingBot.Core.Risk;
using TradingBot.Infrastructure.Postgres.Operations;
using TradingBot.Infrastructure.Postgres.Risk;

namespace TradingBot.Infrastructure.Tests.Postgres;

public sealed class PostgresSettingsTests(LedgerDatabase database) : IClassFixture<LedgerDatabase>
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task First_document_of_a_name_stands_even_when_two_race()
    {
        var store = new PostgresSettingsStore(database.Source);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8)
            .Select(i => store.AddOrGetAsync("race", new JsonObject { ["i"] = i }, Now, Token)));

        Assert.Single(answers.Select(static answer => (int)answer["i"]!).Distinct());
    }

    [Fact]
    public async Task Saved_document_replaces_the_one_before()
    {
        var store = new PostgresSettingsStore(database.Source);
        Assert.Null(await store.ReadAsync("replaced", Token));

        await store.SaveAsync("replaced", new JsonObject { ["v"] = 1 }, Now, Token);
        await store.SaveAsync("replaced", new JsonObject { ["v"] = 2 }, Now, Token);

        Assert.Equal(2, (int)(await store.ReadAsync("replaced", Token))!["v"]!);
    }

    [Fact]
    public async Task Limits_are_read_back_and_each_change_is_audited()
    {
        var store = new PostgresRiskLimitsStore(database.Source);
        Assert.Equal(new RiskLimits(), await store.ReadAsync(Token));
        var limits = new RiskLimits { MaxOpenTrades = 3, MaxHeatPercent = 2.5m };

        await store.SaveAsync(limits, "admin", Now, Token);

        Assert.Equal(limits, await store.ReadAsync(Token));
        var audit = await new PostgresAuditLog(database.Source).ListAsync(new PageRequest(), Token);
        var entry = Assert.Single(audit.Items);
        Assert.Equal(("admin", "risk.changed", "2.5"), (entry.Actor, entry.Action, (string?)entry.Detail!["maxHeatPercent"]));

        await store.SaveAsync(limits with { MaxOpenTrades = 4 }, "admin", Now.AddMinutes(1), Token);
        Assert.Equal(limits with { MaxOpenTrades = 4 }, await store.ReadAsync(Token));
    }
}
