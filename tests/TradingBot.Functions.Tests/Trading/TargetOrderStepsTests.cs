using Microsoft.Extensions.Time.Testing;
using TradingBot.Core.Exchange;
using TradingBot.Core.Notifications;
using TradingBot.Core.Orders;
using TradingBot.Core.Trades;
using TradingBot.Trading.Positions;
using static TradingBot.Functions.Tests.Trading.TargetLadders;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>What becomes of the orders of two targets, exactly at, and just beside, each of the limits.</summary>
public sealed class TargetOrderStepsTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private readonly FakeTimeProvider _time = StoppedClock.Create();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true, true, 2, 5, false)]
    [InlineData(true, true, 2, 5.1, true)]
    // The second one may still close what somebody else holds, or only a part is to be closed.
    [InlineData(true, true, 1, 60, false)]
    [InlineData(true, false, 2, 60, false)]
    [InlineData(false, true, 2, 0, true)]
    public async Task Exit_of_a_position_that_others_share_waits_five_seconds_for_targets_that_were_taken_back(
        bool isShared, bool isClosing, int takenBack, double secondsAgo, bool isFree)
    {
        await using var fixture = await OpenAsync(database, [(1, 50), (2, 50)]);
        var trade = await OpenTradeAsync(fixture) with { CloseRequestedAt = isClosing ? _time.GetUtcNow() : null };
        foreach (var leg in (await LegsAsync(fixture, trade)).Take(takenBack))
            await SetAsync(leg, $"reason = 'the bot took it back', updated_at = '{Ago(secondsAgo)}'");

        var holding = new PositionState(0.01m, trade.StopLoss, IsShared: isShared);
        Assert.Equal(isFree, await TargetsOf(fixture).ReleaseAsync(trade, holding, Token));
    }

    [Theory]
    [InlineData(false, false, true)]
    [InlineData(true, false, false)]
    [InlineData(true, true, true)]
    public async Task Exit_of_a_part_waits_until_the_cancels_of_the_targets_are_taken_and_one_of_all_does_not(
        bool isRefused, bool isClosing, bool isFree)
    {
        await using var fixture = await OpenAsync(database, [(1, 50), (2, 50)]);
        var trade = await OpenTradeAsync(fixture) with { CloseRequestedAt = isClosing ? _time.GetUtcNow() : null };
        if (isRefused)
            await fixture.Controls.FaultAsync("/v5/order/cancel-batch", "retCode", count: 20, retCode: 10001);

        Assert.Equal(isFree, await TargetsOf(fixture).ReleaseAsync(trade, new PositionState(0.01m, trade.StopLoss), Token));
    }

    [Theory]
    [InlineData("sent", 6, OrderStatus.Sent)]
    [InlineData("sent", 6.1, OrderStatus.Cancelled)]
    [InlineData("unknown", 6.1, OrderStatus.Cancelled)]
    [InlineData("open", 60, OrderStatus.Open)]
    public async Task Target_without_an_answer_that_is_not_shown_is_gone_once_it_can_no_longer_arrive(
        string status, double createdAgo, OrderStatus after)
    {
        await using var fixture = await OpenAsync(database, [(1, 50), (2, 50)]);
        var trade = await OpenTradeAsync(fixture);
        foreach (var leg in await LegsAsync(fixture, trade))
            await SetAsync(leg, $"status = '{status}', created_at = '{Ago(createdAgo)}'");

        Assert.False(await TargetsOf(fixture, Hidden(fixture.Exchange)).AreGoneAsync(trade, Token));

        Assert.Equal([after, after], (await LegsAsync(fixture, trade)).Select(static leg => leg.Status));
    }

    [Theory]
    [InlineData(OrderStatus.PartiallyFilled, "0.02", 60, 9.9, true)]
    [InlineData(OrderStatus.PartiallyFilled, "0.02", 9.9, 60, true)]
    [InlineData(OrderStatus.PartiallyFilled, "0.02", 60, 10, false)]
    [InlineData(OrderStatus.Filled, "0.02", 1, 1, false)]
    // Less stands than they may close.
    [InlineData(OrderStatus.PartiallyFilled, "0.006", 1, 1, false)]
    public async Task Targets_of_an_entry_that_goes_on_being_filled_grow_every_ten_seconds(
        OrderStatus entry, string standing, double firstAgo, double secondAgo, bool areLeft)
    {
        await using var fixture = await OpenAsync(database, [(1, 50), (2, 50)]);
        var trade = await OpenTradeAsync(fixture);
        var legs = await LegsAsync(fixture, trade);
        await SetAsync(legs[0], $"created_at = '{Ago(firstAgo)}'");
        await SetAsync(legs[1], $"created_at = '{Ago(secondAgo)}'");

        var next = await DriveAsync(fixture, trade, entry, decimal.Parse(standing));

        Assert.Equal(areLeft ? null : TimeSpan.FromMilliseconds(200), next);
        Assert.All(await LegsAsync(fixture, trade), leg => Assert.Equal(areLeft ? null : "the bot took it back", leg.Reason));
    }

    [Theory]
    [InlineData("cancelled", "gone", 59.9, 2)]
    [InlineData("cancelled", "gone", 60, 3)]
    [InlineData("rejected", "gone", 120, 2)]
    [InlineData("cancelled", "the bot took it back", 1, 3)]
    public async Task Target_that_stood_for_a_minute_or_was_taken_back_is_put_up_again_without_a_pause(
        string status, string reason, double stoodFor, int orders)
    {
        await using var fixture = await OpenAsync(database, [(1, 50), (2, 50)]);
        var trade = await OpenTradeAsync(fixture);
        await SetAsync(
            (await LegsAsync(fixture, trade))[0],
            $"status = '{status}', reason = '{reason}', created_at = '{Ago(0.1 + stoodFor)}', updated_at = '{Ago(0.1)}'");

        await DriveAsync(fixture, trade, OrderStatus.Filled, 0.01m);

        Assert.Equal(orders, (await LegsAsync(fixture, trade)).Count);
    }

    [Theory]
    [InlineData("filled", "0.003", false, true, true)]
    [InlineData("open", "0.003", false, true, true)]
    [InlineData("open", "0.002", false, false, false)]
    // The end of the trade tells of it then.
    [InlineData("filled", "0.003", true, true, false)]
    public async Task Target_is_reached_once_all_of_its_order_is_filled_and_told_with_what_is_closed_and_left(
        string status, string filled, bool isClosing, bool isReached, bool isTold)
    {
        await using var fixture = await OpenAsync(database, [(1, 30), (2, 70)]);
        var trade = await OpenTradeAsync(fixture) with { CloseRequestedAt = isClosing ? _time.GetUtcNow() : null };
        await SetAsync((await LegsAsync(fixture, trade))[0], $"status = '{status}', filled_quantity = {filled}");

        var after = await TargetsOf(fixture).NoteAsync(trade, await fixture.Ledger.ListOrdersAsync(trade.Id, Token), Token);

        Assert.Equal([isReached, false], after.Targets.Select(static target => target.IsReached));
        var lines = (await fixture.Ledger.ReadStoryAsync(trade.Id, Token))!.Events
            .Where(static line => line.Kind == TradeEventKinds.TargetReached).Select(static line => line.Message);
        Assert.Equal(isReached ? "Reached: target 1 of 2. 0.003 are closed." : "", string.Join(' ', lines));
        var notices = (await fixture.Driver.NoticesAsync()).Where(static notice => notice.Kind == NoticeKinds.TargetReached).ToList();
        Assert.Equal(isTold ? 1 : 0, notices.Count);
        Assert.All(notices, static notice =>
        {
            Assert.StartsWith("0.003 BTCUSDT were closed at ", notice.Body, StringComparison.Ordinal);
            Assert.EndsWith("; 0.007 stay open with their stop-loss.", notice.Body, StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("open", 7, OrderStatus.Open)]
    [InlineData("open", 7.1, OrderStatus.Cancelled)]
    [InlineData("partiallyFilled", 7.1, OrderStatus.Cancelled)]
    // It may never have arrived, and is sent again.
    [InlineData("unknown", 60, OrderStatus.Unknown)]
    public async Task Target_that_was_taken_and_is_not_shown_has_ended_after_seven_seconds(
        string status, double secondsAgo, OrderStatus after)
    {
        await using var fixture = await OpenAsync(database, [(1, 50), (2, 50)]);
        var trade = await OpenTradeAsync(fixture);
        foreach (var leg in await LegsAsync(fixture, trade))
            await SetAsync(leg, $"status = '{status}', updated_at = '{Ago(secondsAgo)}'");

        await new FillSynchronizer(Hidden(fixture.Exchange), fixture.Ledger, _time).RunAsync(trade, Token);

        Assert.Equal([after, after], (await LegsAsync(fixture, trade)).Select(static leg => leg.Status));
    }

    [Theory]
    [InlineData("7", "0.005", "")]
    [InlineData("0", "0.004", "from 0.005 to 0.004: putting it back.")]
    [InlineData("7", "0.004", "from 0.005 to 0.004: putting it back.")]
    public async Task Order_of_a_target_that_a_person_changed_is_in_the_books_as_it_is_and_told_where_its_size_is_another(
        string by, string quantity, string told)
    {
        await using var fixture = await OpenAsync(database, [(1, 50), (2, 50)]);
        var trade = await OpenTradeAsync(fixture);
        var leg = (await LegsAsync(fixture, trade))[1];
        var changed = AlteredExchange<ExchangeOrder?>.Of(
            fixture.Exchange,
            nameof(IExchange.FindOrderAsync),
            order => order?.LinkId == leg.LinkId.Value
                ? order with { LimitPrice = order.LimitPrice + decimal.Parse(by), Quantity = decimal.Parse(quantity) }
                : order);

        await new FillSynchronizer(changed, fixture.Ledger, _time).RunAsync(trade, Token);

        var after = (await LegsAsync(fixture, trade))[1];
        Assert.Equal((leg.LimitPrice + decimal.Parse(by), decimal.Parse(quantity)), (after.LimitPrice, after.Quantity));
        var lines = (await fixture.Ledger.ReadStoryAsync(trade.Id, Token))!.Events
            .Where(static line => line.Kind == TradeEventKinds.TargetMoved).Select(static line => line.Message);
        Assert.Equal(
            told.Length == 0 ? "" : $"The order of target 2 of 2 was changed at the exchange {told}", string.Join(' ', lines));
    }

    private static IExchange Hidden(IExchange exchange) =>
        AlteredExchange<ExchangeOrder?>.Of(exchange, nameof(IExchange.FindOrderAsync), static _ => null);

    private string Ago(double seconds) => $"{_time.GetUtcNow().AddSeconds(-seconds):O}";

    private Task SetAsync(OrderRecord leg, string values) =>
        database.ExecuteAsync($"update trading.orders set {values} where link_id = '{leg.LinkId}'");

    private async Task<TimeSpan?> DriveAsync(TradingFixture fixture, TradeRecord trade, OrderStatus entry, decimal standing) =>
        await TargetsOf(fixture).DriveAsync(
            trade,
            await fixture.Driver.EntryAsync(trade.Id, order => order with { Status = entry }),
            new PositionState(standing, trade.StopLoss),
            Token);

    private TargetOrders TargetsOf(TradingFixture fixture, IExchange? venue = null)
    {
        var exchange = venue ?? fixture.Exchange;
        return new TargetOrders(
            exchange, fixture.Ledger, fixture.Service<INotificationStore>(), new UnansweredOrder(exchange, fixture.Ledger, _time), _time);
    }
}
