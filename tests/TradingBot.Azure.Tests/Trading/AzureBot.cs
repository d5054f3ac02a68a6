using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using TradingBot.Azure.Tests.Hosting;
using TradingBot.Azure.Tests.Publishing;
using TradingBot.PaperExchange;
using TradingBot.PaperExchange.Settings;

[assembly: AssemblyFixture(typeof(PostgresFixture))]

namespace TradingBot.Azure.Tests.Trading;

/// <summary>The Azure program trading: a database and a paper exchange of its own, whose prices stand still.</summary>
internal sealed class AzureBot : IAsyncDisposable
{
    private readonly PaperExchangeHost _paper;

    private AzureBot(PaperExchangeHost paper, FunctionsHost host, string token, NpgsqlDataSource ledger)
    {
        (_paper, Host, Token, Ledger) = (paper, host, token, ledger);
        Api = new BotClient(host.Address, token);
        Exchange = new PaperExchangeClient(paper.BaseUrl);
    }

    public FunctionsHost Host { get; }

    /// <summary>The owner's automation token.</summary>
    public string Token { get; }

    public BotClient Api { get; }

    public PaperExchangeClient Exchange { get; }

    public Uri ExchangeAddress => _paper.BaseUrl;

    /// <summary>The database of this bot.</summary>
    public NpgsqlDataSource Ledger { get; }

    public static async Task<AzureBot> StartAsync(
        PublishedProgram program, PostgresFixture postgres, params (string Name, string? Value)[] settings)
    {
        var paper = new PaperExchangeHost(new PaperExchangeOptions { Port = 0, FundingRate = 0 }, NullLoggerFactory.Instance);
        await paper.StartAsync(TestContext.Current.CancellationToken);
        using (var venue = new PaperExchangeClient(paper.BaseUrl))
            await venue.HoldPricesAsync();
        var ledger = await postgres.CreateDatabaseAsync(TestContext.Current.CancellationToken);
        var token = $"{Guid.NewGuid():N}";
        var all = Settings(ledger.ConnectionString, paper.BaseUrl, token);
        foreach (var (name, value) in settings)
            all[name] = value;
        var host = await FunctionsHost.StartAsync(program, all);
        var bot = new AzureBot(paper, host, token, ledger);
        await bot.WarmUpAsync();
        return bot;
    }

    /// <summary>A bot that has read its account, and one strategy that trades the symbol.</summary>
    public async Task<TestStrategy> StrategyAsync(string key, string symbol)
    {
        var strategy = new TestStrategy(key, symbol);
        await Api.AddAsync(strategy);
        await Host.FireTimerAsync("AccountTimer");
        return strategy;
    }

    public async Task<int> ExecuteAsync(string sql)
    {
        await using var command = Ledger.CreateCommand(sql);
        return await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    public async Task<long> CountAsync(string query)
    {
        await using var command = Ledger.CreateCommand($"select count(*) from {query}");
        return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    /// <summary>Neither the worker nor the way to it complained of anything.</summary>
    public void AssertNoErrors()
    {
        Assert.Empty(Host.Faults);
        Assert.True(Host.Log.Errors.Count == 0, string.Join("\n", Host.Log.Errors));
    }

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        Exchange.Dispose();
        await Host.DisposeAsync();
        await _paper.DisposeAsync();
    }

    /// <summary>
    /// The first alert of a cold process meets code that was never run, and on a busy machine may take longer than the webhook waits for
    /// its database: it answers 503, as it should, and TradingView would send it again. Tests that count answers start after that.
    /// </summary>
    private async Task WarmUpAsync()
    {
        await Eventually.TrueAsync(
            async () =>
                (await BotClient.AlertAsync(new Uri(Host.Address, "api/webhook/warm-up"), "{}")).Status == HttpStatusCode.Unauthorized,
            "The webhook is not ready",
            Deadlines.Effect,
            TestContext.Current.CancellationToken);
        Host.Log.Clear();
        // Nothing of it stays, so that tests find what they did themselves.
        await ExecuteAsync("delete from trading.signals; delete from trading.notifications");
    }

    private static Dictionary<string, string?> Settings(string ledger, Uri exchange, string token) => new(StringComparer.Ordinal)
    {
        ["Postgres__ConnectionString"] = ledger,
        ["Bybit__Environment"] = "paper",
        ["Bybit__BaseUrl"] = exchange.GetLeftPart(UriPartial.Authority),
        ["Auth__ApiToken"] = token,
        ["Auth__AdminPassword"] = $"password-{Guid.NewGuid():N}",
    };
}
