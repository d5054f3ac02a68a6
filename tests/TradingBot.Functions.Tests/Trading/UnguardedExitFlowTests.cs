using TradingBot.Core.Exchange;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Notifications;
using TradingBot.Core.Orders;
using TradingBot.Core.Strategies;
using TradingBot.Core.Trades;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>How long a position stands without a stop while its exits are lost or refused: the promise is ten seconds.</summary>
public sealed class UnguardedExitFlowTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private static readonly TimeSpan Promise = TimeSpan.FromSeconds(10);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("dropBefore", 1)]
    [InlineData("dropBefore", 3)]
    [InlineData("status", 2)]
    [InlineData("status", 5)]
    public async Task Coins_whose_exits_are_lost_are_sold_within_the_promise(string fault, int count)
    {
        await using var fixture = await SpotAsync();
        var trade = await fixture.Driver.OpenAsync();
        await fixture.Controls.FaultAsync(PaperExchangeControls.Create, fault, count, status: 502);
        await fixture.Driver.CloseAsync(trade.Id);

        var unguarded = await LongestUnguardedAsync(fixture, trade.Id, TimeSpan.FromMinutes(2));

        Assert.InRange(unguarded, TimeSpan.Zero, Promise);
        var closed = await fixture.Driver.LookUntilClosedAsync(trade.Id);
        Assert.Equal((CloseReason.Manual, 0.00999m), (closed.CloseReason, closed.ExitedQuantity));
        // Sent again and again, and one order all the same.
        Assert.Single(await ExitWalk.ExitsAsync(fixture, trade.Id));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Position_whose_exits_are_lost_is_closed_within_the_promise_too(int count)
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var trade = await fixture.Driver.OpenAsync();
        await fixture.Controls.FaultAsync(PaperExchangeControls.Create, "dropBefore", count);
        await fixture.Driver.CloseAsync(trade.Id);
        var askedAt = fixture.Clock.GetUtcNow();

        await ExitWalk.RunAsync(fixture, trade.Id, TimeSpan.FromMinutes(2), static () => Task.CompletedTask);

        Assert.InRange(fixture.Clock.GetUtcNow() - askedAt, TimeSpan.Zero, Promise);
        Assert.Single(await ExitWalk.ExitsAsync(fixture, trade.Id));
    }

    [Fact]
    public async Task Stop_stands_between_exits_that_are_refused()
    {
        await using var fixture = await SpotAsync();
        var trade = await fixture.Driver.OpenAsync();
        // Every exit is refused, and the stop between two of them is taken.
        await fixture.Controls.FaultAsync(PaperExchangeControls.Create, "retCode", count: 1_000, retCode: 170131, orderLinkId: "-x");
        await fixture.Driver.CloseAsync(trade.Id);

        var unguarded = await LongestUnguardedAsync(fixture, trade.Id, TimeSpan.FromMinutes(3));

        var exits = await ExitWalk.ExitsAsync(fixture, trade.Id);
        var orders = (await fixture.Ledger.ListOrdersAsync(trade.Id, Token))
            .Select(static order => $"{order.LinkId} {order.Status} {order.CreatedAt:mm:ss.fff} {order.Reason}");
        Assert.True(exits.Count is >= 9 and <= 20, string.Join('\n', orders));
        Assert.All(exits, static exit => Assert.Equal(OrderStatus.Rejected, exit.Status));
        Assert.InRange(unguarded, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        Assert.Equal(1, await ExitWalk.LiveOrdersAsync(fixture));
        Assert.Single(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == NoticeKinds.ExitFailed);
        // The stop that stands between the tries works.
        await fixture.Controls.HealAsync();
        await fixture.Controls.PriceAsync(trade.StopLoss!.Value - 100m, "spot");
        Assert.Equal(0.00999m, (await fixture.Driver.LookUntilClosedAsync(trade.Id)).ExitedQuantity);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-100)]
    public async Task Coins_for_which_everything_is_refused_are_safe_within_the_promise_once_it_is_not(int beyondStop)
    {
        await using var fixture = await SpotAsync();
        var trade = await fixture.Driver.OpenAsync();
        await fixture.Controls.FaultAsync(PaperExchangeControls.Create, "retCode", count: 10_000, retCode: 170131);
        await fixture.Driver.CloseAsync(trade.Id);
        await ExitWalk.RunAsync(fixture, trade.Id, TimeSpan.FromMinutes(4), static () => Task.CompletedTask);
        if (beyondStop < 0)
            await fixture.Controls.PriceAsync(trade.StopLoss!.Value + beyondStop, "spot");
        await fixture.Controls.HealAsync();

        var unguarded = await LongestUnguardedAsync(fixture, trade.Id, TimeSpan.FromMinutes(2));

        Assert.InRange(unguarded, TimeSpan.Zero, Promise);
        Assert.Equal(0.00999m, (await fixture.Driver.LookUntilClosedAsync(trade.Id)).ExitedQuantity);
        // Nothing is tried so often that the ids of the trade's orders run out within a day.
        Assert.InRange((await fixture.Controls.SentOrdersAsync()).Count, 10, 150);
    }

    [Theory]
    [InlineData("dropBefore")]
    [InlineData("dropAfter")]
    public async Task Stop_that_is_lost_on_its_way_back_is_sent_again(string fault)
    {
        await using var fixture = await SpotAsync();
        var trade = await fixture.Driver.OpenAsync();
        await fixture.Controls.FaultAsync(PaperExchangeControls.Create, "retCode", count: 3, retCode: 170131);
        await fixture.Controls.FaultAsync(PaperExchangeControls.Create, fault, count: 2);
        await fixture.Driver.CloseAsync(trade.Id);

        var unguarded = await LongestUnguardedAsync(fixture, trade.Id, TimeSpan.FromMinutes(2));

        Assert.InRange(unguarded, TimeSpan.Zero, Promise);
        Assert.Equal(0.00999m, (await fixture.Driver.LookUntilClosedAsync(trade.Id)).ExitedQuantity);
        Assert.Equal(0, await ExitWalk.LiveOrdersAsync(fixture));
    }

    [Fact]
    public async Task Lost_exit_that_is_refused_when_it_is_sent_again_gets_its_stop_back_within_the_promise()
    {
        await using var fixture = await SpotAsync();
        var trade = await fixture.Driver.OpenAsync();
        await fixture.Controls.FaultAsync(PaperExchangeControls.Create, "dropBefore");
        await fixture.Controls.FaultAsync(PaperExchangeControls.Create, "retCode", count: 6, retCode: 170131);
        await fixture.Driver.CloseAsync(trade.Id);

        var unguarded = await LongestUnguardedAsync(fixture, trade.Id, TimeSpan.FromMinutes(2));

        Assert.InRange(unguarded, TimeSpan.Zero, Promise);
        Assert.Equal(0.00999m, (await fixture.Driver.LookUntilClosedAsync(trade.Id)).ExitedQuantity);
    }

    [Fact]
    public async Task Stop_that_is_taken_away_while_exits_are_refused_is_set_again()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var trade = await fixture.Driver.OpenAsync();
        await fixture.Controls.FaultAsync(PaperExchangeControls.Create, "retCode", count: 1000, retCode: 110094);
        await fixture.Driver.CloseAsync(trade.Id);
        await ExitWalk.RunAsync(fixture, trade.Id, TimeSpan.FromSeconds(3), static () => Task.CompletedTask);
        await fixture.Driver.RemoveStopAsync();

        await ExitWalk.RunAsync(fixture, trade.Id, Promise, static () => Task.CompletedTask);

        Assert.Equal(trade.StopLoss, (await fixture.Driver.PositionAsync())!.StopLoss);
    }

    [Fact]
    public async Task Exit_that_was_taken_and_is_gone_is_replaced_within_the_promise()
    {
        await using var fixture = await SpotAsync();
        var trade = await fixture.Driver.OpenAsync();
        await fixture.Controls.FaultAsync(PaperExchangeControls.Create, "slowFill", delayMs: 60_000);
        await fixture.Driver.CloseAsync(trade.Id);
        await TestKit.Eventually.TrueAsync(
            async () =>
            {
                await fixture.Driver.LookAsync(trade.Id);
                return (await ExitWalk.ExitsAsync(fixture, trade.Id)).Any(static exit => exit.Status == OrderStatus.Open);
            },
            "The exit was never taken",
            cancellationToken: Token);
        await fixture.Controls.ResetAsync(("USDT", "10000"), ("BTC", "0.00999"));

        var unguarded = await LongestUnguardedAsync(fixture, trade.Id, TimeSpan.FromMinutes(2));

        Assert.InRange(unguarded, TimeSpan.Zero, Promise);
        Assert.Equal(0.00999m, (await fixture.Driver.LookUntilClosedAsync(trade.Id)).ExitedQuantity);
    }

    [Fact]
    public async Task Exit_that_arrived_unseen_sells_no_coins_of_others()
    {
        await using var fixture = await SpotAsync();
        await fixture.Driver.HandAsync(OrderSide.Buy, 0.02m, Category.Spot);
        var trade = await fixture.Driver.OpenAsync();
        // Carried out, its answer lost, and not shown for a while among the orders nor among the executions.
        await fixture.Controls.FaultAsync(PaperExchangeControls.Create, "dropAfter");
        foreach (var list in (string[])["/v5/order/realtime", "/v5/order/history", "/v5/execution/list"])
            await fixture.Controls.FaultAsync(list, "lag", count: 20, delayMs: 3000);
        await fixture.Driver.CloseAsync(trade.Id);

        var closed = await fixture.Driver.LookUntilClosedAsync(trade.Id);

        Assert.Equal((CloseReason.Manual, 0.00999m), (closed.CloseReason, closed.ExitedQuantity));
        Assert.Equal(0.01998m, await CoinsAsync(fixture));
        Assert.Single(await ExitWalk.ExitsAsync(fixture, trade.Id));
    }

    [Fact]
    public async Task Exits_that_stay_lost_call_for_help_within_a_minute()
    {
        await using var fixture = await SpotAsync();
        var trade = await fixture.Driver.OpenAsync();
        await fixture.Controls.FaultAsync(PaperExchangeControls.Create, "dropBefore", count: 10_000);
        await fixture.Driver.CloseAsync(trade.Id);

        await ExitWalk.RunAsync(fixture, trade.Id, TimeSpan.FromMinutes(1), static () => Task.CompletedTask);

        Assert.Single(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == NoticeKinds.ExitFailed);
        // Sent, and sent again: however often that was, it is told once.
        Assert.Equal(2, (await fixture.Driver.StoryAsync(trade.Id)).Count(static kind => kind == "exitSent"));
    }

    private static async Task<TimeSpan> LongestUnguardedAsync(TradingFixture fixture, TradeId trade, TimeSpan atMost)
    {
        var longest = TimeSpan.Zero;
        DateTimeOffset? since = null;
        await ExitWalk.RunAsync(fixture, trade, atMost, async () =>
        {
            if (await ExitWalk.LiveOrdersAsync(fixture) > 0 || await CoinsAsync(fixture) < 0.001m)
                since = null;
            else
                since ??= fixture.Clock.GetUtcNow();
            var unguarded = since is { } from ? fixture.Clock.GetUtcNow() - from : TimeSpan.Zero;
            longest = unguarded > longest ? unguarded : longest;
        });
        return longest;
    }

    private static async Task<decimal> CoinsAsync(TradingFixture fixture) =>
        Assert.IsType<ExchangeResult<AccountBalance>.Success>(await fixture.Exchange.GetBalanceAsync(Token)).Value.Coins
            .Where(static coin => coin.Coin == "BTC").Sum(static coin => coin.WalletBalance);

    private async Task<TradingFixture> SpotAsync()
    {
        var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Controls.ResetAsync(("USDT", "10000"));
        await fixture.Driver.StrategyAsync(strategy => strategy with
        {
            Category = Category.Spot,
            Leverage = null,
            Direction = AllowedDirection.Long,
            TakeProfits = [],
        });
        return fixture;
    }
}
