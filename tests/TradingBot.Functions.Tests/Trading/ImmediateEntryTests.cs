using TradingBot.Core.Ledger;
using TradingBot.Core.Orders;
using TradingBot.Core.Ports;
using TradingBot.Core.Signals;
using TradingBot.Core.Trades;
using TradingBot.Functions.Activities;
using TradingBot.Functions.Trading;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>The entry goes out with the decision; the trade's run takes up whatever that left, and never sends a second one.</summary>
public sealed class ImmediateEntryTests(FloorDatabase database) : IClassFixture<FloorDatabase>
{
    private const string Leverage = "/v5/position/set-leverage";

    [Fact]
    public async Task Approved_entry_is_sent_with_the_decision_and_not_again_by_its_run()
    {
        await using var floor = await Floor.OpenAsync(database);
        await floor.Trader.StrategyAsync();
        var signal = await floor.Trader.AlertAsync(SignalAction.Buy);

        var trade = new TradeId((await floor.Trader.ActAsync(signal)).TradeId!.Value);

        Assert.Equal(1, await floor.Controls.SentEntriesAsync());
        Assert.Equal(trade.Value, (await floor.Trader.ActAsync(signal)).TradeId);
        Assert.Equal(EntryOutcome.Placed, await floor.Trader.PlaceAsync(trade));
        await floor.Trader.LookUntilAsync(trade, FollowState.Protected);
        Assert.Equal(1, await floor.Controls.SentEntriesAsync());
    }

    [Fact]
    public async Task Leverage_is_set_only_where_the_exchange_has_another()
    {
        await using var floor = await Floor.OpenAsync(database);
        await floor.Trader.StrategyAsync(static strategy => strategy with { Leverage = 7 });

        var first = await floor.Trader.ActAsync(await floor.Trader.AlertAsync(SignalAction.Buy));
        Assert.Single(await floor.Controls.SentAsync(Leverage));
        await floor.Trader.LookUntilBookedAsync(new TradeId(first.TradeId!.Value));
        await floor.Trader.CloseAsync(new TradeId(first.TradeId.Value));
        await floor.Trader.LookUntilClosedAsync(new TradeId(first.TradeId.Value));

        var second = await floor.Trader.ActAsync(await floor.Trader.AlertAsync(SignalAction.Sell));

        await floor.Trader.LookUntilBookedAsync(new TradeId(second.TradeId!.Value));
        Assert.Equal(2, await floor.Controls.SentEntriesAsync());
        Assert.Single(await floor.Controls.SentAsync(Leverage));
        Assert.Equal(7m, (await floor.Trader.PositionAsync())!.Leverage);
    }

    [Fact]
    public async Task Leverage_without_an_answer_leaves_the_entry_to_the_run()
    {
        await using var floor = await Floor.OpenAsync(database);
        await floor.Trader.StrategyAsync(static strategy => strategy with { Leverage = 7 });
        await floor.Controls.FaultAsync(Leverage, "dropAfter");

        var trade = new TradeId((await floor.Trader.ActAsync(await floor.Trader.AlertAsync(SignalAction.Buy))).TradeId!.Value);

        Assert.Empty(await floor.Controls.SentOrdersAsync());
        Assert.Equal(TradeStatus.Pending, (await floor.Trader.TradeAsync(trade)).Status);
        Assert.Equal(EntryOutcome.Placed, await floor.Trader.PlaceAsync(trade));
        await floor.Trader.LookUntilAsync(trade, FollowState.Protected);
        Assert.Equal(1, await floor.Controls.SentEntriesAsync());
    }

    [Fact]
    public async Task Lost_acknowledgement_is_looked_up_by_the_run()
    {
        await using var floor = await Floor.OpenAsync(database);
        await floor.Trader.StrategyAsync();
        await floor.Controls.FaultAsync(VenueControls.Create, "dropAfter");

        var trade = new TradeId((await floor.Trader.ActAsync(await floor.Trader.AlertAsync(SignalAction.Buy))).TradeId!.Value);

        Assert.Equal(OrderStatus.Unknown, (await floor.Trader.OrderAsync(trade, OrderRole.Entry)).Status);
        Assert.Equal(EntryOutcome.Unknown, await floor.Trader.PlaceAsync(trade));
        await floor.Trader.LookUpUntilPlacedAsync(trade);
        await floor.Trader.LookUntilAsync(trade, FollowState.Protected);
        Assert.Equal(1, await floor.Controls.SentEntriesAsync());
    }

    [Fact]
    public async Task Decision_that_fails_after_its_approval_leaves_the_signal_to_its_trade()
    {
        await using var floor = await Floor.OpenAsync(database);
        await floor.Trader.StrategyAsync();
        var signal = await floor.Trader.AlertAsync(SignalAction.Buy);
        var trade = new TradeId((await floor.Trader.DecideAsync(signal)).TradeId!.Value);
        var end = new EndSignal(floor.Service<ISignalJournal>(), floor.Service<INoticeBoard>(), floor.Clock);

        Assert.False(await end.RunAsync(new SignalEnd(signal.Value, "The database was away."), TestContext.Current.CancellationToken));

        Assert.Equal(SignalStatus.Accepted, (await floor.Trader.SignalAsync(signal)).Status);
        Assert.DoesNotContain(await floor.Trader.NoticesAsync(), static notice => notice.Kind == "signalFailed");
        Assert.Equal(EntryOutcome.Placed, await floor.Trader.PlaceAsync(trade));
    }

    [Fact]
    public async Task Refused_entry_ends_the_trade_and_its_run()
    {
        await using var floor = await Floor.OpenAsync(database);
        await floor.Trader.StrategyAsync();
        await floor.Controls.FaultAsync(VenueControls.Create, "retCode", retCode: 110007);

        var trade = new TradeId((await floor.Trader.ActAsync(await floor.Trader.AlertAsync(SignalAction.Buy))).TradeId!.Value);

        Assert.Equal((TradeStatus.Failed, "exchange.rejected"), ((await floor.Trader.TradeAsync(trade)).Status, (await floor.Trader.TradeAsync(trade)).Reason?.Code));
        Assert.Equal(EntryOutcome.Abandoned, await floor.Trader.PlaceAsync(trade));
        Assert.Equal(1, await floor.Controls.SentEntriesAsync());
    }
}
