using TradingBot.Core.Foundation;
using TradingBot.Core.Notifications;
using TradingBot.Core.Operations;
using TradingBot.Core.Orders;
using TradingBot.Core.Trades;
using TradingBot.Trading.Positions;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>No position without a stop: restored where it is missing, closed where it cannot be set.</summary>
public sealed class ProtectionFlowTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stop_that_disappeared_is_set_again_and_told()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var trade = await fixture.Driver.OpenAsync();
        await fixture.Driver.RemoveStopAsync();

        Assert.Equal(MonitorState.Unprotected, (await fixture.Driver.LookAsync(trade.Id)).State);
        Assert.NotNull((await fixture.Driver.TradeAsync(trade.Id)).StopMissingSince);
        await fixture.Driver.LookUntilAsync(trade.Id, MonitorState.Protected);

        Assert.Equal(trade.StopLoss, (await fixture.Driver.PositionAsync())!.StopLoss);
        Assert.Null((await fixture.Driver.TradeAsync(trade.Id)).StopMissingSince);
        var story = await fixture.Driver.StoryAsync(trade.Id);
        Assert.Contains("stopMissing", story);
        Assert.Contains("stopRestored", story);
        Assert.Single(await fixture.Driver.NoticesAsync(), static notice => notice is { Kind: "stopRestored", Severity: Severity.Warning });
    }

    [Fact]
    public async Task Refused_stop_closes_the_position_and_tells()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var trade = await fixture.Driver.OpenAsync();
        await fixture.Driver.RemoveStopAsync();
        await fixture.Controls.FaultAsync(PaperExchangeControls.TradingStop, "retCode", count: 100, retCode: 110012);

        var closed = await fixture.Driver.LookUntilClosedAsync(trade.Id);

        Assert.Equal((TradeStatus.Closed, CloseReason.Unprotected), (closed.Status, closed.CloseReason));
        Assert.Null(await fixture.Driver.PositionAsync());
        Assert.Single(await fixture.Driver.NoticesAsync(), static notice => notice is { Kind: "unprotected", Severity: Severity.Critical });
    }

    [Fact]
    public async Task Stop_that_cannot_be_set_in_time_closes_the_position()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var trade = await fixture.Driver.OpenAsync();
        await fixture.Driver.RemoveStopAsync();
        await fixture.Controls.FaultAsync(PaperExchangeControls.TradingStop, "dropBefore", count: 1000);

        Assert.Equal(MonitorState.Unprotected, (await fixture.Driver.LookAsync(trade.Id)).State);
        await fixture.PassAsync(TimeSpan.FromSeconds(7));
        Assert.Equal(MonitorState.Unprotected, (await fixture.Driver.LookAsync(trade.Id)).State);
        Assert.Null((await fixture.Driver.TradeAsync(trade.Id)).CloseRequestedAt);
        await fixture.PassAsync(TimeSpan.FromSeconds(2));
        var closed = await fixture.Driver.LookUntilClosedAsync(trade.Id);

        Assert.Equal(CloseReason.Unprotected, closed.CloseReason);
        Assert.Null(await fixture.Driver.PositionAsync());
        Assert.Single(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == "unprotected");
    }

    [Fact]
    public async Task Stop_hit_settles_with_the_loss_of_the_executions()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var trade = await fixture.Driver.OpenAsync();
        await fixture.Controls.PriceAsync(66_000m);

        var closed = await fixture.Driver.LookUntilClosedAsync(trade.Id);

        Assert.Equal((TradeStatus.Closed, CloseReason.StopLoss, 0.01m), (closed.Status, closed.CloseReason, closed.ExitedQuantity));
        var gross = (closed.ExitPrice!.Value - closed.EntryPrice!.Value) * 0.01m;
        var fees = (closed.ExitPrice!.Value + closed.EntryPrice!.Value) * 0.01m * 0.00055m;
        Assert.Equal((gross - fees, fees), (closed.RealizedPnl, closed.Fees));
        Assert.Empty(await DiscrepanciesAsync(fixture));
    }

    [Fact]
    public async Task Target_hit_settles_with_the_gain_of_the_executions()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var trade = await fixture.Driver.OpenAsync();
        await fixture.Controls.PriceAsync(71_000m);

        var closed = await fixture.Driver.LookUntilClosedAsync(trade.Id);

        Assert.Equal(CloseReason.TakeProfit, closed.CloseReason);
        Assert.True(closed.RealizedPnl > 0);
        Assert.Empty(await DiscrepanciesAsync(fixture));
    }

    [Fact]
    public async Task Position_closed_by_hand_at_the_exchange_is_settled_as_external()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var trade = await fixture.Driver.OpenAsync();
        await fixture.Driver.HandAsync(OrderSide.Sell, 0.01m);

        var closed = await fixture.Driver.LookUntilClosedAsync(trade.Id);

        Assert.Equal((TradeStatus.Closed, CloseReason.External), (closed.Status, closed.CloseReason));
        Assert.Single(await fixture.Controls.SentOrdersAsync(), static order => ((string?)order["orderLinkId"])!.EndsWith(
            "-e0", StringComparison.Ordinal));
        Assert.Empty(await DiscrepanciesAsync(fixture));
    }

    [Fact]
    public async Task Position_reduced_by_hand_is_followed_with_what_is_left()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var trade = await fixture.Driver.OpenAsync();
        await fixture.Driver.HandAsync(OrderSide.Sell, 0.004m);

        await TestKit.Eventually.TrueAsync(
            async () =>
            {
                Assert.Equal(MonitorState.Protected, (await fixture.Driver.LookAsync(trade.Id)).State);
                return (await fixture.Driver.TradeAsync(trade.Id)).OpenQuantity == 0.006m;
            },
            "The reduction was not booked",
            cancellationToken: Token);
        var told = (await fixture.Driver.NoticesAsync()).Where(static notice => notice.Kind == NoticeKinds.TradeReducedOutside);
        Assert.EndsWith("; 0.006 stay open with their stop-loss.", Assert.Single(told).Body, StringComparison.Ordinal);
        await fixture.Driver.CloseAsync(trade.Id);
        var closed = await fixture.Driver.LookUntilClosedAsync(trade.Id);

        Assert.Equal((0.01m, CloseReason.Manual), (closed.ExitedQuantity, closed.CloseReason));
        Assert.Equal("0.006", (string?)(await fixture.Controls.SentOrdersAsync())
            .Single(static order => ((string?)order["orderLinkId"])!.EndsWith("-x0", StringComparison.Ordinal))["qty"]);
        Assert.Single(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == NoticeKinds.TradeReducedOutside);
    }

    [Fact]
    public async Task Profit_that_differs_from_the_exchange_is_reported_and_told()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var trade = await fixture.Driver.OpenAsync();
        await fixture.Controls.PriceAsync(71_000m);
        await fixture.Driver.LookUntilAsync(trade.Id, MonitorState.Flat);
        await database.ExecuteAsync("update trading.trades set realized_pnl = realized_pnl + 1");

        await fixture.Driver.SettleAsync(trade.Id);

        Assert.Equal("closedPnl", Assert.Single(await DiscrepanciesAsync(fixture)).Discrepancy.Kind);
        Assert.Single(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == "discrepancy");
    }

    [Fact]
    public async Task Position_turned_round_by_hand_counts_only_what_closed_the_trade()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var trade = await fixture.Driver.OpenAsync();
        await fixture.Driver.HandAsync(OrderSide.Sell, 0.03m);

        await fixture.Driver.LookUntilAsync(trade.Id, MonitorState.Flat);

        var flat = await fixture.Driver.TradeAsync(trade.Id);
        Assert.Equal((0.01m, 0.01m), (flat.FilledQuantity, flat.ExitedQuantity));
        Assert.Equal((flat.EntryPrice + flat.ExitPrice) * 0.01m * 0.00055m, flat.Fees);
    }

    private static async Task<IReadOnlyList<DiscrepancyRecord>> DiscrepanciesAsync(TradingFixture fixture) =>
        (await fixture.Service<IDiscrepancyStore>().ListAsync(new PageRequest(), Token)).Items;
}
