using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Trades;
using TradingBot.Trading.Exchange;
using TradingBot.Trading.Positions;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>What guards the rest meanwhile.</summary>
public sealed partial class PartialExitStepsTests
{
    // Three of the four that are to be closed still are; what they leave has its stop meanwhile.
    [Theory]
    [InlineData(Category.Linear, true, 4.9, Soon, 0)]
    [InlineData(Category.Linear, true, 5, Calm, 0)]
    [InlineData(Category.Linear, false, 1, null, 0)]
    [InlineData(Category.Spot, false, 4.9, Soon, 1)]
    [InlineData(Category.Spot, false, 5, null, 1)]
    public async Task Rest_beside_an_order_that_works_is_looked_after_and_only_coins_wait_for_their_stop(
        Category category, bool isGuarded, double createdAgo, double? next, int stops)
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync() with { Category = category };
        await PartAsync(fixture, trade, OrderStatus.PartiallyFilled, createdAgo, createdAgo, filled: 0.001m);

        var look = await DriveAsync(
            fixture, trade, isGuarded ? Guarded : Guarded with { StopLoss = null }, new Reduction(Part, 0, _time.GetUtcNow()));

        Assert.Equal((next, 0.007m, stops), (look.Next?.TotalSeconds, look.Rest.Quantity, _stops.Count));
    }

    [Theory]
    [InlineData(OrderStatus.Rejected, 0.9, 0)]
    [InlineData(OrderStatus.Rejected, 1, 1)]
    [InlineData(OrderStatus.Cancelled, 0.1, 1)]
    public async Task Stop_of_coins_that_was_just_refused_is_asked_for_again_after_a_second(
        OrderStatus status, double secondsAgo, int stops)
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync() with { Category = Category.Spot };
        await PartAsync(fixture, trade, OrderStatus.Open, createdAgo: 1, updatedAgo: 1);
        await OrderAsync(fixture, trade, OrderRole.Stop, 0, status, createdAgo: 2, secondsAgo, filled: 0);

        await DriveAsync(fixture, trade, Guarded with { StopLoss = null }, new Reduction(Part, 0, _time.GetUtcNow()));

        Assert.Equal(stops, _stops.Count);
    }

    [Theory]
    [InlineData(Category.Spot, 4.9, Soon)]
    [InlineData(Category.Spot, 5, null)]
    [InlineData(Category.Linear, 1, null)]
    public async Task End_of_a_part_of_coins_waits_a_moment_for_their_stop(Category category, double secondsAgo, double? next)
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync() with { Category = category };
        var reduction = await AskAsync(fixture, trade);
        await RefusedAsync(fixture, trade, count: 12, secondsAgo);

        var look = await DriveAsync(fixture, trade, Guarded with { StopLoss = null }, reduction);

        Assert.Equal(next, look.Next?.TotalSeconds);
        Assert.Equal(next is null, (await fixture.Driver.TradeAsync(trade.Id)).Reduction is null);
        Assert.Equal(next is null, (await fixture.Driver.NoticesAsync()).Any(static notice =>
            notice.Body.EndsWith("0.01 stay open; their stop-loss is looked after.", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(OrderStatus.PartiallyFilled, "0.00699")]
    [InlineData(OrderStatus.Cancelled, "0.00999")]
    public async Task Coins_that_an_order_still_sells_get_no_stop(OrderStatus status, string guarded)
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync(RestingEntry.Spot);
        var trade = await fixture.Driver.OpenAsync();
        await database.ExecuteAsync("update trading.orders set status = 'cancelled' where role = 'stop'");
        await PartAsync(fixture, trade, status, createdAgo: 2, updatedAgo: 2, filled: 0.001m);
        var exchange = Taking(fixture.Exchange);
        using var wallet = new RecentWallet(exchange, _time);
        var spot = new SpotPositions(exchange, fixture.Ledger, new UnansweredOrder(exchange, fixture.Ledger, _time), wallet, _time);

        await PartsOf(fixture, exchange).GuardAsync(
            spot, trade, new PositionState(0.00999m, null), new Reduction(Part, 0, _time.GetUtcNow()), Token);

        Assert.Equal((decimal.Parse(guarded), trade.PlannedStopLoss), (Assert.Single(_sent).Quantity, _sent[0].TriggerPrice));
    }
}
