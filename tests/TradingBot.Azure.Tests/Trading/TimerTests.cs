using System.Net;
using TradingBot.Azure.Tests.Functions;
using TradingBot.Azure.Tests.Publishing;

namespace TradingBot.Azure.Tests.Trading;

/// <summary>Every timer does its work when the host fires it.</summary>
public sealed class TimerTests(PublishedProgram program, PostgresFixture postgres)
{
    [Fact]
    public void Every_timer_has_a_test_here()
    {
        string[] tested = ["AccountTimer", "EquityTimer", "NotificationTimer", "PurgeTimer", "ReconcileTimer", "SweepTimer"];

        var timers = FunctionLists.FromMetadataFile(program).Where(static function => function.Trigger == "timerTrigger");

        Assert.Equal(tested, timers.Select(static timer => timer.Name));
    }

    [Fact]
    public async Task Account_and_equity_are_read_from_the_exchange()
    {
        await using var bot = await AzureBot.StartAsync(program, postgres);

        await bot.Host.FireTimerAsync("AccountTimer");
        Assert.Equal(PaperExchangeClient.InitialWallet, (await bot.Api.GetAsync("api/account")).Number("totalEquity"));
        var points = await bot.CountAsync("trading.equity_points");
        await bot.Host.FireTimerAsync("EquityTimer");

        Assert.Equal(points + 1, await bot.CountAsync("trading.equity_points"));
        bot.AssertNoErrors();
    }

    [Fact]
    public async Task Exchange_that_bans_the_bot_is_noted_by_the_account_timer_and_told_once()
    {
        await using var bot = await AzureBot.StartAsync(program, postgres);
        await bot.Host.FireTimerAsync("AccountTimer");
        await bot.Exchange.AddFaultAsync(new { path = "*", kind = "status", status = 403 });

        // Without an account to read the run fails; what it has noted stays.
        for (var run = 0; run < 3; run++)
            await Assert.ThrowsAnyAsync<Exception>(() => bot.Host.FireTimerAsync("AccountTimer"));

        Assert.Equal("unhealthy", (await bot.Api.GetAsync("api/health")).Text("status"));
        Assert.Equal("exchangeOutage", Assert.Single((await bot.Api.GetAsync("api/notifications")).Items()).Text("kind"));
    }

    [Fact]
    public async Task Foreign_position_is_found_by_the_reconciliation_and_told_by_mail()
    {
        await using var smtp = new SmtpServer();
        await using var bot = await AzureBot.StartAsync(
            program,
            postgres,
            ("Email__Provider", "Smtp"),
            ("Email__From", "bot@example.org"),
            ("Email__To", "trader@example.org"),
            ("Email__Smtp__Host", "127.0.0.1"),
            ("Email__Smtp__Port", $"{smtp.Port}"),
            ("Email__Smtp__Security", "None"));
        await HandTrader.BuyAsync(bot.ExchangeAddress, "BTCUSDT", "0.01");
        await Eventually.TrueAsync(
            async () => await bot.Exchange.PositionAsync("BTCUSDT") is not null,
            "The order by hand was not filled",
            cancellationToken: TestContext.Current.CancellationToken);

        await bot.Host.FireTimerAsync("ReconcileTimer");
        await bot.Host.FireTimerAsync("ReconcileTimer");
        await bot.Host.FireTimerAsync("NotificationTimer");

        var found = Assert.Single((await bot.Api.GetAsync("api/discrepancies")).Items());
        Assert.Equal(("unknownPosition", "BTCUSDT"), (found.Text("kind"), found.Text("symbol")));
        Assert.Contains("BTCUSDT", Assert.Single(smtp.Mails), StringComparison.Ordinal);
        bot.AssertNoErrors();
    }

