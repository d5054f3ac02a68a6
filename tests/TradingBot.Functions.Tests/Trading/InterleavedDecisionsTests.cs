using Microsoft.Extensions.DependencyInjection;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Signals;
using TradingBot.Core.Strategies;
using TradingBot.Core.Trades;
using TradingBot.Trading.Entries;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>An alert is decided while another process carries out another one, or itself: it counts what stands in the end.</summary>
public sealed class InterleavedDecisionsTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reversal_whose_step_runs_twice_does_not_close_what_it_opened()
    {
        await using var fixture = await OpenAsync();
        var old = await fixture.Driver.OpenAsync();
        var reversal = await fixture.LaterAsync(SignalAction.Reverse);
        Guid? opened = null;
        var ledger = Interrupted<ITradeLedger>.Of(fixture.Ledger, nameof(ITradeLedger.ListUnfinishedAsync), async () =>
        {
            Assert.Equal([old.Id.Value], (await fixture.Driver.DecideAsync(reversal)).Closing);
            await fixture.Driver.LookUntilClosedAsync(old.Id);
            opened = (await fixture.Driver.DecideAsync(reversal, old.Id.Value)).TradeId;
            await fixture.Driver.PlaceAsync(new TradeId(opened!.Value));
            await fixture.Driver.LookUntilBookedAsync(new TradeId(opened.Value));
        });

        await fixture.DeciderWith(ledger).DecideAsync(reversal, [], Token);

        Assert.Null((await fixture.Driver.TradeAsync(new TradeId(opened!.Value))).CloseRequestedAt);
    }

    [Theory]
    [InlineData(SignalAction.Reverse)]
    [InlineData(SignalAction.Buy)]
    public async Task Exit_closes_what_an_earlier_alert_opened_while_it_was_being_decided(SignalAction before)
    {
        await using var fixture = await OpenAsync();
        var old = await fixture.Driver.OpenAsync();
        SignalId? closing = null;
        if (before == SignalAction.Buy)
        {
            closing = await fixture.LaterAsync(SignalAction.Close);
            await fixture.Driver.DecideAsync(closing.Value);
        }

        var entry = await fixture.LaterAsync(before);
        var first = await fixture.Driver.DecideAsync(entry);
        Assert.Equal((before == SignalAction.Buy, before != SignalAction.Buy), (first.IsWaiting, first.Closing.Length > 0));
        var exit = await fixture.LaterAsync(SignalAction.Close);
        var journal = Interrupted<ITradeLedger>.Of(
            fixture.Ledger, nameof(ITradeLedger.AcceptClosingAsync), async () =>
            {
                await fixture.Driver.LookUntilClosedAsync(old.Id);
                if (closing is { } id)
                    await fixture.Service<SignalEnding>().CompleteAsync(id, Token);
                Assert.NotNull((await fixture.Driver.DecideAsync(entry, first.Closing)).TradeId);
            });

        await AlertRun.FollowAsync(fixture, exit, await fixture.DeciderWith(journal).DecideAsync(exit, [], Token));

        var ended = await fixture.Driver.SignalAsync(exit);
        Assert.All(
            await fixture.Driver.UnfinishedAsync(),
            trade => Assert.True(trade.CloseRequestedAt is not null, $"It stays; the exit is {ended.Status} {ended.Reason?.Code}"));
    }

    [Fact]
    public async Task Entry_opens_behind_an_exit_that_was_carried_out_while_it_was_being_decided()
    {
        await using var fixture = await OpenAsync();
        var old = await fixture.Driver.OpenAsync();
        var exit = await fixture.LaterAsync(SignalAction.Close);
        var entry = await fixture.LaterAsync(SignalAction.Buy);
        var journal = Interrupted<ISignalJournal>.Of(fixture.Service<ISignalJournal>(), nameof(ISignalJournal.ListAheadAsync), async () =>
        {
            await AlertRun.FollowAsync(fixture, exit, await fixture.Service<SignalDecider>().DecideAsync(exit, [], Token));
            Assert.False((await fixture.Driver.TradeAsync(old.Id)).IsUnfinished);
        });

        if (await fixture.DeciderWith(journal).DecideAsync(entry, [], Token) is SignalDecision.Waits)
            await fixture.Driver.DecideAsync(entry);

        var ended = await fixture.Driver.SignalAsync(entry);
        Assert.True(ended.TradeId is not null, $"Flat, the entry is {ended.Status} {ended.Reason?.Code}");
    }

    [Fact]
    public async Task Reversal_turns_round_what_another_one_opened_while_it_was_being_decided()
    {
        await using var fixture = await OpenAsync();
        var old = await fixture.Driver.OpenAsync();
        var first = await fixture.LaterAsync(SignalAction.Reverse);
        var second = await fixture.LaterAsync(SignalAction.Reverse);
        var journal = Interrupted<ISignalJournal>.Of(fixture.Service<ISignalJournal>(), nameof(ISignalJournal.ListAheadAsync), async () =>
        {
            Assert.Equal([old.Id.Value], (await fixture.Driver.DecideAsync(first)).Closing);
            await fixture.Driver.LookUntilClosedAsync(old.Id);
            var turned = new TradeId((await fixture.Driver.DecideAsync(first, old.Id.Value)).TradeId!.Value);
            await fixture.Driver.PlaceAsync(turned);
            await fixture.Driver.LookUntilBookedAsync(turned);
        });

        await AlertRun.FollowAsync(fixture, second, await fixture.DeciderWith(journal).DecideAsync(second, [], Token));

        var ended = await fixture.Driver.SignalAsync(second);
        var held = Assert.Single(await fixture.Driver.UnfinishedAsync());
        Assert.True(held.Direction == Direction.Long, $"The second is {ended.Status} {ended.Reason?.Message}");
    }

    [Fact]
    public async Task Cancel_takes_back_what_was_opened_before_it_while_it_was_being_decided()
    {
        await using var fixture = await RestingEntry.OpenAsync(
            database, static strategy => strategy with { OrderType = OrderType.Market });
        var old = await fixture.Driver.OpenAsync();
        await fixture.PassAsync(TimeSpan.FromMilliseconds(100));
        var entry = await fixture.Driver.AlertAsync(static alert => alert with
        {
            Action = SignalAction.Sell,
            OrderType = OrderType.Limit,
            LimitPrice = 61_000m,
        });
        var cancel = await fixture.LaterAsync(SignalAction.Cancel);
        TradeId waiting = default;
        var journal = Interrupted<ISignalJournal>.Of(fixture.Service<ISignalJournal>(), nameof(ISignalJournal.ListAheadAsync), async () =>
        {
            Assert.Equal([old.Id.Value], (await fixture.Driver.DecideAsync(entry)).Closing);
            await fixture.Driver.LookUntilClosedAsync(old.Id);
            waiting = new TradeId((await fixture.Driver.DecideAsync(entry, old.Id.Value)).TradeId!.Value);
            await fixture.Driver.PlaceAsync(waiting);
        });

        if (await fixture.DeciderWith(journal).DecideAsync(cancel, [], Token) is SignalDecision.Waits)
            await fixture.Driver.DecideAsync(cancel);

        var ended = await fixture.Driver.SignalAsync(cancel);
        Assert.True(
            (await fixture.Driver.TradeAsync(waiting)).TakenBack is not null, $"The cancel is {ended.Status} {ended.Reason?.Code}");
    }

    [Fact]
    public async Task Exit_of_a_moved_strategy_does_not_end_over_a_trade_of_its_own()
    {
        await using var fixture = await OpenAsync();
        var entry = await fixture.Driver.AlertAsync(SignalAction.Buy);
        var exit = await fixture.LaterAsync(SignalAction.Close);
        await fixture.Driver.StrategyAsync(static strategy => strategy with
        {
            Category = Category.Spot,
            Leverage = null,
            Direction = AllowedDirection.Long,
            TakeProfits = [],
        });
        var ledger = Interrupted<ITradeLedger>.Of(fixture.Ledger, nameof(ITradeLedger.EndFlatAsync), async () =>
        {
            // Stands for an entry that had read the strategy before it moved.
            await fixture.Driver.StrategyAsync();
            Assert.NotNull((await fixture.Driver.DecideAsync(entry)).TradeId);
        });

        await fixture.DeciderWith(ledger).DecideAsync(exit, [], Token);

        var ended = await fixture.Driver.SignalAsync(exit);
        Assert.All(
            await fixture.Driver.UnfinishedAsync(),
            trade => Assert.True(trade.CloseRequestedAt is not null, $"It stays; the exit is {ended.Status} {ended.Reason?.Code}"));
    }

    private async Task<TradingFixture> OpenAsync()
    {
        var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        return fixture;
    }
}
