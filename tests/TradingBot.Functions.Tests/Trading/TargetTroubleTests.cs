using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Notifications;
using TradingBot.Core.Orders;
using TradingBot.Core.Signals;
using TradingBot.Core.Strategies;
using TradingBot.Core.Trades;
using TradingBot.Trading.Positions;
using static TradingBot.Functions.Tests.Trading.TargetLadders;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>Targets that close parts, on an exchange that answers badly, and with a position that others change.</summary>
public sealed class TargetTroubleTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private const string CancelBatch = "/v5/order/cancel-batch";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("dropAfter", 1)]
    [InlineData("dropBefore", 1)]
    [InlineData("dropBefore", 4)]
    [InlineData("retCode", 3)]
    [InlineData("retCode", 200)]
    [InlineData("status", 2)]
    public async Task Exit_passes_whatever_becomes_of_the_cancels(string fault, int count)
    {
        await using var fixture = await OpenAsync(database, [(1, 50), (2, 50)]);
        var trade = await OpenTradeAsync(fixture);
        await fixture.Controls.FaultAsync(CancelBatch, fault, count: count);

        await fixture.Driver.CloseAsync(trade.Id);
        await LookUntilAsync(fixture, trade, static now => now.OpenQuantity == 0);
        await fixture.Controls.HealAsync();
        var closed = await fixture.Driver.LookUntilClosedAsync(trade.Id);

        Assert.Equal((CloseReason.Manual, 0.01m), (closed.CloseReason, closed.ExitedQuantity));
        Assert.Null(await fixture.Driver.PositionAsync());
        Assert.Empty(await OpenOrdersAsync(fixture));
    }

    [Fact]
    public async Task Two_who_look_at_once_place_each_target_once()
    {
        await using var fixture = await OpenAsync(database, [(1, 20), (2, 30), (3, 50)]);
        var trade = await fixture.Driver.OpenAsync();
        for (var round = 0; round < 6; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => fixture.Driver.LookAsync(trade.Id)));
            await fixture.PassAsync(TimeSpan.FromMilliseconds(200));
        }

        await LookUntilRestedAsync(fixture, trade);
        Assert.Equal([0.002m, 0.003m, 0.005m], await WorkingAsync(fixture, trade));
        Assert.Equal(3, (await LegsAsync(fixture, trade)).Count);
    }

    [Fact]
    public async Task Two_who_see_a_target_reached_tell_it_once()
    {
        await using var fixture = await OpenAsync(database, [(1, 50), (2, 50)]);
        var trade = await OpenTradeAsync(fixture);
        await fixture.Controls.PriceAsync(trade.Targets[0].Price);
        await fixture.Controls.SettledAsync();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => fixture.Driver.LookAsync(trade.Id)));
        await LookUntilAsync(fixture, trade, static now => now.OpenQuantity == 0.005m);

        Assert.Single(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == NoticeKinds.TargetReached);
        Assert.Single(await fixture.Driver.StoryAsync(trade.Id), static kind => kind == TradeEventKinds.TargetReached);
    }

    [Fact]
    public async Task Entry_that_is_filled_in_part_has_targets_for_that_part()
    {
        await using var fixture = await OpenAsync(database, [(1, 50), (2, 50)]);
        await fixture.Controls.FaultAsync(PaperExchangeControls.Create, "partialFill", percent: 40);

        var trade = await OpenTradeAsync(fixture);

        Assert.Equal(0.004m, trade.FilledQuantity);
        Assert.Equal([0.002m, 0.002m], await WorkingAsync(fixture, trade));
    }

    [Fact]
    public async Task Targets_grow_with_an_entry_that_is_filled_later()
    {
        await using var fixture = await RestingEntry.OpenAsync(database, static strategy => RestingEntry.Large(strategy) with
        {
            TakeProfits = [new TakeProfitRule(new PriceDistance(Percent: 1), 50), new TakeProfitRule(new PriceDistance(Percent: 2), 50)],
        });
        await fixture.Controls.ResetAsync(("USDT", "10000000"));
        await fixture.Controls.PriceAsync(RestingEntry.Market);
        var (id, part) = await RestingEntry.RestInPartAsync(fixture);
        var trade = await fixture.Driver.TradeAsync(id);
        await LookUntilRestedAsync(fixture, trade);
        Assert.Equal(part, (await WorkingAsync(fixture, trade)).Sum());

        await fixture.Controls.PriceAsync(RestingEntry.Market - 200);
        await LookUntilAsync(fixture, trade, static now => now.OpenQuantity == 40m);
        await LookUntilRestedAsync(fixture, trade);

        Assert.Equal([20m, 20m], await WorkingAsync(fixture, trade));
    }

    [Fact]
    public async Task Person_who_closes_a_part_leaves_targets_for_the_rest()
    {
        await using var fixture = await OpenAsync(database, [(1, 50), (2, 50)]);
        var trade = await OpenTradeAsync(fixture);

        await fixture.Driver.HandAsync(OrderSide.Sell, 0.004m);
        await LookUntilAsync(fixture, trade, static now => now.OpenQuantity == 0.006m);
        await LookUntilRestedAsync(fixture, trade);

        Assert.Equal([0.003m, 0.003m], await WorkingAsync(fixture, trade));
        Assert.Equal((0.006m, trade.StopLoss), await PartialExitAlerts.StandingAsync(fixture));
    }

    [Fact]
    public async Task Person_who_closes_all_leaves_no_order_of_a_target_behind()
    {
        await using var fixture = await OpenAsync(database, [(1, 50)]);
        var trade = await OpenTradeAsync(fixture);

        await fixture.Driver.HandAsync(OrderSide.Sell, 0.01m);
        var closed = await fixture.Driver.LookUntilClosedAsync(trade.Id);

        Assert.Equal(CloseReason.External, closed.CloseReason);
        Assert.Empty(await OpenOrdersAsync(fixture));
    }

    /// <summary>A person has turned the trade's place into one of his own before it is looked at: nothing of it is closed.</summary>
    [Fact]
    public async Task Order_of_a_target_outlives_no_trade_into_a_position_of_a_person()
    {
        await using var fixture = await OpenAsync(database, [(1, 50), (2, 50)]);
        var trade = await OpenTradeAsync(fixture);
        await fixture.Driver.HandAsync(OrderSide.Buy, 0.03m);
        await fixture.Driver.CloseAsync(trade.Id);

        await fixture.Driver.LookUntilClosedAsync(trade.Id);
        Assert.Empty(await OpenOrdersAsync(fixture));
        await fixture.Controls.PriceAsync(trade.Targets[1].Price + 10);
        await fixture.Controls.SettledAsync();

        Assert.Equal(0.03m, (await fixture.Driver.PositionAsync())!.Quantity);
    }

    [Theory]
    [InlineData(SignalAction.Buy)]
    [InlineData(SignalAction.Sell)]
    public async Task Contracts_of_inverse_are_divided_and_settle_to_the_venues_figure(SignalAction action)
    {
        var symbol = Symbol.Parse("BTCUSD");
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Controls.ResetAsync(("BTC", "1"));
        await fixture.Driver.StrategyAsync(strategy => strategy with
        {
            Category = Category.Inverse,
            Symbols = [symbol],
            Sizing = new Sizing(SizingMode.FixedQuantity, 1000m),
            TakeProfits = [new TakeProfitRule(new PriceDistance(Percent: 1), 33), new TakeProfitRule(new PriceDistance(R: 1), 67)],
        });
        var alert = await fixture.Driver.AlertAsync(signal => signal with { Action = action, Symbol = symbol }, category: Category.Inverse);
        var answer = await fixture.Driver.ActAsync(alert);
        Assert.True(answer.TradeId is not null, $"Denied: {(await fixture.Driver.SignalAsync(alert)).Reason}");
        var id = new TradeId(answer.TradeId.Value);
        await fixture.Driver.PlaceAsync(id);
        var trade = await fixture.Driver.LookUntilBookedAsync(id);
        await LookUntilRestedAsync(fixture, trade);
        Assert.Equal([330m, 670m], (await LegsAsync(fixture, trade)).Select(static leg => leg.Quantity));

        foreach (var target in trade.Targets)
        {
            await fixture.Controls.PriceAsync(target.Price, "inverse", "BTCUSD");
            await fixture.Controls.SettledAsync();
        }

        var closed = await fixture.Driver.LookUntilClosedAsync(trade.Id);
        Assert.Equal((CloseReason.TakeProfit, 1000m), (closed.CloseReason, closed.ExitedQuantity));
        var story = await fixture.Ledger.ReadStoryAsync(trade.Id, Token);
        var settled = story!.Events.Single(static line => line.Kind == TradeEventKinds.Settled);
        Assert.Equal(closed.RealizedPnl!.Value, decimal.Parse((string)settled.Data!["venuePnl"]!), 8);
        Assert.Empty(await fixture.Driver.DiscrepanciesAsync());
    }

    /// <summary>The process died between writing an order down and sending it.</summary>
    [Theory]
    [InlineData("follow")]
    [InlineData("reduce")]
    [InlineData("close")]
    public async Task Order_that_was_written_down_and_never_sent_holds_nothing_up(string next)
    {
        await using var fixture = await OpenAsync(database, [(1, 50), (2, 50)]);
        var trade = await fixture.Driver.ApproveAsync();
        await fixture.Driver.PlaceAsync(trade);
        await fixture.Controls.SettledAsync();
        var record = await fixture.Driver.TradeAsync(trade);
        var intent = new OrderIntent
        {
            LinkId = OrderLinkId.ForTarget(trade, target: 0, attempt: 0),
            Category = Category.Linear,
            Symbol = TradeDriver.Btc,
            Side = OrderSide.Sell,
            Type = OrderType.Limit,
            Quantity = 0.005m,
            LimitPrice = record.Targets[0].Price,
            ReduceOnly = true,
        };
        await fixture.Ledger.IntendOrderAsync(
            trade, OrderRole.TakeProfit, intent, TradeEvents.TargetSent(record, 0, intent), fixture.Clock.GetUtcNow(), Token);
        record = await fixture.Driver.LookUntilBookedAsync(trade);
        if (next == "reduce")
        {
            await PartialExitAlerts.ReduceAsync(fixture, Portion.Percent(40));
            await LookUntilAsync(fixture, record, static now => now is { Reduction: null, OpenQuantity: 0.006m });
        }

        if (next == "close")
        {
            await fixture.Driver.CloseAsync(trade);
            Assert.Equal(CloseReason.Manual, (await LookUntilClosedAsync(fixture, record)).CloseReason);
            Assert.Empty(await OpenOrdersAsync(fixture));
            return;
        }

        await LookUntilRestedAsync(fixture, record);
        Assert.Equal(next == "reduce" ? [0.003m, 0.003m] : [0.005m, 0.005m], await WorkingAsync(fixture, record));
    }

    /// <summary>The exchange takes orders that can reduce nothing any more away; here they stand beside what a person holds.</summary>
    [Fact]
    public async Task Trade_that_is_flat_does_not_end_before_its_targets_are_gone()
    {
        await using var fixture = await OpenAsync(database, [(1, 50), (2, 50)]);
        var trade = await OpenTradeAsync(fixture);
        var targets = fixture.Service<TargetOrders>();

        Assert.False(await targets.AreGoneAsync(trade, Token));
        await fixture.Controls.SettledAsync();
        Assert.Empty(await OpenOrdersAsync(fixture));
        await LookUntilAsync(fixture, trade, async _ => (await LegsAsync(fixture, trade)).Take(2).All(static leg => leg.Status.IsFinal()));

        // What was taken back is put up again while the trade goes on, and nobody is told of a person.
        await LookUntilRestedAsync(fixture, trade);
        Assert.Equal([0.005m, 0.005m], await WorkingAsync(fixture, trade));
        Assert.DoesNotContain(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == NoticeKinds.TargetMoved);
    }

    [Fact]
    public async Task Target_that_fills_while_it_is_taken_back_counts()
    {
        await using var fixture = await OpenAsync(database, [(1, 50), (2, 50)]);
        var trade = await OpenTradeAsync(fixture);
        await fixture.Driver.CloseAsync(trade.Id);
        await fixture.Controls.PriceAsync(trade.Targets[0].Price);
        await fixture.Controls.SettledAsync();

        var closed = await LookUntilClosedAsync(fixture, trade);

        Assert.Equal((CloseReason.Manual, 0.01m), (closed.CloseReason, closed.ExitedQuantity));
        Assert.Equal([true, false], closed.Targets.Select(static target => target.IsReached));
        Assert.Equal(0.005m, (await LegsAsync(fixture, trade)).Sum(static leg => leg.FilledQuantity));
        Assert.Empty(await fixture.Driver.DiscrepanciesAsync());
        Assert.DoesNotContain(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == NoticeKinds.TargetReached);
    }

    private static async Task<TradeRecord> LookUntilClosedAsync(TradingFixture fixture, TradeRecord trade)
    {
        await TestKit.Eventually.TrueAsync(
            async () =>
            {
                await fixture.PassAsync(TimeSpan.FromMilliseconds(500));
                return (await fixture.Driver.LookAsync(trade.Id)).State == MonitorState.Flat;
            },
            "The trade never became flat",
            cancellationToken: Token);
        await fixture.Driver.SettleAsync(trade.Id);
        return await fixture.Driver.TradeAsync(trade.Id);
    }
}
