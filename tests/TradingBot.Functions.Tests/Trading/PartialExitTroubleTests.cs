using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Notifications;
using TradingBot.Core.Orders;
using TradingBot.Core.Signals;
using TradingBot.Core.Trades;
using TradingBot.TestKit;
using TradingBot.Trading.Positions;
using static TradingBot.Functions.Tests.Trading.PartialExitAlerts;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>A part that is refused, late or overtaken: no more than it is closed, what stands is guarded, and giving up is told.</summary>
public sealed class PartialExitTroubleTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Refused_sale_of_coins_is_tried_again_and_the_rest_has_its_stop(int refused)
    {
        await using var fixture = await OpenAsync(database, Category.Spot);
        var trade = await fixture.Driver.OpenAsync();
        await ReduceAsync(fixture, Portion.Amount(0.005m), Category.Spot);
        await fixture.Controls.FaultAsync(PaperExchangeControls.Create, "retCode", count: refused, retCode: 170131);

        await LookUntilAsync(fixture, trade.Id, static trade => trade.Reduction is null);

        await fixture.Driver.LookUntilAsync(trade.Id, MonitorState.Protected);
        var reduced = await fixture.Driver.TradeAsync(trade.Id);
        Assert.Equal((0.005m, null), (reduced.ExitedQuantity, reduced.CloseRequestedAt));
        var orders = await fixture.Ledger.ListOrdersAsync(trade.Id, Token);
        Assert.Equal(0.00499m, Assert.Single(orders, static order => order.Role == OrderRole.Stop && !order.Status.IsFinal()).Quantity);
        Assert.InRange(orders.Count(static order => order.Role == OrderRole.Stop), 2, 2 + refused);
    }

    [Fact]
    public async Task Part_that_is_refused_for_good_is_given_up_and_the_position_stays_as_it_is()
    {
        await using var fixture = await OpenAsync(database);
        var trade = await fixture.Driver.OpenAsync();
        await ReduceAsync(fixture, Portion.Percent(30));
        await fixture.Controls.FaultAsync(PaperExchangeControls.Create, "retCode", count: 100, retCode: 110007);

        await LookUntilAsync(fixture, trade.Id, static trade => trade.Reduction is null, TimeSpan.FromSeconds(60));

        var left = await fixture.Driver.TradeAsync(trade.Id);
        Assert.Equal((0m, null, null), (left.ExitedQuantity, left.CloseRequestedAt, left.StopMissingSince));
        var tries = (await fixture.Ledger.ListOrdersAsync(trade.Id, Token)).Where(static order => order.Role == OrderRole.Exit).ToList();
        Assert.Equal(12, tries.Count);
        Assert.Equal((0.01m, trade.StopLoss), await StandingAsync(fixture));
        var notices = (await fixture.Driver.NoticesAsync()).Where(static notice => notice.Kind == NoticeKinds.ReduceFailed).ToList();
        Assert.Equal(2, notices.Count);
        Assert.Contains(notices, notice => notice.Body.Contains(
            $"The exchange took none of 12 orders; it said: {tries[^1].Reason!.TrimEnd('.')}. 0 of 0.003 BTCUSDT that were to be closed "
                + "are closed; 0.01 stay open with their stop-loss.",
            StringComparison.Ordinal));
        Assert.Contains(TradeEventKinds.ReduceFailed, await fixture.Driver.StoryAsync(trade.Id));
    }

    [Theory]
    [InlineData(14, 0.007)]
    [InlineData(16, 0.01)]
    public async Task Part_that_was_asked_for_long_ago_is_not_closed_any_more(int minutesAgo, double left)
    {
        await using var fixture = await OpenAsync(database);
        var trade = await fixture.Driver.OpenAsync();
        await ReduceAsync(fixture, Portion.Percent(30));
        var asked = fixture.Clock.GetUtcNow().AddMinutes(-minutesAgo);
        await database.ExecuteAsync($"update trading.trades set reduce_requested_at = '{asked:O}'");

        await LookUntilAsync(fixture, trade.Id, static trade => trade.Reduction is null);

        Assert.Equal((decimal)left, (await fixture.Driver.PositionAsync())!.Quantity);
    }

    [Fact]
    public async Task Part_as_large_as_what_a_person_left_is_not_closed()
    {
        await using var fixture = await OpenAsync(database);
        var trade = await fixture.Driver.OpenAsync();
        await ReduceAsync(fixture, Portion.Percent(50));
        await fixture.Driver.HandAsync(OrderSide.Sell, 0.005m);

        await LookUntilAsync(fixture, trade.Id, static trade => trade.Reduction is null);

        var left = await fixture.Driver.TradeAsync(trade.Id);
        Assert.Equal((0.005m, null), (left.OpenQuantity, left.CloseRequestedAt));
        Assert.Equal(0.005m, (await fixture.Driver.PositionAsync())!.Quantity);
        Assert.Contains(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == NoticeKinds.ReduceFailed);
    }

    [Fact]
    public async Task Share_is_one_of_what_stands_and_not_of_what_only_the_books_still_hold()
    {
        await using var fixture = await OpenAsync(database);
        var trade = await fixture.Driver.OpenAsync();
        await fixture.Driver.HandAsync(OrderSide.Sell, 0.004m);
        await Eventually.TrueAsync(
            async () => (await fixture.Driver.PositionAsync())!.Quantity == 0.006m, "The hand never sold", cancellationToken: Token);
        var alert = await AlertAsync(fixture, Portion.Percent(50), Category.Linear);

        Assert.True((await fixture.Driver.DecideAsync(alert)).IsWaiting);

        await LookUntilAsync(fixture, trade.Id, static trade => trade.OpenQuantity == 0.006m);
        Assert.False((await fixture.Driver.DecideAsync(alert)).IsWaiting);
        Assert.Equal(0.003m, (await fixture.Driver.TradeAsync(trade.Id)).Reduction!.Quantity);
    }

    [Theory]
    [InlineData(15, true)]
    [InlineData(21, false)]
    public async Task Part_that_cannot_be_reckoned_is_denied_after_twenty_seconds(double seconds, bool isWaiting)
    {
        await using var fixture = await OpenAsync(database);
        await fixture.Driver.OpenAsync();
        await ReduceAsync(fixture, Portion.Percent(30));
        var second = await AlertAsync(fixture, Portion.Percent(30), Category.Linear);
        var received = (await fixture.Driver.SignalAsync(second)).ReceivedAt;
        fixture.Clock.Advance(received.AddSeconds(seconds) - fixture.Clock.GetUtcNow());

        Assert.Equal(isWaiting, (await fixture.Driver.DecideAsync(second)).IsWaiting);

        Assert.Equal(isWaiting ? null : DenialCodes.ReduceBusy, (await fixture.Driver.SignalAsync(second)).Reason?.Code);
    }

    // It arrived long ago, and waited for what came before it: that opens the position only now.
    [Theory]
    [InlineData(15, true)]
    [InlineData(21, false)]
    public async Task Seconds_of_a_part_count_from_the_opening_of_its_trade(double seconds, bool isWaiting)
    {
        await using var fixture = await OpenAsync(database);
        var entry = await fixture.Driver.AlertAsync(SignalAction.Buy);
        var alert = await AlertAsync(fixture, Portion.Percent(50), Category.Linear);
        fixture.Clock.Advance(TimeSpan.FromSeconds(25));
        Assert.True((await fixture.Driver.DecideAsync(alert)).IsWaiting);
        var trade = await fixture.Driver.TradeAsync(new TradeId((await fixture.Driver.DecideAsync(entry)).TradeId!.Value));
        fixture.Clock.Advance(trade.CreatedAt.AddSeconds(seconds) - fixture.Clock.GetUtcNow());

        Assert.Equal(isWaiting, (await fixture.Driver.DecideAsync(alert)).IsWaiting);

        Assert.Equal(isWaiting ? null : DenialCodes.ReduceBusy, (await fixture.Driver.SignalAsync(alert)).Reason?.Code);
    }

    // The third arrived long ago: each of the two before it took its time, and the second one is asked for only now.
    [Fact]
    public async Task Seconds_of_a_part_count_from_the_one_before_it()
    {
        await using var fixture = await OpenAsync(database);
        var trade = await fixture.Driver.OpenAsync();
        await ReduceAsync(fixture, Portion.Percent(50));
        var second = await AlertAsync(fixture, Portion.Amount(0.002m));
        var third = await AlertAsync(fixture, Portion.Amount(0.001m));
        fixture.Clock.Advance(TimeSpan.FromSeconds(15));
        await LookUntilAsync(fixture, trade.Id, static trade => trade.Reduction is null);
        await fixture.Driver.LookUntilAsync(trade.Id, MonitorState.Protected);
        Assert.False((await fixture.Driver.DecideAsync(second)).IsWaiting);
        fixture.Clock.Advance(TimeSpan.FromSeconds(15));

        Assert.True((await fixture.Driver.DecideAsync(third)).IsWaiting);

        await LookUntilAsync(fixture, trade.Id, static trade => trade.Reduction is null);
        await fixture.Driver.LookUntilAsync(trade.Id, MonitorState.Protected);
        Assert.False((await fixture.Driver.DecideAsync(third)).IsWaiting);
        Assert.Equal(0.001m, (await fixture.Driver.TradeAsync(trade.Id)).Reduction?.Quantity);
    }

    [Fact]
    public async Task Rest_of_coins_is_guarded_while_the_sale_is_not_in_the_books()
    {
        await using var fixture = await OpenAsync(database, Category.Spot);
        var trade = await fixture.Driver.OpenAsync();
        await ReduceAsync(fixture, Portion.Amount(0.005m), Category.Spot);
        var stop = await fixture.Driver.OrderAsync(trade.Id, OrderRole.Stop);
        await fixture.Exchange.CancelOrderAsync(Category.Spot, TradeDriver.Btc, stop.LinkId, isStopOrder: true, Token);
        await database.ExecuteAsync($"""
            insert into trading.orders
                select (jsonb_populate_record(o, jsonb_build_object('link_id', 'n', 'role', 'exit', 'status', 'filled', 'quantity', 0.005,
                    'filled_quantity', 0.005, 'updated_at', '{fixture.Clock.GetUtcNow():O}'))).*
                from trading.orders o where o.role = 'stop';
            update trading.orders set status = 'cancelled' where role = 'stop'
            """);

        await fixture.Driver.LookAsync(trade.Id);

        var orders = await fixture.Ledger.ListOrdersAsync(trade.Id, Token);
        Assert.Equal(0.00499m, Assert.Single(orders, static order => order.Role == OrderRole.Stop && !order.Status.IsFinal()).Quantity);
        Assert.Null((await fixture.Driver.TradeAsync(trade.Id)).PositionMissingSince);
    }

    private static Task LookUntilAsync(TradingFixture fixture, TradeId trade, Func<TradeRecord, bool> isMeant, TimeSpan? step = null) =>
        Eventually.TrueAsync(
            async () =>
            {
                await fixture.Driver.LookAsync(trade);
                if (isMeant(await fixture.Driver.TradeAsync(trade)))
                    return true;
                await fixture.PassAsync(step ?? TimeSpan.FromMilliseconds(200));
                return false;
            },
            "The trade never came to it",
            cancellationToken: Token);
}
