using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Ports;
using TradingBot.Core.Strategies;
using TradingBot.Core.Trades;
using TradingBot.Functions.Trading;
using TradingBot.TestKit;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>Spot: coins instead of a position, a stop order of our own, a target watched by us, and dust.</summary>
public sealed class SpotWalkTests(FloorDatabase database) : IClassFixture<FloorDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Entry_is_guarded_by_a_stop_order_for_what_can_be_sold()
    {
        await using var floor = await OpenAsync();

        var trade = await floor.Trader.OpenAsync();

        var stop = await floor.Trader.OrderAsync(trade.Id, OrderRole.Stop);
        Assert.Equal((OrderStatus.Open, trade.StopLoss), (stop.Status, stop.TriggerPrice));
        // A thousandth of the bought coins went as the fee.
        Assert.Equal(0.00999m, stop.Quantity);
        Assert.NotNull(trade.StopConfirmedAt);
        await LiveOrdersAsync(floor, 1);
    }

    [Fact]
    public async Task Target_reached_cancels_the_stop_and_sells()
    {
        await using var floor = await OpenAsync();
        var trade = await floor.Trader.OpenAsync();
        await floor.Controls.PriceAsync(71_000m, "spot");

        var closed = await floor.Trader.LookUntilClosedAsync(trade.Id);

        Assert.Equal((TradeStatus.Closed, CloseReason.TakeProfit, 0.00999m), (closed.Status, closed.CloseReason, closed.ExitedQuantity));
        Assert.Equal(OrderStatus.Cancelled, (await floor.Trader.OrderAsync(trade.Id, OrderRole.Stop)).Status);
        await LiveOrdersAsync(floor, 0);
        var entryFee = 0.00001m * closed.EntryPrice!.Value;
        var exitFee = 0.00999m * closed.ExitPrice!.Value * 0.001m;
        Assert.Equal(entryFee + exitFee, closed.Fees);
        Assert.Equal(((closed.ExitPrice.Value - closed.EntryPrice.Value) * 0.00999m) - closed.Fees, Math.Round(closed.RealizedPnl!.Value, 12));
    }

    [Fact]
    public async Task Stop_hit_sells_and_settles_with_the_loss()
    {
        await using var floor = await OpenAsync();
        var trade = await floor.Trader.OpenAsync();
        await floor.Controls.PriceAsync(66_000m, "spot");

        var closed = await floor.Trader.LookUntilClosedAsync(trade.Id);

        Assert.Equal((TradeStatus.Closed, CloseReason.StopLoss), (closed.Status, closed.CloseReason));
        Assert.True(closed.RealizedPnl < 0);
        Assert.Equal(2, (await floor.Controls.SentOrdersAsync()).Count);
    }

    [Fact]
    public async Task Stop_cancelled_by_hand_is_placed_again()
    {
        await using var floor = await OpenAsync();
        var trade = await floor.Trader.OpenAsync();
        var stop = await floor.Trader.OrderAsync(trade.Id, OrderRole.Stop);
        await floor.Exchange.CancelOrderAsync(Category.Spot, Trader.Btc, stop.LinkId, isStopOrder: true, Token);

        await floor.Trader.LookUntilAsync(trade.Id, FollowState.Unprotected);
        await floor.Trader.LookUntilAsync(trade.Id, FollowState.Protected);

        await LiveOrdersAsync(floor, 1);
        Assert.Single(await floor.Trader.NoticesAsync(), static notice => notice.Kind == "stopRestored");
    }

    [Fact]
    public async Task Part_filled_after_the_stop_was_placed_gets_a_stop_of_its_own()
    {
        await using var floor = await OpenAsync();
        var trade = await floor.Trader.OpenAsync();
        // As if the stop had been placed when only a part was filled; the coins bought by hand keep the venue from seeing the difference.
        await database.ExecuteAsync("update trading.orders set quantity = 0.004 where role = 'stop'");
        await floor.Trader.HandAsync(OrderSide.Buy, 0.01m, Category.Spot);

        await floor.Trader.LookUntilAsync(trade.Id, FollowState.Unprotected);
        await floor.Trader.LookUntilAsync(trade.Id, FollowState.Protected);

        Assert.Equal(0.00599m, (await floor.Trader.OrderAsync(trade.Id, OrderRole.Stop)).Quantity);
        await LiveOrdersAsync(floor, 2);
        await floor.Trader.CloseAsync(trade.Id);
        var closed = await floor.Trader.LookUntilClosedAsync(trade.Id);
        Assert.Equal((0.00999m, CloseReason.Manual), (closed.ExitedQuantity, closed.CloseReason));
        await LiveOrdersAsync(floor, 0);
    }

    [Theory]
    [InlineData("dropAfter", 2)]
    [InlineData("dropBefore", 3)]
    public async Task Lost_stop_is_found_or_placed_again_within_the_promise(string fault, int sent)
    {
        await using var floor = await OpenAsync();
        var trade = await floor.Trader.ApproveAsync();
        await floor.Trader.PlaceAsync(trade);
        await floor.Controls.FaultAsync(VenueControls.Create, fault);
        await floor.Trader.LookUntilAsync(trade, FollowState.Unprotected);
        if (fault == "dropBefore")
            floor.Clock.Advance(TimeSpan.FromSeconds(6.1));
        await floor.Trader.LookUntilAsync(trade, FollowState.Protected);

        Assert.Equal(sent, (await floor.Controls.SentOrdersAsync()).Count);
        await LiveOrdersAsync(floor, 1);
        Assert.Null((await floor.Trader.TradeAsync(trade)).CloseRequestedAt);
    }

    [Fact]
    public async Task Position_whose_stop_never_arrives_is_sold()
    {
        await using var floor = await OpenAsync();
        var trade = await floor.Trader.ApproveAsync();
        await floor.Trader.PlaceAsync(trade);
        await floor.Controls.FaultAsync(VenueControls.Create, "dropBefore");
        await floor.Trader.LookUntilAsync(trade, FollowState.Unprotected);
        await floor.Trader.CloseAsync(trade);

        // The unseen stop binds the coins until it certainly cannot arrive any more.
        Assert.Equal(FollowState.Closing, (await floor.Trader.LookAsync(trade)).State);
        floor.Clock.Advance(TimeSpan.FromSeconds(7));
        var closed = await floor.Trader.LookUntilClosedAsync(trade);

        Assert.Equal(0.00999m, closed.ExitedQuantity);
        await LiveOrdersAsync(floor, 0);
    }

    private async Task<Floor> OpenAsync()
    {
        var floor = await Floor.OpenAsync(database);
        await floor.Trader.StrategyAsync(strategy => strategy with { Category = Category.Spot, Leverage = null, Direction = AllowedDirection.Long });
        return floor;
    }

    // The venue acknowledges first and lists a little later.
    private static Task LiveOrdersAsync(Floor floor, int count) => Eventually.TrueAsync(
        async () => Assert.IsType<VenueResult<IReadOnlyList<VenueOrder>>.Success>(
            await floor.Exchange.GetOpenOrdersAsync(Category.Spot, Trader.Btc, Token)).Value.Count == count,
        $"There are not {count} live orders",
        cancellationToken: Token);
}
