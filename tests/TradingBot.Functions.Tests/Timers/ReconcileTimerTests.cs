using Microsoft.Azure.Functions.Worker;
using TradingBot.Core.Ledger;
using TradingBot.Core.Orders;
using TradingBot.Core.Ports;
using TradingBot.Functions.Tests.Trading;
using TradingBot.Functions.Timers;
using TradingBot.Functions.Trading;
using TradingBot.TestKit;

namespace TradingBot.Functions.Tests.Timers;

/// <summary>Venue against ledger: each difference told once, and resolved when it is gone.</summary>
public sealed class ReconcileTimerTests(FloorDatabase database) : IClassFixture<FloorDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Position_that_no_trade_accounts_for_is_told_once_and_resolved_when_gone()
    {
        await using var floor = await Floor.OpenAsync(database);
        await floor.Trader.HandAsync(OrderSide.Buy, 0.01m);
        await Eventually.TrueAsync(async () => await floor.Trader.PositionAsync() is not null, "The order by hand was not filled", cancellationToken: Token);

        await ReconcileAsync(floor);
        await ReconcileAsync(floor);

        var unknown = Assert.Single(await DifferencesAsync(floor));
        Assert.Equal(("unknownPosition", null), (unknown.Discrepancy.Kind, unknown.ResolvedAt));
        Assert.Single(await floor.Trader.NoticesAsync(), static notice => notice.Kind == "discrepancy");
        await floor.Trader.HandAsync(OrderSide.Sell, 0.01m);
        await Eventually.TrueAsync(async () => await floor.Trader.PositionAsync() is null, "The position was not closed", cancellationToken: Token);
        await ReconcileAsync(floor);
        Assert.NotNull(Assert.Single(await DifferencesAsync(floor)).ResolvedAt);
    }

    [Fact]
    public async Task Position_of_a_trade_is_no_difference()
    {
        await using var floor = await Floor.OpenAsync(database);
        await floor.Trader.StrategyAsync();
        await floor.Trader.OpenAsync();
        floor.Clock.Advance(TimeSpan.FromMinutes(1));

        await ReconcileAsync(floor);

        Assert.Empty(await DifferencesAsync(floor));
    }

    [Fact]
    public async Task Position_larger_than_the_books_say_is_told()
    {
        await using var floor = await Floor.OpenAsync(database);
        await floor.Trader.StrategyAsync();
        var trade = await floor.Trader.OpenAsync();
        await floor.Trader.HandAsync(OrderSide.Buy, 0.02m);
        await Eventually.TrueAsync(async () => (await floor.Trader.PositionAsync())!.Quantity == 0.03m, "The order by hand was not filled", cancellationToken: Token);
        floor.Clock.Advance(TimeSpan.FromMinutes(1));

        await ReconcileAsync(floor);

        var mismatch = Assert.Single(await DifferencesAsync(floor)).Discrepancy;
        Assert.Equal(("quantityMismatch", trade.Id), (mismatch.Kind, mismatch.TradeId));
    }

    [Fact]
    public async Task Exchange_that_does_not_answer_proves_nothing()
    {
        await using var floor = await Floor.OpenAsync(database);
        await floor.Trader.HandAsync(OrderSide.Buy, 0.01m);
        await Eventually.TrueAsync(async () => await floor.Trader.PositionAsync() is not null, "The order by hand was not filled", cancellationToken: Token);
        await ReconcileAsync(floor);
        await floor.Controls.FaultAsync("/v5/position/list", "status", count: 100, status: 500);

        await Assert.ThrowsAsync<VenueUnavailableException>(() => ReconcileAsync(floor));

        Assert.Null(Assert.Single(await DifferencesAsync(floor)).ResolvedAt);
    }

    private static Task ReconcileAsync(Floor floor) => new ReconcileTimer(floor.Service<Reconciliation>()).RunAsync(new TimerInfo(), Token);

    private static async Task<IReadOnlyList<DiscrepancyRecord>> DifferencesAsync(Floor floor) =>
        (await floor.Service<INoticeBoard>().ListDiscrepanciesAsync(new PageRequest(), Token)).Items;
}
