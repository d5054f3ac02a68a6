using Microsoft.Extensions.DependencyInjection;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Orders;
using TradingBot.Core.Signals;
using TradingBot.Core.Trades;
using TradingBot.Trading.Entries;
using TradingBot.Trading.Positions;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>The entry goes out with the decision; the trade's run takes up whatever that left, and never sends a second one.</summary>
public sealed class ImmediateEntryTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private const string Leverage = "/v5/position/set-leverage";

    [Fact]
    public async Task Approved_entry_is_sent_with_the_decision_and_not_again_by_its_run()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var signal = await fixture.Driver.AlertAsync(SignalAction.Buy);

        var trade = new TradeId((await fixture.Driver.ActAsync(signal)).TradeId!.Value);

        Assert.Equal(1, await fixture.Controls.SentEntriesAsync());
        Assert.Equal(trade.Value, (await fixture.Driver.ActAsync(signal)).TradeId);
        Assert.Equal(EntryOutcome.Placed, await fixture.Driver.PlaceAsync(trade));
        await fixture.Driver.LookUntilAsync(trade, MonitorState.Protected);
        Assert.Equal(1, await fixture.Controls.SentEntriesAsync());
    }

    [Fact]
    public async Task Decision_that_finds_an_obstacle_leaves_the_entry_that_the_run_has_sent()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var trade = await fixture.Driver.ApproveAsync();
        var approved = new ApprovedEntry(await fixture.Driver.TradeAsync(trade), ExchangeLeverage: null);
        Assert.Equal(EntryOutcome.Placed, await fixture.Driver.PlaceAsync(trade));
        await fixture.Driver.HaltAsync(flatten: false);

        await fixture.Service<EntryPlacement>().TryPlaceAsync(approved, TestContext.Current.CancellationToken);

        Assert.True((await fixture.Driver.TradeAsync(trade)).IsUnfinished);
        await fixture.Driver.LookUntilAsync(trade, MonitorState.Protected);
        Assert.Equal(1, await fixture.Controls.SentEntriesAsync());
    }

    [Theory]
    [InlineData(false, null, EntryOutcome.Placed)]
    [InlineData(true, null, EntryOutcome.Placed)]
    [InlineData(false, "dropAfter", EntryOutcome.Unknown)]
    [InlineData(true, "dropAfter", EntryOutcome.Unknown)]
    public async Task Run_that_another_one_overtakes_answers_as_that_ones_order_stands(
        bool isHalted, string? fault, EntryOutcome outcome)
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        if (fault is not null)
            await fixture.Controls.FaultAsync(PaperExchangeControls.Create, fault);
        var trade = await fixture.Driver.ApproveAsync();
        var ledger = OvertakenLedger.Of(fixture.Ledger, async () =>
        {
            Assert.Equal(outcome, await fixture.Driver.PlaceAsync(trade));
            if (isHalted)
                await fixture.Driver.HaltAsync(flatten: false);
        });

        var placement = ActivatorUtilities.CreateInstance<EntryPlacement>(fixture.Service<IServiceProvider>(), ledger);
        Assert.Equal(outcome, await placement.PlaceAsync(trade, TestContext.Current.CancellationToken));

        Assert.True((await fixture.Driver.TradeAsync(trade)).IsUnfinished);
        Assert.Equal(1, await fixture.Controls.SentEntriesAsync());
    }

    [Fact]
    public async Task Judgement_is_as_old_as_the_figures_it_was_made_with()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var trade = await fixture.Driver.TradeAsync(await fixture.Driver.ApproveAsync());
        var (review, token) = (fixture.Service<EntryReview>(), TestContext.Current.CancellationToken);

        await fixture.PassAsync(TimeSpan.FromSeconds(1));
        var first = await review.JudgeAsync(trade, trade.CreatedAt, token);
        await fixture.PassAsync(EntryReview.FreshFor);
        var second = await review.JudgeAsync(trade, first.At, token);

        Assert.Equal(trade.CreatedAt, first.At);
        Assert.True(second.At > trade.CreatedAt + EntryReview.FreshFor);
    }

    [Fact]
    public async Task Leverage_is_set_only_where_the_exchange_has_another()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync(static strategy => strategy with { Leverage = 7 });

        var first = await fixture.Driver.ActAsync(await fixture.Driver.AlertAsync(SignalAction.Buy));
        Assert.Single(await fixture.Controls.SentAsync(Leverage));
        await fixture.Driver.LookUntilBookedAsync(new TradeId(first.TradeId!.Value));
        await fixture.Driver.CloseAsync(new TradeId(first.TradeId.Value));
        await fixture.Driver.LookUntilClosedAsync(new TradeId(first.TradeId.Value));

        var second = await fixture.Driver.ActAsync(await fixture.Driver.AlertAsync(SignalAction.Sell));

        await fixture.Driver.LookUntilBookedAsync(new TradeId(second.TradeId!.Value));
        Assert.Equal(2, await fixture.Controls.SentEntriesAsync());
        Assert.Single(await fixture.Controls.SentAsync(Leverage));
        Assert.Equal(7m, (await fixture.Driver.PositionAsync())!.Leverage);
    }

    [Fact]
    public async Task Leverage_without_an_answer_leaves_the_entry_to_the_run()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync(static strategy => strategy with { Leverage = 7 });
        await fixture.Controls.FaultAsync(Leverage, "dropAfter");

        var trade = new TradeId((await fixture.Driver.ActAsync(await fixture.Driver.AlertAsync(SignalAction.Buy))).TradeId!.Value);

        Assert.Empty(await fixture.Controls.SentOrdersAsync());
        Assert.Equal(TradeStatus.Pending, (await fixture.Driver.TradeAsync(trade)).Status);
        Assert.Equal(EntryOutcome.Placed, await fixture.Driver.PlaceAsync(trade));
        await fixture.Driver.LookUntilAsync(trade, MonitorState.Protected);
        Assert.Equal(1, await fixture.Controls.SentEntriesAsync());
    }

    [Fact]
    public async Task Lost_acknowledgement_is_looked_up_by_the_run()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        await fixture.Controls.FaultAsync(PaperExchangeControls.Create, "dropAfter");

        var trade = new TradeId((await fixture.Driver.ActAsync(await fixture.Driver.AlertAsync(SignalAction.Buy))).TradeId!.Value);

        Assert.Equal(OrderStatus.Unknown, (await fixture.Driver.OrderAsync(trade, OrderRole.Entry)).Status);
        Assert.Equal(EntryOutcome.Unknown, await fixture.Driver.PlaceAsync(trade));
        await fixture.Driver.LookUpUntilPlacedAsync(trade);
        await fixture.Driver.LookUntilAsync(trade, MonitorState.Protected);
        Assert.Equal(1, await fixture.Controls.SentEntriesAsync());
    }

    [Fact]
    public async Task Decision_that_fails_after_its_approval_leaves_the_signal_to_its_trade()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var signal = await fixture.Driver.AlertAsync(SignalAction.Buy);
        var trade = new TradeId((await fixture.Driver.DecideAsync(signal)).TradeId!.Value);

        Assert.True(await fixture.Driver.GiveUpAsync(signal));

        Assert.Equal(SignalStatus.Accepted, (await fixture.Driver.SignalAsync(signal)).Status);
        Assert.DoesNotContain(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == "signalFailed");
        Assert.Equal(EntryOutcome.Placed, await fixture.Driver.PlaceAsync(trade));
    }

    [Fact]
    public async Task Refused_entry_ends_the_trade_and_its_run()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        await fixture.Controls.FaultAsync(PaperExchangeControls.Create, "retCode", retCode: 110007);

        var trade = new TradeId((await fixture.Driver.ActAsync(await fixture.Driver.AlertAsync(SignalAction.Buy))).TradeId!.Value);

        var ended = await fixture.Driver.TradeAsync(trade);
        Assert.Equal((TradeStatus.Failed, "exchange.rejected"), (ended.Status, ended.Reason?.Code));
        Assert.Equal(EntryOutcome.Abandoned, await fixture.Driver.PlaceAsync(trade));
        Assert.Equal(1, await fixture.Controls.SentEntriesAsync());
    }
}
