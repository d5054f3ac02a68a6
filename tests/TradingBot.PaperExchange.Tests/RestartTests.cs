using Microsoft.Data.Sqlite;
using TradingBot.PaperExchange.Settings;
using static TradingBot.PaperExchange.Tests.RunningExchange;

namespace TradingBot.PaperExchange.Tests;

public sealed class RestartTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("paper-").FullName;

    private PaperExchangeOptions Options => new() { AutoPrices = false, SlippageBasisPoints = 0, FundingRate = 0, DataFolder = _folder };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Position_orders_and_triggers_survive()
    {
        string entry;
        await using (var first = await StartAsync(Options))
        {
            await first.SetPriceAsync("60000");
            entry = await first.PlaceAsync(new
            {
                category = "linear",
                symbol = "BTCUSDT",
                side = "Sell",
                orderType = "Market",
                qty = "0.1",
                orderLinkId = "kept",
                takeProfit = "55000",
                stopLoss = "61000",
            });
            await first.PositionOfSizeAsync(0.1m);
        }

        await using var second = await StartAsync(Options);
        var position = await second.PositionAsync();
        Assert.Equal(("Sell", "61000.0", "60000.0"), (Text(position, "side"), Text(position, "stopLoss"), Text(position, "markPrice")));
        Assert.Equal("Filled", Text(await second.OrderAsync(entry), "orderStatus"));
        Assert.Equal(110072, await second.RefusedAsync(
            new { category = "linear", symbol = "BTCUSDT", side = "Sell", orderType = "Market", qty = "0.1", orderLinkId = "kept" }));

        await second.SetPriceAsync("61500");

        await second.PositionOfSizeAsync(0);
        var closed = Assert.Single(await second.ListAsync("/v5/position/closed-pnl", "category=linear"));
        Assert.Equal(Number(closed, "closedPnl"), await second.WalletAsync() - 10_000m);
    }

    [Fact]
    public async Task Acknowledged_order_gets_its_outcome_after_a_stop_in_between()
    {
        string id;
        await using (var first = await StartAsync(Options with { AckLatency = TimeSpan.FromMinutes(5) }))
        {
            id = await first.PlaceAsync(new { category = "linear", symbol = "BTCUSDT", side = "Buy", orderType = "Market", qty = "0.1" });
            Assert.Null(await first.OrderAsync(id));
            Assert.Equal(1, await WaitingAsync(first));
        }

        await using var second = await StartAsync(Options);
        await second.OrderInAsync(id, "Filled");
        await UntilAsync(
            async () => await WaitingAsync(second) == 0 ? "none" : null, () => Task.FromResult("A request waits though its order is filled."));
    }

    [Fact]
    public async Task Store_from_before_hedging_and_inverse_contracts_is_taken_over()
    {
        await using (var first = await StartAsync(Options))
        {
            await first.SetPriceAsync("61000");
            await first.PlaceAsync(
                new { category = "linear", symbol = "BTCUSDT", side = "Buy", orderType = "Market", qty = "0.1", stopLoss = "58000" });
            await first.PositionOfSizeAsync(0.1m);
        }

        using (var file = new SqliteConnection($"Data Source={Path.Combine(_folder, "paper-exchange.db")};Pooling=False"))
        {
            await file.OpenAsync(TestContext.Current.CancellationToken);
            using var command = file.CreateCommand();
            command.CommandText = """
                DELETE FROM rows WHERE kind IN ('system_accounts', 'funding', 'modes') OR (kind = 'markets' AND id LIKE 'inverse:%');
                UPDATE rows SET body = json_remove(body, '$.Idx', '$.PositionIdx', '$.Funding', '$.Insured');
                """;
            Assert.True(await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken) > 10);
        }

        await using var second = await StartAsync(Options);
        Assert.Equal("58000.0", Text(await second.PositionAsync(), "stopLoss"));
        // A symbol that the store never heard of starts where its coin stands.
        Assert.Equal("61000.0", Text((await second.ListAsync("/v5/market/tickers", "category=inverse&symbol=BTCUSD"))[0], "lastPrice"));
        await second.SetPriceAsync("57000");
        await second.PositionOfSizeAsync(0);
        var accounts = await second.Client.SimAsync(HttpMethod.Get, "/sim/accounts");
        Assert.Equal("0", Text(Assert.Single(accounts["coins"]!.AsArray()), "sum"));
        Assert.Equal("-10000", Text(Assert.Single(accounts["coins"]!.AsArray()), "deposits"));
    }

    [Fact]
    public async Task Second_exchange_on_the_same_folder_is_refused()
    {
        await using var first = await StartAsync(Options);
        var fault = await Assert.ThrowsAsync<PaperExchangeStartException>(() => StartAsync(Options));
        Assert.Contains("in use by another process", fault.Message);
    }

    [Fact]
    public async Task Taken_port_is_told_in_one_sentence()
    {
        await using var first = await StartAsync();
        await using var second = new PaperExchangeHost(
            new PaperExchangeOptions { Port = first.BaseUrl.Port }, Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance);
        var fault = await Assert.ThrowsAsync<PaperExchangeStartException>(() => second.StartAsync(TestContext.Current.CancellationToken));
        Assert.StartsWith($"Port {first.BaseUrl.Port} is in use", fault.Message);
    }

    [Fact]
    public async Task Reset_forgets_the_account_and_keeps_the_price()
    {
        await using (var first = await StartAsync(Options))
        {
            await first.SetPriceAsync("60000");
            await first.PlaceAsync(
                new { category = "linear", symbol = "BTCUSDT", side = "Buy", orderType = "Market", qty = "0.1", stopLoss = "50000" });
            await first.PositionOfSizeAsync(0.1m);
            await first.Client.SimAsync(HttpMethod.Post, "/sim/reset", new { wallet = new { USDT = "500.5" } });
        }

        await using var second = await StartAsync(Options);
        Assert.Equal(0m, Number(await second.PositionAsync(), "size"));
        Assert.Empty(await second.OpenOrdersAsync());
        Assert.Equal(500.5m, await second.WalletAsync());
        Assert.Equal("60000.0", Text(await second.PositionAsync(), "markPrice"));
    }

    private static async Task<int> WaitingAsync(RunningExchange exchange) =>
        (int)(await exchange.Client.SimAsync(HttpMethod.Get, "/sim/state"))["waitingRequests"]!;
}
