using Microsoft.Extensions.Logging.Abstractions;
using TradingBot.Azure.Tests.Publishing;
using TradingBot.Azure.Tests.Trading;
using TradingBot.PaperExchange;
using TradingBot.PaperExchange.Settings;

namespace TradingBot.Azure.Tests.Parity;

/// <summary>The same calls to both programs: the same answers, the same rows, the same orders.</summary>
public sealed class ParityTests(PublishedProgram program, PostgresFixture postgres)
{
    private const int Shown = 10;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Azure_program_and_local_program_do_the_same()
    {
        var azure = await OnAzureAsync();
        var local = await OnOneMachineAsync();

        Assert.True(local.Count > Recording.Calls.Count, "Nothing was written and nothing ordered.");
        var differences = Enumerable.Range(0, Math.Max(local.Count, azure.Count))
            .Where(line => local.ElementAtOrDefault(line) != azure.ElementAtOrDefault(line))
            .Select(line => $"local {local.ElementAtOrDefault(line)}\nazure {azure.ElementAtOrDefault(line)}\n")
            .ToList();
        Assert.True(differences.Count == 0, $"{differences.Count} lines differ:\n{string.Join('\n', differences.Take(Shown))}");
    }

    private async Task<IReadOnlyList<string>> OnAzureAsync()
    {
        await using var bot = await AzureBot.StartAsync(program, postgres, ("Auth__AdminPassword", RecordedRun.Password));
        await bot.Host.FireTimerAsync("AccountTimer");
        var lines = await new RecordedRun(bot.Host.Address, bot.Token, bot.Api, bot.ExchangeAddress, bot.Ledger).PlayAsync();
        bot.AssertNoErrors();
        return lines;
    }

    private async Task<IReadOnlyList<string>> OnOneMachineAsync()
    {
        await using var paper = new PaperExchangeHost(new PaperExchangeOptions { Port = 0, FundingRate = 0 }, NullLoggerFactory.Instance);
        await paper.StartAsync(Token);
        using (var venue = new PaperExchangeClient(paper.BaseUrl))
            await venue.HoldPricesAsync();
        var ledger = await postgres.CreateDatabaseAsync(Token);
        await using var home = new BotHome { Exchange = paper.BaseUrl };
        var bot = await home.StartAsync(
            ("Postgres__ConnectionString", ledger.ConnectionString), ("Auth__AdminPassword", RecordedRun.Password));
        await Eventually.ValueAsync(
            () => bot.Api.SendAsync(HttpMethod.Get, "api/account", new { }),
            static answer => answer.Body["totalEquity"] is not null,
            "The account was not read",
            Deadlines.Effect,
            Token);
        var lines = await new RecordedRun(home.Address, home.ApiToken, bot.Api, paper.BaseUrl, ledger).PlayAsync();
        bot.Api.Dispose();
        bot.Exchange.Dispose();
        return lines;
    }
}
