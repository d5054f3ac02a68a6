using TradingBot.Core.Foundation;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Strategies;
using TradingBot.Core.Trades;
using TradingBot.TestKit;
using TradingBot.Trading.Positions;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>Spot: coins instead of a position, a stop order of our own, a target watched by us, and dust.</summary>
public sealed class SpotFlowTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Entry_is_guarded_by_a_stop_order_for_what_can_be_sold()
    {
        await using var fixture = await OpenAsync();

        var trade = await fixture.Driver.OpenAsync();

        var stop = await fixture.Driver.OrderAsync(trade.Id, OrderRole.Stop);
        Assert.Equal((OrderStatus.Open, trade.StopLoss), (stop.Status, stop.TriggerPrice));
        // A thousandth of the bought coins went as the fee.
        Assert.Equal(0.00999m, stop.Quantity);
        Assert.NotNull(trade.StopConfirmedAt);
        await LiveOrdersAsync(fixture, 1);
    }

    [Fact]
    public async Task Target_reached_cancels_the_stop_and_sells()
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync();
        await fixture.Controls.PriceAsync(71_000m, "spot");

        var closed = await fixture.Driver.LookUntilClosedAsync(trade.Id);

        Assert.Equal((TradeStatus.Closed, CloseReason.TakeProfit, 0.00999m), (closed.Status, closed.CloseReason, closed.ExitedQuantity));
        Assert.Equal(OrderStatus.Cancelled, (await fixture.Driver.OrderAsync(trade.Id, OrderRole.Stop)).Status);
        await LiveOrdersAsync(fixture, 0);
        var entryFee = 0.00001m * closed.EntryPrice!.Value;
        var exitFee = 0.00999m * closed.ExitPrice!.Value * 0.001m;
        Assert.Equal(entryFee + exitFee, closed.Fees);
        Assert.Equal(
            ((closed.ExitPrice.Value - closed.EntryPrice.Value) * 0.00999m) - closed.Fees, Math.Round(closed.RealizedPnl!.Value, 12));
    }

    [Fact]
    public async Task Stop_hit_sells_and_settles_with_the_loss()
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync();
        await fixture.Controls.PriceAsync(66_000m, "spot");

        var closed = await fixture.Driver.LookUntilClosedAsync(trade.Id);

        Assert.Equal((TradeStatus.Closed, CloseReason.StopLoss), (closed.Status, closed.CloseReason));
        Assert.True(closed.RealizedPnl < 0);
        Assert.Equal(2, (await fixture.Controls.SentOrdersAsync()).Count);
    }

    [Theory]
    [InlineData("0.1", false)]
    [InlineData("0", true)]
    [InlineData("-0.1", true)]
    public async Task Stop_is_passed_at_its_price_and_not_before(string above, bool isPassed)
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync();

        await fixture.Controls.PriceAsync(trade.StopLoss!.Value + decimal.Parse(above), "spot");

        var bare = new PositionState(trade.OpenQuantity, StopLoss: null);
        Assert.Equal(isPassed, await fixture.Service<SpotPositions>().IsStopPassedAsync(trade, bare, Token));
        Assert.False(await fixture.Service<SpotPositions>().IsStopPassedAsync(trade, bare with { StopLoss = trade.StopLoss }, Token));
    }

    [Fact]
    public async Task Stop_cancelled_by_hand_is_placed_again_and_only_then_told_as_missing()
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync();
        Assert.DoesNotContain("stopMissing", await fixture.Driver.StoryAsync(trade.Id));
        var stop = await fixture.Driver.OrderAsync(trade.Id, OrderRole.Stop);
        await fixture.Exchange.CancelOrderAsync(Category.Spot, TradeDriver.Btc, stop.LinkId, isStopOrder: true, Token);

        await fixture.Driver.LookUntilAsync(trade.Id, MonitorState.Unprotected);
        await fixture.Driver.LookUntilAsync(trade.Id, MonitorState.Protected);

        await LiveOrdersAsync(fixture, 1);
        Assert.Single(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == "stopRestored");
        Assert.Single(await fixture.Driver.StoryAsync(trade.Id), "stopMissing");
    }

    [Fact]
    public async Task Part_filled_after_the_stop_was_placed_gets_a_stop_of_its_own()
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync();
        // As if the stop had been placed when only a part was filled; the coins bought by hand keep the exchange from seeing the
        // difference.
        await database.ExecuteAsync("update trading.orders set quantity = 0.004 where role = 'stop'");
        await fixture.Driver.HandAsync(OrderSide.Buy, 0.01m, Category.Spot);

        await fixture.Driver.LookUntilAsync(trade.Id, MonitorState.Unprotected);
        await fixture.Driver.LookUntilAsync(trade.Id, MonitorState.Protected);

        Assert.Equal(0.00599m, (await fixture.Driver.OrderAsync(trade.Id, OrderRole.Stop)).Quantity);
        await LiveOrdersAsync(fixture, 2);
        await fixture.Driver.CloseAsync(trade.Id);
        var closed = await fixture.Driver.LookUntilClosedAsync(trade.Id);
        Assert.Equal((0.00999m, CloseReason.Manual), (closed.ExitedQuantity, closed.CloseReason));
        await LiveOrdersAsync(fixture, 0);
    }

    [Fact]
    public async Task Of_two_stops_the_one_that_was_moved_looser_is_seen_and_put_back()
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync();
        // As above: a part was filled after the first stop was placed.
        await database.ExecuteAsync("update trading.orders set quantity = 0.004 where role = 'stop'");
        await fixture.Driver.HandAsync(OrderSide.Buy, 0.01m, Category.Spot);
        await fixture.Driver.LookUntilAsync(trade.Id, MonitorState.Unprotected);
        await fixture.Driver.LookUntilAsync(trade.Id, MonitorState.Protected);
        var looser = new OrderAmendment
        {
            LinkId = OrderLinkId.For(trade.Id, OrderRole.Stop, 0),
            Category = Category.Spot,
            Symbol = TradeDriver.Btc,
            TriggerPrice = trade.PlannedStopLoss - 1000m,
        };
        Assert.IsType<SubmitOutcome.Accepted>(
            await fixture.Exchange.AmendOrderAsync(looser, TestContext.Current.CancellationToken));

        await fixture.Driver.LookUntilAsync(trade.Id, MonitorState.Unprotected);
        await fixture.Driver.LookUntilAsync(trade.Id, MonitorState.Protected);

        var orders = await fixture.Ledger.ListOrdersAsync(trade.Id, TestContext.Current.CancellationToken);
        var stops = orders.Where(static order => order.Role == OrderRole.Stop).ToList();
        Assert.Equal([trade.PlannedStopLoss, trade.PlannedStopLoss], stops.Select(static stop => stop.TriggerPrice));
    }

    [Theory]
    [InlineData("dropAfter", 2)]
    [InlineData("dropBefore", 3)]
    public async Task Lost_stop_is_found_or_placed_again_within_the_promise(string fault, int sent)
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.ApproveAsync();
        await fixture.Driver.PlaceAsync(trade);
        await fixture.Controls.FaultAsync(PaperExchangeControls.Create, fault);
        await fixture.Driver.LookUntilAsync(trade, MonitorState.Unprotected);
        if (fault == "dropBefore")
            await fixture.PassAsync(TimeSpan.FromSeconds(6.1));
        await fixture.Driver.LookUntilAsync(trade, MonitorState.Protected);

        Assert.Equal(sent, (await fixture.Controls.SentOrdersAsync()).Count);
        await LiveOrdersAsync(fixture, 1);
        Assert.Null((await fixture.Driver.TradeAsync(trade)).CloseRequestedAt);
    }

    [Fact]
    public async Task Position_whose_stop_never_arrives_is_sold()
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.ApproveAsync();
        await fixture.Driver.PlaceAsync(trade);
        await fixture.Controls.FaultAsync(PaperExchangeControls.Create, "dropBefore");
        await fixture.Driver.LookUntilAsync(trade, MonitorState.Unprotected);
        await fixture.Driver.CloseAsync(trade);

        // The unseen stop binds the coins until it certainly cannot arrive any more.
        Assert.Equal(MonitorState.Closing, (await fixture.Driver.LookAsync(trade)).State);
        await fixture.PassAsync(TimeSpan.FromSeconds(7));
        var closed = await fixture.Driver.LookUntilClosedAsync(trade);

        Assert.Equal(0.00999m, closed.ExitedQuantity);
        await LiveOrdersAsync(fixture, 0);
    }

    // An inverse contract is settled from the same coins. The exchange sells nothing of which there is not enough: the stop would be dead.
    [Fact]
    public async Task Stop_follows_the_coins_that_another_market_spent()
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync();
        await fixture.Controls.PriceAsync(68_000m, "spot");
        await InverseAsync(fixture, OrderSide.Sell);
        await fixture.Controls.PriceAsync(72_000m, "inverse", "BTCUSD");
        await InverseAsync(fixture, OrderSide.Buy);

        await fixture.PassAsync(TimeSpan.FromSeconds(11));
        await fixture.Driver.LookUntilAsync(trade.Id, MonitorState.Unprotected);
        await fixture.Driver.LookUntilAsync(trade.Id, MonitorState.Protected);

        var stop = await fixture.Driver.OrderAsync(trade.Id, OrderRole.Stop);
        Assert.InRange(stop.Quantity, 0.009m, 0.00955m);
        await LiveOrdersAsync(fixture, 1);
        List<string> story = [.. await fixture.Driver.StoryAsync(trade.Id)];
        Assert.Equal(
            ["stopConfirmed", "positionMissing", "stopTooLarge", "orderCancelled", "stopSent", "stopAccepted", "stopRestored"],
            story.Skip(story.IndexOf("stopConfirmed")));
        var told = Assert.Single(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == "stopRestored");
        var gone = DecimalText.Write(0.00999m - stop.Quantity);
        Assert.StartsWith($"{gone} BTCUSDT of the trade are not in the wallet", told.Body, StringComparison.Ordinal);
        Assert.EndsWith($", for the {DecimalText.Write(stop.Quantity)} that are there.", told.Body, StringComparison.Ordinal);
        await fixture.Controls.PriceAsync(trade.PlannedStopLoss!.Value - 100m, "spot");
        await fixture.Driver.LookUntilAsync(trade.Id, MonitorState.Opening);
        await fixture.PassAsync(TimeSpan.FromSeconds(31));
        var closed = await fixture.Driver.LookUntilClosedAsync(trade.Id);
        Assert.Equal((CloseReason.StopLoss, stop.Quantity), (closed.CloseReason, closed.ExitedQuantity));
        var lost = Assert.Single(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == "positionLost");
        Assert.Contains($" {gone} of 0.01 BTCUSDT were not at the exchange", lost.Body, StringComparison.Ordinal);
        Assert.StartsWith($"{gone} BTCUSDT", Assert.Single(await fixture.Driver.DiscrepanciesAsync()).Message, StringComparison.Ordinal);
    }

    private static async Task InverseAsync(TradingFixture fixture, OrderSide side)
    {
        var intent = new OrderIntent
        {
            LinkId = OrderLinkId.Parse($"hand-inverse-{side}"),
            Category = Category.Inverse,
            Symbol = Symbol.Parse("BTCUSD"),
            Side = side,
            Type = OrderType.Market,
            Quantity = 600,
        };
        Assert.IsType<SubmitOutcome.Accepted>(await fixture.Exchange.PlaceOrderAsync(intent, Token));
        await fixture.Controls.SettledAsync();
    }

    private async Task<TradingFixture> OpenAsync()
    {
        var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync(
            strategy => strategy with { Category = Category.Spot, Leverage = null, Direction = AllowedDirection.Long });
        return fixture;
    }

    // The exchange acknowledges first and lists a little later.
    private static Task LiveOrdersAsync(TradingFixture fixture, int count) => Eventually.TrueAsync(
        async () => Assert.IsType<ExchangeResult<IReadOnlyList<ExchangeOrder>>.Success>(
            await fixture.Exchange.GetOpenOrdersAsync(Category.Spot, TradeDriver.Btc, Token)).Value.Count == count,
        $"There are not {count} live orders",
        cancellationToken: Token);
}
