using TradingBot.Core.Foundation;
using TradingBot.Core.Notifications;
using TradingBot.Core.Orders;
using TradingBot.Core.Signals;
using TradingBot.Core.Trades;
using TradingBot.Trading.Entries;
using static TradingBot.Functions.Tests.Trading.AddingAlerts;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>What is added meets lost answers, refusals, closings and halts: it is added once or not at all, and told.</summary>
public sealed class AdditionTroubleTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("dropBefore")]
    [InlineData("dropAfter")]
    [InlineData("delayAfter")]
    [InlineData("hide")]
    [InlineData("status")]
    [InlineData("slowFill")]
    [InlineData("splitFill")]
    public async Task Order_whose_answer_is_lost_or_late_adds_once(string fault)
    {
        await using var fixture = await OpenAsync(database);
        var first = await OpenTradeAsync(fixture);
        await fixture.Controls.FaultAsync(PaperExchangeControls.Create, fault, delayMs: 3000);

        await AddAsync(fixture);
        var both = await LookUntilAddedAsync(fixture, first.Id);

        Assert.Equal((0.02m, 1), (both.FilledQuantity, both.Additions));
        Assert.Equal(0.02m, (await StandingAsync(fixture))!.Quantity);
        Assert.Equal(2, (await EntriesAsync(fixture, first.Id)).Count);
        Assert.Single(await fixture.Driver.StoryAsync(first.Id), TradeEventKinds.Added);
    }

    [Fact]
    public async Task Busy_exchange_is_asked_again_under_the_same_id()
    {
        await using var fixture = await OpenAsync(database);
        var first = await OpenTradeAsync(fixture);
        await fixture.Controls.FaultAsync(PaperExchangeControls.Create, "retCode", count: 3, retCode: 10006);

        await AddAsync(fixture);
        var both = await LookUntilAddedAsync(fixture, first.Id);

        Assert.Equal(0.02m, both.FilledQuantity);
        var sent = (await fixture.Controls.SentOrdersAsync()).Select(static order => (string?)order["orderLinkId"])
            .Where(static link => link!.EndsWith("-e1", StringComparison.Ordinal)).ToList();
        Assert.Equal(4, sent.Count);
        Assert.Single(sent.Distinct());
    }

    [Theory]
    [InlineData("retCode")]
    [InlineData("rejectAfterAck")]
    public async Task Refused_addition_leaves_the_trade_as_it_was_and_counts_for_nothing(string fault)
    {
        await using var fixture = await OpenAsync(database);
        var first = await OpenTradeAsync(fixture);
        await fixture.Controls.FaultAsync(PaperExchangeControls.Create, fault, retCode: 110007);

        await AddAsync(fixture);
        var same = await LookUntilAddedAsync(fixture, first.Id);

        Assert.Equal(
            (0.01m, 0, 1, first.Risk, first.ReferencePrice, first.Notional, first.StopLoss),
            (same.Quantity, same.Additions, same.AdditionsApproved, same.RiskTaken, same.ReferencePrice, same.Notional, same.StopLoss));
        Assert.Equal((first.Risk, 0m), (same.OpenRisk, same.EntryWaiting));
        var told = Assert.Single(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == NoticeKinds.AddFailed);
        Assert.Matches("^The exchange did not fill the order: .*[^. ][.] The position stays as it is[.]$", told.Body);

        // The id of the refused one is spent.
        await AddAsync(fixture);
        Assert.Equal((0.02m, 1, 2), Counts(await LookUntilAddedAsync(fixture, first.Id)));
    }

    [Fact]
    public async Task Of_a_thin_market_what_is_filled_is_added()
    {
        await using var fixture = await OpenAsync(database);
        var first = await OpenTradeAsync(fixture);
        await fixture.Controls.FaultAsync(PaperExchangeControls.Create, "partialFill", percent: 40);

        await AddAsync(fixture);
        var both = await LookUntilAddedAsync(fixture, first.Id);

        Assert.Equal((0.014m, 0.014m, 1), (both.Quantity, both.FilledQuantity, both.Additions));
        Assert.Equal(first.Risk * 1.4m, both.RiskTaken, 2);
        Assert.Equal(0.014m, (await StandingAsync(fixture))!.Quantity);
    }

    [Fact]
    public async Task Risk_is_reserved_from_the_approval_on()
    {
        await using var fixture = await OpenAsync(database);
        var first = await OpenTradeAsync(fixture);

        await AddAsync(fixture);

        var asked = await fixture.Driver.TradeAsync(first.Id);
        Assert.Equal((0.02m, 0.01m, 0.01m), (asked.Quantity, asked.OpenQuantity, asked.EntryWaiting));
        Assert.Equal(first.Risk * 2, asked.OpenRisk, 2);
    }

    [Fact]
    public async Task Exit_closes_what_was_added_as_well_and_nothing_is_sent_after_it()
    {
        await using var fixture = await OpenAsync(database);
        var first = await OpenTradeAsync(fixture);
        await AddAsync(fixture);
        await fixture.Driver.CloseAsync(first.Id);

        var closed = await fixture.Driver.LookUntilClosedAsync(first.Id);

        Assert.Equal((TradeStatus.Closed, 0.01m, 0.01m), (closed.Status, closed.FilledQuantity, closed.ExitedQuantity));
        Assert.Equal((0.01m, first.Risk, null), (closed.Quantity, closed.RiskTaken, closed.Addition));
        Assert.Single(await EntriesAsync(fixture, first.Id));
        Assert.Null(await StandingAsync(fixture));
    }

    [Theory]
    [InlineData("dropAfter")]
    [InlineData("slowFill")]
    public async Task Exit_waits_for_an_order_that_may_still_be_filled(string fault)
    {
        await using var fixture = await OpenAsync(database);
        var first = await OpenTradeAsync(fixture);
        await AddAsync(fixture);
        await fixture.Controls.FaultAsync(PaperExchangeControls.Create, fault, delayMs: 4000);
        await fixture.Driver.LookAsync(first.Id);
        await fixture.Driver.CloseAsync(first.Id);

        var closed = await fixture.Driver.LookUntilClosedAsync(first.Id);

        Assert.Equal((0.02m, 0.02m), (closed.FilledQuantity, closed.ExitedQuantity));
        Assert.Null(await StandingAsync(fixture));
        Assert.Empty(await fixture.Driver.DiscrepanciesAsync());
    }

    [Fact]
    public async Task Halt_comes_before_the_order()
    {
        await using var fixture = await OpenAsync(database);
        var first = await OpenTradeAsync(fixture);
        await AddAsync(fixture);
        await fixture.Driver.HaltAsync(flatten: false);

        var same = await LookUntilAddedAsync(fixture, first.Id);

        Assert.Equal((0.01m, 0, 1), Counts(same));
        Assert.Single(await EntriesAsync(fixture, first.Id));
        var told = Assert.Single(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == NoticeKinds.AddFailed);
        Assert.Contains("Trading was halted", told.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Order_that_could_not_be_sent_in_time_is_not_sent()
    {
        await using var fixture = await OpenAsync(database);
        var first = await OpenTradeAsync(fixture);
        await AddAsync(fixture);
        await fixture.PassAsync(TimeSpan.FromSeconds(61));

        Assert.Equal((0.01m, 0, 1), Counts(await LookUntilAddedAsync(fixture, first.Id)));
        Assert.Single(await EntriesAsync(fixture, first.Id));
    }

    [Fact]
    public async Task Order_that_is_sent_late_is_judged_by_the_prices_of_now()
    {
        await using var fixture = await OpenAsync(database);
        var first = await OpenTradeAsync(fixture);
        await AddAsync(fixture);
        await fixture.Controls.PriceAsync(decimal.Round(first.EntryPrice!.Value * 1.03m, 1));
        await fixture.PassAsync(TimeSpan.FromSeconds(5));

        Assert.Equal((0.01m, 0, 1), Counts(await LookUntilAddedAsync(fixture, first.Id)));
        var told = Assert.Single(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == NoticeKinds.AddFailed);
        Assert.Contains("instead of the approved", told.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Position_that_was_stopped_out_is_not_opened_again()
    {
        await using var fixture = await OpenAsync(database);
        var first = await OpenTradeAsync(fixture);
        await AddAsync(fixture);
        await fixture.Controls.PriceAsync(first.StopLoss!.Value);
        await fixture.PassAsync(TimeSpan.FromSeconds(4));

        var closed = await fixture.Driver.LookUntilClosedAsync(first.Id);

        Assert.Equal((CloseReason.StopLoss, 0.01m, 0.01m), (closed.CloseReason, closed.FilledQuantity, closed.ExitedQuantity));
        Assert.Null(await StandingAsync(fixture));
    }

    [Fact]
    public async Task Nothing_is_added_where_somebody_else_has_a_part_in_the_position()
    {
        await using var fixture = await OpenAsync(database);
        var first = await OpenTradeAsync(fixture);
        await fixture.Driver.HandAsync(OrderSide.Buy, 0.005m);

        var signal = await fixture.Driver.SignalAsync(await AddAsync(fixture));

        Assert.Equal((SignalStatus.Denied, DenialCodes.ForeignPosition), (signal.Status, signal.Reason?.Code));
        Assert.Equal(0.015m, (await StandingAsync(fixture))!.Quantity);
        Assert.Null((await fixture.Driver.TradeAsync(first.Id)).Addition);
    }

    [Fact]
    public async Task Two_processes_at_once_send_one_order()
    {
        await using var fixture = await OpenAsync(database);
        var first = await OpenTradeAsync(fixture);
        await AddAsync(fixture);

        await Task.WhenAll(Enumerable.Range(0, 6).Select(
            _ => Task.Run(() => fixture.Service<AdditionPlacement>().AdvanceAsync(first.Id, Token), Token)));

        Assert.Equal((0.02m, 1, 1), Counts(await LookUntilAddedAsync(fixture, first.Id)));
        Assert.Single(
            await fixture.Controls.SentOrdersAsync(),
            static order => ((string)order["orderLinkId"]!).EndsWith("-e1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Alert_that_is_decided_twice_adds_once()
    {
        await using var fixture = await OpenAsync(database);
        var first = await OpenTradeAsync(fixture);
        var alert = await AlertAsync(fixture);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => fixture.Driver.DecideAsync(alert), Token)));

        Assert.Equal((0.02m, 1, 1), Counts(await LookUntilAddedAsync(fixture, first.Id)));
    }

    [Fact]
    public async Task Entry_that_waits_is_not_added_to()
    {
        await using var fixture = await OpenAsync(database);
        var resting = await fixture.Driver.AlertAsync(static signal => signal with
        {
            Action = SignalAction.Buy,
            OrderType = OrderType.Limit,
            LimitPrice = 1000m,
            StopLoss = new(Price: 990m),
        });
        var trade = (await fixture.Driver.DecideAsync(resting)).TradeId!.Value;
        await fixture.Driver.PlaceAsync(new(trade));

        var alert = await AddAsync(fixture, change: static add => add with { OrderType = OrderType.Market });

        var signal = await fixture.Driver.SignalAsync(alert);

        Assert.Equal((SignalStatus.Denied, DenialCodes.AddBusy), (signal.Status, signal.Reason?.Code));
    }

    private static (decimal Filled, int Additions, int Approved) Counts(TradeRecord trade) =>
        (trade.FilledQuantity, trade.Additions, trade.AdditionsApproved);
}
