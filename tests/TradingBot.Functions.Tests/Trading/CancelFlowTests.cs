using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Signals;
using TradingBot.Core.Trades;
using TradingBot.Trading.Entries;
using TradingBot.Trading.Positions;
using static TradingBot.Functions.Tests.Trading.RestingEntry;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>A cancel takes back what waits for its fill, in its turn, and nothing else.</summary>
public sealed class CancelFlowTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(OrderType.Market)]
    [InlineData(OrderType.Limit)]
    public async Task Cancel_behind_an_undecided_entry_takes_back_what_waits_and_no_market_order(OrderType type)
    {
        await using var fixture = await RestingEntry.OpenAsync(database, strategy => strategy with { OrderType = type });
        var entry = await EntryAsync(fixture, type);
        var cancel = await fixture.LaterAsync(SignalAction.Cancel);

        Assert.True((await fixture.Driver.DecideAsync(cancel)).IsWaiting);
        var trade = (await fixture.Driver.DecideAsync(entry)).TradeId!.Value;
        var closing = (await fixture.Driver.DecideAsync(cancel)).Closing;

        Assert.Equal(type == OrderType.Limit ? [trade] : [], closing);
        if (type == OrderType.Market)
        {
            Assert.Equal((SignalStatus.Completed, DenialCodes.NothingToClose), await EndOfAsync(fixture, cancel));
            Assert.Equal(EntryOutcome.Placed, await fixture.Driver.PlaceAsync(new TradeId(trade)));
            Assert.Null((await fixture.Driver.LookUntilBookedAsync(new TradeId(trade))).TakenBack);
        }
        else
        {
            Assert.Equal(EntryOutcome.Abandoned, await fixture.Driver.PlaceAsync(new TradeId(trade)));
            Assert.Equal(DenialCodes.TradeCancelled, (await fixture.Driver.TradeAsync(new TradeId(trade))).Reason?.Code);
            Assert.Equal(0, await fixture.Controls.SentEntriesAsync());
            // As after a crash that lost the first answer.
            var again = await fixture.Driver.DecideAsync(cancel);
            Assert.Equal((false, trade), (again.ThenOpen, Assert.Single(again.Closing)));
        }
    }

    [Fact]
    public async Task Cancel_behind_a_reversal_waits_for_it_and_leaves_what_it_opens()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var held = await fixture.Driver.OpenAsync(SignalAction.Buy);
        var reversal = await fixture.LaterAsync(SignalAction.Reverse);
        var cancel = await fixture.LaterAsync(SignalAction.Cancel);

        Assert.Equal([held.Id.Value], (await fixture.Driver.DecideAsync(reversal)).Closing);
        Assert.True((await fixture.Driver.DecideAsync(cancel)).IsWaiting);
        await fixture.Driver.LookUntilClosedAsync(held.Id);
        Assert.NotNull((await fixture.Driver.DecideAsync(reversal, held.Id.Value)).TradeId);

        Assert.Empty((await fixture.Driver.DecideAsync(cancel)).Closing);
        Assert.Equal((SignalStatus.Completed, DenialCodes.NothingToClose), await EndOfAsync(fixture, cancel));
        Assert.Equal(Direction.Short, Assert.Single(await fixture.Driver.UnfinishedAsync()).Direction);
    }

    [Fact]
    public async Task Cancel_that_found_nothing_puts_no_entry_out_of_date()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var firedAt = fixture.Clock.GetUtcNow();
        var cancel = await fixture.LaterAsync(SignalAction.Cancel);
        await fixture.Driver.DecideAsync(cancel);
        await fixture.PassAsync(TimeSpan.FromMilliseconds(100));
        var entry = await fixture.Driver.AlertAsync(alert => alert with { Action = SignalAction.Buy, FiredAt = firedAt });

        Assert.NotNull((await fixture.Driver.DecideAsync(entry)).TradeId);
    }

    [Fact]
    public async Task Cancel_of_an_entry_that_waits_ends_it_and_then_the_alert()
    {
        await using var fixture = await RestingEntry.OpenAsync(database);
        var trade = await RestAsync(fixture);
        var cancel = await fixture.LaterAsync(SignalAction.Cancel);

        Assert.Equal([trade.Value], (await fixture.Driver.DecideAsync(cancel)).Closing);
        Assert.False(await HasEndedAsync(fixture, trade));
        await fixture.Driver.LookUntilAsync(trade, MonitorState.NotOpened);
        await fixture.Driver.FailAsync(trade);

        Assert.True(await HasEndedAsync(fixture, trade));
        var failed = await fixture.Driver.TradeAsync(trade);
        Assert.Equal(
            (TradeStatus.Failed, DenialCodes.TradeCancelled, TakeBackReason.Signal),
            (failed.Status, failed.Reason?.Code, failed.TakenBack));
    }

    [Theory]
    [InlineData(Category.Linear)]
    [InlineData(Category.Spot)]
    public async Task Cancel_of_an_entry_filled_in_part_takes_back_the_rest_and_keeps_the_position(Category category)
    {
        await using var fixture = await RestingEntry.OpenAsync(
            database, strategy => Large(category == Category.Linear ? strategy : Spot(strategy)));
        await fixture.Controls.ResetAsync(("USDT", "10000000"));
        var (trade, part) = await RestInPartAsync(fixture, category);
        await fixture.PassAsync(TimeSpan.FromMilliseconds(100));
        var cancel = await fixture.Driver.AlertAsync(static alert => alert with { Action = SignalAction.Cancel }, category: category);

        Assert.Equal([trade.Value], (await fixture.Driver.DecideAsync(cancel)).Closing);
        await LookUntilEntryIsAsync(fixture, trade, OrderStatus.Cancelled);

        Assert.True(await HasEndedAsync(fixture, trade));
        Assert.Equal(MonitorState.Protected, (await fixture.Driver.LookAsync(trade)).State);
        var open = await fixture.Driver.TradeAsync(trade);
        Assert.Equal((TradeStatus.Open, part, TakeBackReason.Signal), (open.Status, open.FilledQuantity, open.TakenBack));
        Assert.Null(open.CloseRequestedAt);
        // Asked again, as after a crash, and by a second cancel: nothing waits any more.
        Assert.Empty((await fixture.Driver.DecideAsync(cancel)).Closing);
        Assert.Equal(SignalStatus.Completed, (await fixture.Driver.SignalAsync(cancel)).Status);
    }

    [Fact]
    public async Task Cancel_that_fired_before_the_entry_leaves_it()
    {
        await using var fixture = await RestingEntry.OpenAsync(database);
        var before = fixture.Clock.GetUtcNow();
        await fixture.PassAsync(TimeSpan.FromMilliseconds(100));
        var trade = await RestAsync(fixture);
        var cancel = await fixture.Driver.AlertAsync(alert => alert with { Action = SignalAction.Cancel, FiredAt = before });

        Assert.Empty((await fixture.Driver.DecideAsync(cancel)).Closing);
        Assert.Null((await fixture.Driver.TradeAsync(trade)).TakenBack);
    }

    [Fact]
    public async Task Cancel_that_is_a_dry_run_takes_nothing_back()
    {
        await using var fixture = await RestingEntry.OpenAsync(database);
        var trade = await RestAsync(fixture);
        var cancel = await fixture.Driver.AlertAsync(static alert => alert with { Action = SignalAction.Cancel, DryRun = true });

        Assert.Empty((await fixture.Driver.DecideAsync(cancel)).Closing);
        Assert.Equal((SignalStatus.Completed, DenialCodes.DryRun), await EndOfAsync(fixture, cancel));
        Assert.Null((await fixture.Driver.TradeAsync(trade)).TakenBack);
    }

    private static Task<SignalId> EntryAsync(TradingFixture fixture, OrderType type) => fixture.Driver.AlertAsync(
        alert => alert with { Action = SignalAction.Buy, LimitPrice = type == OrderType.Limit ? Limit : null });

    private static Task<bool> HasEndedAsync(TradingFixture fixture, TradeId trade) =>
        fixture.Service<SignalEnding>().HaveEndedAsync([trade], Token);

    private static async Task<(SignalStatus Status, string? Code)> EndOfAsync(TradingFixture fixture, SignalId id)
    {
        var record = await fixture.Driver.SignalAsync(id);
        return (record.Status, record.Reason?.Code);
    }
}
