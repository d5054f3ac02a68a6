using TradingBot.Azure.Tests.Publishing;

namespace TradingBot.Azure.Tests.Trading;

/// <summary>The platform ends workers with SIGTERM whenever it deploys or moves them; the task hub and the ledger go on.</summary>
public sealed class RestartTests(PublishedProgram program, PostgresFixture postgres)
{
    private const int Hesitation = 3_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Worker_ended_while_it_waits_for_the_entrys_answer_leaves_one_protected_entry()
    {
        await using var bot = await AzureBot.StartAsync(program, postgres);
        var strategy = await bot.StrategyAsync("entering", "BTCUSDT");
        // Carried out at once, answered when nobody is there any more.
        await bot.Exchange.AddFaultAsync(new { path = "/v5/order/create", kind = "delayAfter", delayMs = Hesitation });
        var signal = await bot.Api.AcceptedAsync(strategy, TestStrategy.Action("buy"));
        await Eventually.TrueAsync(
            async () => await bot.Exchange.PositionAsync("BTCUSDT") is not null,
            "The order did not reach the exchange",
            Deadlines.Effect,
            Token);

        Assert.Equal(0, await bot.Host.StopWorkerAsync());
        await bot.Host.StartWorkerAsync();

        var open = await bot.Api.ProtectedTradeOfAsync(signal);
        var entry = Assert.Single(open.Items("orders"), static order => order.Text("role") == "entry");
        Assert.Equal("filled", entry.Text("status"));
        Assert.Single(await bot.Exchange.CreateRequestsAsync());
        await bot.Exchange.SetPriceAsync("BTCUSDT", 63_000m);
        var closed = await bot.Api.TradeOfAsync(signal, "closed");
        Assert.Equal("takeProfit", closed.Text("closeReason"));
        Assert.Equal((await bot.Exchange.ClosedPnlAsync()).Sum(static row => row.Number("closedPnl")), closed.Number("realizedPnl"));
        Assert.Empty(bot.Host.Faults);
    }

    [Fact]
    public async Task Trade_that_reached_its_target_while_no_worker_ran_is_settled_by_the_next()
    {
        await using var bot = await AzureBot.StartAsync(program, postgres);
        var strategy = await bot.StrategyAsync("open", "ETHUSDT");
        var signal = await bot.Api.AcceptedAsync(strategy, TestStrategy.Action("buy"));
        await bot.Api.ProtectedTradeOfAsync(signal);

        Assert.Equal(0, await bot.Host.StopWorkerAsync());
        await bot.Exchange.SetPriceAsync("ETHUSDT", 3_150m);
        await bot.Host.StartWorkerAsync();

        var closed = await bot.Api.TradeOfAsync(signal, "closed");
        Assert.Equal("takeProfit", closed.Text("closeReason"));
        Assert.True(closed.Number("realizedPnl") > 0, "A target pays.");
        await bot.Api.SignalAsync(signal, static node => node.Text("status") == "completed");
        Assert.Single(await bot.Exchange.CreateRequestsAsync());
        Assert.Empty(bot.Host.Faults);
    }
}
