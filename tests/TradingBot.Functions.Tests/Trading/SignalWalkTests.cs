using TradingBot.Core;
using TradingBot.Core.Ledger;
using TradingBot.Core.Ports;
using TradingBot.Core.Signals;
using TradingBot.Core.Strategies;
using TradingBot.Core.Trades;
using TradingBot.Functions.Activities;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>What an alert leads to, against what is really open: flips, closes in any order, late alerts, duplicates, dry runs.</summary>
public sealed class SignalWalkTests(FloorDatabase database) : IClassFixture<FloorDatabase>
{
    [Fact]
    public async Task Deciding_twice_gives_the_same_trade()
    {
        await using var floor = await Floor.OpenAsync(database);
        await floor.Trader.StrategyAsync();
        var signal = await floor.Trader.AlertAsync(SignalAction.Buy);

        var first = await floor.Trader.DecideAsync(signal);
        var second = await floor.Trader.DecideAsync(signal);

        Assert.NotNull(first.TradeId);
        Assert.Equal(first.TradeId, second.TradeId);
    }

    [Fact]
    public async Task Duplicate_alert_gives_the_first_signal()
    {
        await using var floor = await Floor.OpenAsync(database);
        await floor.Trader.StrategyAsync();

        var first = await floor.Trader.AlertAsync(static alert => alert with { Action = SignalAction.Buy }, "same");
        var second = await floor.Trader.AlertAsync(static alert => alert with { Action = SignalAction.Buy }, "same");

        Assert.Equal(first, second);
        Assert.Equal(1, (await floor.Trader.SignalAsync(first)).Duplicates);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Flip_closes_first_and_then_opens_the_other_side(bool isReverseAction)
    {
        await using var floor = await Floor.OpenAsync(database);
        await floor.Trader.StrategyAsync();
        var held = await floor.Trader.OpenAsync();
        var signal = await floor.Trader.AlertAsync(alert => isReverseAction
            ? alert with { Action = SignalAction.Reverse }
            : alert with { Action = SignalAction.Sell, Position = TargetPosition.Short, PrevPosition = TargetPosition.Long });

        var decision = await floor.Trader.DecideAsync(signal);
        Assert.Equal([held.Id.Value], decision.Closing);
        Assert.True(decision.ThenOpen);
        Assert.Equal(CloseReason.Signal, (await floor.Trader.LookUntilClosedAsync(held.Id)).CloseReason);
        var then = await floor.Trader.DecideAsync(signal, decision.Closing);

        Assert.NotNull(then.TradeId);
        Assert.Equal(Direction.Short, (await floor.Trader.TradeAsync(new TradeId(then.TradeId.Value))).Direction);
    }

    [Fact]
    public async Task Reversal_overtaken_while_it_closes_leaves_the_newer_position_alone_and_ends()
    {
        await using var floor = await Floor.OpenAsync(database);
        await floor.Trader.StrategyAsync();
        var held = await floor.Trader.OpenAsync();
        var reversal = await floor.Trader.AlertAsync(SignalAction.Reverse);
        var closing = (await floor.Trader.DecideAsync(reversal)).Closing;
        await floor.Trader.LookUntilClosedAsync(held.Id);
        var newer = await floor.Trader.OpenAsync();

        var then = await floor.Trader.DecideAsync(reversal, closing);

        Assert.Null(then.TradeId);
        Assert.Empty(then.Closing);
        Assert.Equal((SignalStatus.Denied, "signal.superseded"), await StandAsync(floor, reversal));
        Assert.Null((await floor.Trader.TradeAsync(newer.Id)).CloseRequestedAt);
    }

    [Fact]
    public async Task Close_alert_that_arrives_after_the_entry_of_the_same_second_does_not_flatten_it()
    {
        await using var floor = await Floor.OpenAsync(database);
        await floor.Trader.StrategyAsync();
        var firedAt = floor.Clock.GetUtcNow();
        var entry = await floor.Trader.AlertAsync(alert => alert with { FiredAt = firedAt, Position = TargetPosition.Short, PrevPosition = TargetPosition.Flat });
        var close = await floor.Trader.AlertAsync(alert => alert with { FiredAt = firedAt, Position = TargetPosition.Flat, PrevPosition = TargetPosition.Long });
        var trade = (await floor.Trader.DecideAsync(entry)).TradeId;
        Assert.NotNull(trade);

        var decision = await floor.Trader.DecideAsync(close);

        Assert.Empty(decision.Closing);
        Assert.Equal((SignalStatus.Denied, "signal.superseded"), await StandAsync(floor, close));
        Assert.Null((await floor.Trader.TradeAsync(new TradeId(trade.Value))).CloseRequestedAt);
    }

    [Fact]
    public async Task Close_alert_that_arrives_before_the_entry_of_the_same_second_lets_it_open()
    {
        await using var floor = await Floor.OpenAsync(database);
        await floor.Trader.StrategyAsync();
        var held = await floor.Trader.OpenAsync();
        floor.Clock.Advance(TimeSpan.FromSeconds(1));
        var firedAt = floor.Clock.GetUtcNow();
        var close = await floor.Trader.AlertAsync(alert => alert with { FiredAt = firedAt, Position = TargetPosition.Flat, PrevPosition = TargetPosition.Long });
        var entry = await floor.Trader.AlertAsync(alert => alert with { FiredAt = firedAt, Position = TargetPosition.Short, PrevPosition = TargetPosition.Flat });

        Assert.Equal([held.Id.Value], (await floor.Trader.DecideAsync(close)).Closing);
        await floor.Trader.LookUntilClosedAsync(held.Id);

        Assert.NotNull((await floor.Trader.DecideAsync(entry)).TradeId);
    }

    [Fact]
    public async Task Entry_that_arrives_after_its_own_close_stays_out()
    {
        await using var floor = await Floor.OpenAsync(database);
        await floor.Trader.StrategyAsync();
        var firedAt = floor.Clock.GetUtcNow();
        var close = await floor.Trader.AlertAsync(alert => alert with { FiredAt = firedAt, Position = TargetPosition.Flat, PrevPosition = TargetPosition.Long });
        var entry = await floor.Trader.AlertAsync(alert => alert with { FiredAt = firedAt, Position = TargetPosition.Long, PrevPosition = TargetPosition.Flat });
        await floor.Trader.DecideAsync(close);

        Assert.Null((await floor.Trader.DecideAsync(entry)).TradeId);
        Assert.Equal((SignalStatus.Denied, "signal.superseded"), await StandAsync(floor, entry));
    }

    [Fact]
    public async Task Alert_that_fired_before_the_last_one_acted_upon_is_superseded()
    {
        await using var floor = await Floor.OpenAsync(database);
        await floor.Trader.StrategyAsync();
        var firedAt = floor.Clock.GetUtcNow();
        var late = await floor.Trader.AlertAsync(alert => alert with { FiredAt = firedAt.AddSeconds(-5), Action = SignalAction.Sell });
        await floor.Trader.OpenAsync();

        Assert.Empty((await floor.Trader.DecideAsync(late)).Closing);
        Assert.Equal((SignalStatus.Denied, "signal.superseded"), await StandAsync(floor, late));
    }

    [Theory]
    [InlineData(SignalAction.Close)]
    [InlineData(SignalAction.Reverse)]
    [InlineData(SignalAction.Sell)]
    public async Task Dry_alert_leaves_the_real_position_alone(SignalAction action)
    {
        await using var floor = await Floor.OpenAsync(database);
        await floor.Trader.StrategyAsync();
        var held = await floor.Trader.OpenAsync();
        var signal = await floor.Trader.AlertAsync(alert => alert with { Action = action, DryRun = true });

        Assert.Empty((await floor.Trader.DecideAsync(signal)).Closing);

        Assert.Equal((SignalStatus.Completed, DenialCodes.DryRun), await StandAsync(floor, signal));
        Assert.Null((await floor.Trader.TradeAsync(held.Id)).CloseRequestedAt);
    }

    [Fact]
    public async Task Dry_entry_is_sized_and_sends_nothing()
    {
        await using var floor = await Floor.OpenAsync(database);
        await floor.Trader.StrategyAsync(static strategy => strategy with { DryRun = true });
        var signal = await floor.Trader.AlertAsync(SignalAction.Buy);

        Assert.Null((await floor.Trader.DecideAsync(signal)).TradeId);

        var record = await floor.Trader.SignalAsync(signal);
        Assert.Equal((SignalStatus.Completed, DenialCodes.DryRun, "0.01"), (record.Status, record.Reason!.Code, record.Reason.Numbers!["quantity"]));
        Assert.Empty(await floor.Controls.SentOrdersAsync());
    }

    [Fact]
    public async Task Second_entry_in_the_same_direction_adds_nothing()
    {
        await using var floor = await Floor.OpenAsync(database);
        await floor.Trader.StrategyAsync();
        await floor.Trader.OpenAsync();
        var again = await floor.Trader.AlertAsync(SignalAction.Buy);

        Assert.Null((await floor.Trader.DecideAsync(again)).TradeId);

        Assert.Equal(1, await floor.Controls.SentEntriesAsync());
    }

    [Fact]
    public async Task Paused_strategy_does_nothing_and_one_that_only_exits_still_closes()
    {
        await using var floor = await Floor.OpenAsync(database);
        await floor.Trader.StrategyAsync();
        var held = await floor.Trader.OpenAsync();
        await floor.Trader.StrategyAsync(static strategy => strategy with { State = StrategyState.Paused });
        var unheard = await floor.Trader.AlertAsync(SignalAction.Close);
        await floor.Trader.DecideAsync(unheard);
        Assert.Equal((SignalStatus.Denied, "strategy.paused"), await StandAsync(floor, unheard));

        await floor.Trader.StrategyAsync(static strategy => strategy with { State = StrategyState.ExitOnly });
        Assert.Equal([held.Id.Value], (await floor.Trader.DecideAsync(await floor.Trader.AlertAsync(SignalAction.Close))).Closing);
        await floor.Trader.LookUntilClosedAsync(held.Id);
        var entry = await floor.Trader.AlertAsync(SignalAction.Buy);
        Assert.Null((await floor.Trader.DecideAsync(entry)).TradeId);
        Assert.Equal((SignalStatus.Denied, "strategy.exitOnly"), await StandAsync(floor, entry));
    }

    [Fact]
    public async Task Alert_that_failed_is_told_once()
    {
        await using var floor = await Floor.OpenAsync(database);
        await floor.Trader.StrategyAsync();
        var signal = await floor.Trader.AlertAsync(SignalAction.Buy);
        var end = new EndSignal(floor.Service<ISignalJournal>(), floor.Service<INoticeBoard>(), floor.Clock);

        Assert.True(await end.RunAsync(new SignalEnd(signal.Value, "The exchange gave no answer."), TestContext.Current.CancellationToken));
        Assert.False(await end.RunAsync(new SignalEnd(signal.Value, "The exchange gave no answer."), TestContext.Current.CancellationToken));

        Assert.Equal((SignalStatus.Failed, "signal.failed"), await StandAsync(floor, signal));
        Assert.Single(await floor.Trader.NoticesAsync(), static notice => notice is { Kind: "signalFailed", Severity: Severity.Critical, Strategy: "sample" });
    }

    [Fact]
    public async Task Two_entries_at_once_for_one_symbol_open_one_trade()
    {
        await using var floor = await Floor.OpenAsync(database);
        await floor.Trader.StrategyAsync();
        var firedAt = floor.Clock.GetUtcNow();
        var signals = new[]
        {
            await floor.Trader.AlertAsync(alert => alert with { FiredAt = firedAt, Action = SignalAction.Buy }),
            await floor.Trader.AlertAsync(alert => alert with { FiredAt = firedAt, Action = SignalAction.Buy }),
        };

        var decisions = await Task.WhenAll(signals.Select(signal => floor.Trader.DecideAsync(signal)));

        Assert.Single(decisions, static decision => decision.TradeId is not null);
    }

    private static async Task<(SignalStatus Status, string? Code)> StandAsync(Floor floor, SignalId id)
    {
        var record = await floor.Trader.SignalAsync(id);
        return (record.Status, record.Reason?.Code);
    }
}