    [Fact]
    public async Task Finished_runs_of_long_ago_are_removed_and_new_ones_stay()
    {
        await using var bot = await AzureBot.StartAsync(program, postgres);
        await bot.Api.ProtectedTradeOfAsync(
            await bot.Api.AcceptedAsync(await bot.StrategyAsync("kept", "BTCUSDT"), TestStrategy.Action("buy")));

        await bot.Host.FireTimerAsync("PurgeTimer");

        bot.AssertNoErrors();
    }

    [Fact]
    public async Task Signal_whose_start_was_lost_is_started_by_the_sweep()
    {
        await using var bot = await AzureBot.StartAsync(program, postgres);
        var strategy = await bot.StrategyAsync("lost-start", "BTCUSDT");
        bot.Host.LostStarts.IsOn = true;
        var alert = await bot.Api.AlertAsync(strategy, TestStrategy.Action("buy"));
        Assert.Equal(HttpStatusCode.Accepted, alert.Status);
        var signal = alert.Body.Required("signalId");
        Assert.Equal(1, await bot.CountAsync("trading.signals where started_at is null and trade_id is null"));
        bot.Host.LostStarts.IsOn = false;

        // The sweep leaves signals of the last seconds to the webhook that is starting them.
        await bot.ExecuteAsync("update trading.signals set received_at = received_at - interval '6 seconds'");
        await bot.Host.FireTimerAsync("SweepTimer");
        Assert.Equal(0, await bot.CountAsync("trading.signals where started_at is null"));
        await bot.Api.ProtectedTradeOfAsync(signal);

        Assert.Single(await bot.Exchange.CreateRequestsAsync());
        bot.AssertNoErrors();
    }

    [Fact]
    public async Task Trade_that_is_being_followed_is_left_alone_by_the_sweep()
    {
        await using var bot = await AzureBot.StartAsync(program, postgres);
        var signal = await bot.Api.AcceptedAsync(await bot.StrategyAsync("followed", "BTCUSDT"), TestStrategy.Action("buy"));
        var trade = await bot.Api.ProtectedTradeOfAsync(signal);
        await bot.ExecuteAsync("update trading.trades set created_at = created_at - interval '1 minute'");

        // The hub refuses a second run of the trade, and the refusal must reach the sweep as the exception it knows.
        await bot.Host.FireTimerAsync("SweepTimer");

        Assert.DoesNotContain("following it again", bot.Host.Log.Text, StringComparison.Ordinal);
        Assert.Equal("open", (await bot.Api.StoryAsync(trade.Required("id"))).Text("status"));
        Assert.Single(await bot.Exchange.CreateRequestsAsync());
        bot.AssertNoErrors();
    }

    [Fact]
    public async Task Trade_that_nobody_follows_is_followed_again_without_a_second_entry()
    {
        await using var bot = await AzureBot.StartAsync(program, postgres);
        var signal = await bot.Api.AcceptedAsync(await bot.StrategyAsync("orphan", "BTCUSDT"), TestStrategy.Action("buy"));
        var trade = await bot.Api.ProtectedTradeOfAsync(signal);
        await bot.Host.TerminateAsync($"trade-{trade.Required("id")}");
        await bot.ExecuteAsync("update trading.trades set created_at = created_at - interval '1 minute'");

        await bot.Host.FireTimerAsync("SweepTimer");
        Assert.Contains("following it again", bot.Host.Log.Text, StringComparison.Ordinal);
        await bot.Exchange.SetPriceAsync("BTCUSDT", 63_000m);

        Assert.Equal("takeProfit", (await bot.Api.TradeOfAsync(signal, "closed")).Text("closeReason"));
        Assert.Single(await bot.Exchange.CreateRequestsAsync());
        // The signal's orchestration ran the trade as its own part, and fails with it.
        const string Expected = "'TradeSignal'. Microsoft.DurableTask.TaskFailedException: Task 'RunTrade'";
        Assert.All(bot.Host.Log.Errors, static error => Assert.Contains(Expected, error, StringComparison.Ordinal));
        Assert.Empty(bot.Host.Faults);
    }
}
