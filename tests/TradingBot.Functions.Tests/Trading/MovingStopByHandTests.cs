using TradingBot.Core.Markets;
using TradingBot.Core.Notifications;
using TradingBot.Core.Strategies;
using TradingBot.Core.Trades;
using TradingBot.Trading.Positions;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>Stops that move by their rules, and a person who moves or removes them at the exchange.</summary>
public sealed class MovingStopByHandTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    [Theory]
    [InlineData(Category.Linear)]
    [InlineData(Category.Spot)]
    public async Task Person_who_moves_it_looser_than_the_rules_have_it_is_told_and_it_goes_back_there(Category category)
    {
        await using var stops = await OpenAsync(category);
        var trade = await stops.EnterAsync();
        var moved = (await stops.MoveAsync(trade, 4m)).StopLoss!.Value;
        // No looser than planned, and looser than where the rules have moved it.
        await stops.MoveByHandAsync(trade, trade.PlannedStopLoss!.Value + 500m);

        await stops.Fixture.Driver.LookUntilAsync(trade.Id, MonitorState.Unprotected);
        await stops.Fixture.Driver.LookUntilAsync(trade.Id, MonitorState.Protected);
        await stops.RestAsync(trade);

        Assert.Equal(moved, await stops.StandingAsync());
        Assert.Equal(moved, (await stops.Fixture.Driver.TradeAsync(trade.Id)).MovedStopLoss);
        Assert.Single(
            await stops.Fixture.Driver.NoticesAsync(),
            static notice => notice is { Kind: NoticeKinds.StopLoosened, Severity: Severity.Warning });
    }

    // With the stop in place the position would be closed by now.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Stop_that_is_gone_while_the_price_passes_its_place_ends_the_trade_as_the_stop_would_have(bool isRemoved)
    {
        await using var stops = await OpenAsync();
        var trade = await stops.EnterAsync();
        await stops.MoveAsync(trade, 4m);
        if (isRemoved)
            await stops.Fixture.Driver.RemoveStopAsync();
        else
            await stops.MoveByHandAsync(trade, trade.PlannedStopLoss!.Value + 100m);
        await stops.PriceAsync(MovingStops.At(trade, -0.1m));

        var closed = await stops.Fixture.Driver.LookUntilClosedAsync(trade.Id);

        Assert.Equal(CloseReason.StopLoss, closed.CloseReason);
        Assert.DoesNotContain(await stops.Fixture.Driver.NoticesAsync(), static notice => notice.Kind == NoticeKinds.Unprotected);
    }

    [Fact]
    public async Task Stop_that_is_removed_after_a_move_is_put_back_to_where_it_was_moved()
    {
        await using var stops = await OpenAsync();
        var trade = await stops.EnterAsync();
        var moved = (await stops.MoveAsync(trade, 4m)).StopLoss!.Value;
        await stops.Fixture.Driver.RemoveStopAsync();

        await stops.Fixture.Driver.LookUntilAsync(trade.Id, MonitorState.Unprotected);
        await stops.Fixture.Driver.LookUntilAsync(trade.Id, MonitorState.Protected);

        Assert.Equal(moved, await stops.StandingAsync());
    }

    [Theory]
    [InlineData(Category.Linear)]
    [InlineData(Category.Spot)]
    public async Task Person_who_moves_it_nearer_is_followed_until_the_rules_want_it_nearer_still(Category category)
    {
        await using var stops = await MovingStops.OpenAsync(
            database, static strategy => strategy with { Trailing = new TrailingRule(Percent: 2) }, category);
        var trade = await stops.EnterAsync();
        await stops.MoveAsync(trade, 3m);
        var nearer = MovingStops.At(trade, 2m);
        await stops.MoveByHandAsync(trade, nearer);
        await stops.RestAsync(trade);

        Assert.Equal(nearer, (await stops.MoveAsync(trade, 3.9m)).StopLoss);
        Assert.Single(await stops.Fixture.Driver.NoticesAsync(), static notice => notice.Kind == NoticeKinds.StopMoved);
        var now = await stops.MoveAsync(trade, 5m);
        Assert.Equal((Rounding.Up(MovingStops.At(trade, 5m) * 0.98m, 0.1m), now.StopLoss), (now.StopLoss, await stops.StandingAsync()));
    }

    [Theory]
    [InlineData(Category.Linear)]
    [InlineData(Category.Spot)]
    public async Task Looser_stop_that_a_strategy_keeps_stands_until_the_rules_go_on(Category category)
    {
        await using var stops = await MovingStops.OpenAsync(
            database, static strategy => strategy with { KeepMovedStops = true, Trailing = new TrailingRule(Percent: 2) }, category);
        var trade = await stops.EnterAsync();
        await stops.MoveAsync(trade, 3m);
        var looser = trade.PlannedStopLoss!.Value - 500m;
        await stops.MoveByHandAsync(trade, looser);

        Assert.Equal(looser, (await stops.MoveAsync(trade, 3m)).StopLoss);
        Assert.Equal(Rounding.Up(MovingStops.At(trade, 4m) * 0.98m, 0.1m), (await stops.MoveAsync(trade, 4m)).StopLoss);
    }

    private Task<MovingStops> OpenAsync(Category category = Category.Linear) => MovingStops.OpenAsync(
        database, static strategy => strategy with { BreakEven = new BreakEvenRule(new ReachedRule(R: 1), OffsetPercent: 0) }, category);
}
