namespace TradingBot.Architecture.Tests;

/// <summary>
/// Who is given a token hands it on: the analyzer (CA2016) sees where it is left out, and this where another one is put in its place. What
/// goes on although its caller gave up is listed here with its reason.
/// </summary>
public sealed class TokenTests
{
    private static readonly IReadOnlyDictionary<string, int> GoesOn = new Dictionary<string, int>(StringComparer.Ordinal)
    {
        // An order is not given up half way; nor is the key it is signed with.
        ["functions/TradingBot.Bybit/Http/BybitHttp.cs"] = 2,

        // One reading for many: it belongs to none of those who wait for it.
        ["functions/TradingBot.Bybit/Account/FeeRates.cs"] = 1,
        ["functions/TradingBot.Bybit/Market/InstrumentCatalog.cs"] = 2,
        ["functions/TradingBot.Bybit/Market/RiskTiers.cs"] = 1,
        ["functions/TradingBot.Infrastructure/KeyVault/VaultExchangeKeys.cs"] = 3,

        // What was done is written down, and what was taken is given back.
        ["functions/TradingBot.Infrastructure/Postgres/Connections/LedgerMigrations.cs"] = 1,
        ["functions/TradingBot.LocalRuntime/Database/DatabaseMigrations.cs"] = 1,
        ["functions/TradingBot.LocalRuntime/Timers/TimerLoop.cs"] = 1,
        ["functions/TradingBot.Trading/Notifications/NotificationDispatcher.cs"] = 1,
        ["functions/TradingBot.Functions/Webhooks/Webhook.cs"] = 1,

        // The end of a program waits for what it ends.
        ["functions/TradingBot.LocalRuntime/Durable/Engine/OrchestrationWorker.cs"] = 1,
        ["functions/TradingBot.PaperExchange/PaperExchangeHost.cs"] = 1,
        ["functions/TradingBot.PostgresHosting/EmbeddedPostgres.cs"] = 1,

        // The token is for the start on a thread only; what runs there has its own.
        ["functions/TradingBot.LocalRuntime/Hosting/SlowStep.cs"] = 1,
        ["functions/TradingBot.LocalRuntime/Timers/TimerWorker.cs"] = 1,

        // An orchestrator has no token: its timers end with it.
        ["functions/TradingBot.Functions/Orchestrations/RunTrade.cs"] = 2,
        ["functions/TradingBot.Functions/Orchestrations/TradeSignal.cs"] = 3,
    };

    [Fact]
    public void Nothing_goes_on_after_its_caller_gave_up_but_what_is_listed()
    {
        var found = SourceFile.Below("functions").Where(static file => CountIn(file) > 0)
            .Select(static file => $"{file}: {CountIn(file)}").Order(StringComparer.Ordinal);

        Assert.Equal(GoesOn.Select(static file => $"{file.Key}: {file.Value}").Order(StringComparer.Ordinal), found);
    }

    [Theory]
    [InlineData("await Work(CancellationToken.None);", 1)]
    [InlineData("await Work(default(CancellationToken), CancellationToken.None);", 2)]
    [InlineData("await Work(token: default);", 1)]
    [InlineData("await Work(token); // CancellationToken.None", 0)]
    public void Rule_counts_the_tokens_that_never_end(string code, int count) =>
        Assert.Equal(count, CountIn(new SourceFile("Some.cs", code)));

    private static int CountIn(SourceFile file) =>
        new[] { "CancellationToken.None", "default(CancellationToken)", "oken: default" }
            .Sum(word => file.Code.Split(word).Length - 1);
}
