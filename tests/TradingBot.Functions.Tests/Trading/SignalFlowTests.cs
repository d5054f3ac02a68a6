using TradingBot.Trading.Entries;
using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Notifications;
using TradingBot.Core.Signals;
using TradingBot.Core.Strategies;
using TradingBot.Core.Trades;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>What an alert leads to, against what is really open: flips, closes in any order, late alerts, duplicates, dry runs.</summary>
public sealed partial class SignalFlowTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    [Fact]
    public async Task Deciding_twice_gives_the_same_trade()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var signal = await fixture.Driver.AlertAsync(SignalAction.Buy);

        var first = await fixture.Driver.DecideAsync(signal);
        var second = await fixture.Driver.DecideAsync(signal);

        Assert.NotNull(first.TradeId);
        Assert.Equal(first.TradeId, second.TradeId);
    }

    [Theory]
    [InlineData(SignalAction.Close)]
    [InlineData(SignalAction.Reverse)]
    public async Task Exit_is_decided_while_the_exchange_is_away(SignalAction action)
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var held = await fixture.Driver.OpenAsync();
        var signal = await fixture.Driver.AlertAsync(action);
        await fixture.Controls.FaultAsync("*", "status", count: 1000);
        await fixture.PassAsync(TimeSpan.FromMinutes(10));

        Assert.Equal([held.Id.Value], (await fixture.Driver.DecideAsync(signal)).Closing);
        await fixture.Controls.HealAsync();

        Assert.Equal(CloseReason.Signal, (await fixture.Driver.LookUntilClosedAsync(held.Id)).CloseReason);
    }

    [Fact]
    public async Task Duplicate_alert_gives_the_first_signal()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();

        var first = await fixture.Driver.AlertAsync(static alert => alert with { Action = SignalAction.Buy }, "same");
        var second = await fixture.Driver.AlertAsync(static alert => alert with { Action = SignalAction.Buy }, "same");

        Assert.Equal(first, second);
        Assert.Equal(1, (await fixture.Driver.SignalAsync(first)).Duplicates);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Flip_closes_first_and_then_opens_the_other_side(bool isReverseAction)
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var held = await fixture.Driver.OpenAsync();
        var signal = await fixture.Driver.AlertAsync(alert => isReverseAction
            ? alert with { Action = SignalAction.Reverse }
            : alert with { Action = SignalAction.Sell, Position = TargetPosition.Short, PrevPosition = TargetPosition.Long });

        var decision = await fixture.Driver.DecideAsync(signal);
        Assert.Equal([held.Id.Value], decision.Closing);
        Assert.True(decision.ThenOpen);
        Assert.Equal(CloseReason.Signal, (await fixture.Driver.LookUntilClosedAsync(held.Id)).CloseReason);
        var then = await fixture.Driver.DecideAsync(signal, decision.Closing);

        Assert.NotNull(then.TradeId);
        Assert.Equal(Direction.Short, (await fixture.Driver.TradeAsync(new TradeId(then.TradeId.Value))).Direction);
    }

    [Fact]
    public async Task Reversal_overtaken_while_it_closes_leaves_the_newer_position_alone_and_ends()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var held = await fixture.Driver.OpenAsync();
        var reversal = await fixture.Driver.AlertAsync(SignalAction.Reverse);
        var closing = (await fixture.Driver.DecideAsync(reversal)).Closing;
        await fixture.Driver.LookUntilClosedAsync(held.Id);
        // A newer alert waits for the reversal, but not for ever.
        await fixture.PassAsync(SignalSequence.Patience);
        var newer = await fixture.Driver.OpenAsync();

        var then = await fixture.Driver.DecideAsync(reversal, closing);

        Assert.Null(then.TradeId);
        Assert.Empty(then.Closing);
        Assert.Equal((SignalStatus.Denied, "signal.superseded"), await StandAsync(fixture, reversal));
        Assert.Null((await fixture.Driver.TradeAsync(newer.Id)).CloseRequestedAt);
    }

    [Fact]
    public async Task Close_alert_that_arrives_after_the_entry_of_the_same_second_does_not_flatten_it()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var firedAt = fixture.Clock.GetUtcNow();
        var entry = await fixture.Driver.AlertAsync(
            alert => alert with { FiredAt = firedAt, Position = TargetPosition.Short, PrevPosition = TargetPosition.Flat });
        var trade = (await fixture.Driver.DecideAsync(entry)).TradeId;
        Assert.NotNull(trade);
        var close = await fixture.Driver.AlertAsync(
            alert => alert with { FiredAt = firedAt, Position = TargetPosition.Flat, PrevPosition = TargetPosition.Long });

        var decision = await fixture.Driver.DecideAsync(close);

        Assert.Empty(decision.Closing);
        Assert.Equal((SignalStatus.Denied, "signal.superseded"), await StandAsync(fixture, close));
        Assert.DoesNotContain(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == "exitRefused");
        Assert.Null((await fixture.Driver.TradeAsync(new TradeId(trade.Value))).CloseRequestedAt);
    }

    [Fact]
    public async Task Close_alert_that_arrives_before_the_entry_of_the_same_second_lets_it_open()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var held = await fixture.Driver.OpenAsync();
        await fixture.PassAsync(TimeSpan.FromSeconds(1));
        var firedAt = fixture.Clock.GetUtcNow();
        var close = await fixture.Driver.AlertAsync(
            alert => alert with { FiredAt = firedAt, Position = TargetPosition.Flat, PrevPosition = TargetPosition.Long });
        var entry = await fixture.Driver.AlertAsync(
            alert => alert with { FiredAt = firedAt, Position = TargetPosition.Short, PrevPosition = TargetPosition.Flat });

        Assert.Equal([held.Id.Value], (await fixture.Driver.DecideAsync(close)).Closing);
        await fixture.Driver.LookUntilClosedAsync(held.Id);
        Assert.True(await fixture.Service<SignalEnding>().CompleteAsync(close, TestContext.Current.CancellationToken));

        Assert.NotNull((await fixture.Driver.DecideAsync(entry)).TradeId);
    }

    [Fact]
    public async Task Entry_that_arrives_after_its_own_close_stays_out()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var firedAt = fixture.Clock.GetUtcNow();
        var close = await fixture.Driver.AlertAsync(
            alert => alert with { FiredAt = firedAt, Position = TargetPosition.Flat, PrevPosition = TargetPosition.Long });
        var entry = await fixture.Driver.AlertAsync(
            alert => alert with { FiredAt = firedAt, Position = TargetPosition.Long, PrevPosition = TargetPosition.Flat });
        await fixture.Driver.DecideAsync(close);

        Assert.Null((await fixture.Driver.DecideAsync(entry)).TradeId);
        Assert.Equal((SignalStatus.Denied, "signal.superseded"), await StandAsync(fixture, entry));
    }

    [Fact]
    public async Task Alert_that_fired_before_the_last_one_acted_upon_is_superseded()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var firedAt = fixture.Clock.GetUtcNow();
        await fixture.Driver.OpenAsync();
        var late = await fixture.Driver.AlertAsync(alert => alert with { FiredAt = firedAt.AddSeconds(-5), Action = SignalAction.Sell });

        Assert.Empty((await fixture.Driver.DecideAsync(late)).Closing);
        Assert.Equal((SignalStatus.Denied, "signal.superseded"), await StandAsync(fixture, late));
    }

    [Theory]
    [InlineData(SignalAction.Close)]
    [InlineData(SignalAction.Reverse)]
    [InlineData(SignalAction.Sell)]
    public async Task Dry_alert_leaves_the_real_position_alone(SignalAction action)
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var held = await fixture.Driver.OpenAsync();
        var signal = await fixture.Driver.AlertAsync(alert => alert with { Action = action, DryRun = true });

        Assert.Empty((await fixture.Driver.DecideAsync(signal)).Closing);

        Assert.Equal((SignalStatus.Completed, DenialCodes.DryRun), await StandAsync(fixture, signal));
        Assert.Null((await fixture.Driver.TradeAsync(held.Id)).CloseRequestedAt);
    }

    [Fact]
    public async Task Dry_entry_is_sized_and_sends_nothing()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync(static strategy => strategy with { DryRun = true });
        var signal = await fixture.Driver.AlertAsync(SignalAction.Buy);

        Assert.Null((await fixture.Driver.DecideAsync(signal)).TradeId);

        var record = await fixture.Driver.SignalAsync(signal);
        Assert.Equal(
            (SignalStatus.Completed, DenialCodes.DryRun, "0.01"), (record.Status, record.Reason!.Code, record.Reason.Numbers!["quantity"]));
        Assert.Empty(await fixture.Controls.SentOrdersAsync());
    }

    [Fact]
    public async Task Cancel_alert_leaves_what_was_filled_alone()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var trade = await fixture.Driver.OpenAsync();
        var signal = await fixture.Driver.AlertAsync(SignalAction.Cancel);

        await fixture.Driver.DecideAsync(signal);

        Assert.Equal(SignalStatus.Completed, (await fixture.Driver.SignalAsync(signal)).Status);
        Assert.Null((await fixture.Driver.TradeAsync(trade.Id)).CloseRequestedAt);
        Assert.Equal(0.01m, (await fixture.Driver.PositionAsync())?.Quantity);
    }

    [Fact]
    public async Task Second_entry_in_the_same_direction_adds_nothing()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        await fixture.Driver.OpenAsync();
        var again = await fixture.Driver.AlertAsync(SignalAction.Buy);

        Assert.Null((await fixture.Driver.DecideAsync(again)).TradeId);

        Assert.Equal(1, await fixture.Controls.SentEntriesAsync());
    }

    [Theory]
    [InlineData(StrategyState.Paused, "strategy.paused")]
    [InlineData(StrategyState.ExitOnly, "strategy.exitOnly")]
    public async Task Strategy_that_is_paused_or_only_exits_still_closes_and_opens_nothing(StrategyState state, string code)
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var held = await fixture.Driver.OpenAsync();
        await fixture.Driver.StrategyAsync(strategy => strategy with { State = state });

        var reversal = await fixture.Driver.AlertAsync(SignalAction.Reverse);
        Assert.Equal([held.Id.Value], (await fixture.Driver.DecideAsync(reversal)).Closing);
        await fixture.Driver.LookUntilClosedAsync(held.Id);

        Assert.Null((await fixture.Driver.DecideAsync(reversal, held.Id.Value)).TradeId);
        Assert.Equal((SignalStatus.Denied, code), await StandAsync(fixture, reversal));
        Assert.StartsWith(
            "What was open was closed. ", (await fixture.Driver.SignalAsync(reversal)).Reason!.Message, StringComparison.Ordinal);
        var entry = await fixture.Driver.AlertAsync(SignalAction.Buy);
        Assert.Null((await fixture.Driver.DecideAsync(entry)).TradeId);
        Assert.Equal((SignalStatus.Denied, code), await StandAsync(fixture, entry));
        Assert.DoesNotContain("was closed", (await fixture.Driver.SignalAsync(entry)).Reason!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Alert_that_failed_is_told_once()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var signal = await fixture.Driver.AlertAsync(SignalAction.Buy);

        for (var times = 0; times < 2; times++)
            Assert.True(await fixture.Driver.GiveUpAsync(signal));

        Assert.Equal((SignalStatus.Failed, "signal.failed"), await StandAsync(fixture, signal));
        Assert.Single(
            await fixture.Driver.NoticesAsync(), static notice =>
                notice is { Kind: "signalFailed", Severity: Severity.Critical, Strategy: "sample" });
    }

    [Fact]
    public async Task Two_entries_at_once_for_one_symbol_open_one_trade()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var firedAt = fixture.Clock.GetUtcNow();
        var signals = new[]
        {
            await fixture.Driver.AlertAsync(alert => alert with { FiredAt = firedAt, Action = SignalAction.Buy }),
            await fixture.Driver.AlertAsync(alert => alert with { FiredAt = firedAt, Action = SignalAction.Buy }),
        };

        var decisions = await Task.WhenAll(signals.Select(signal => fixture.Driver.DecideAsync(signal)));

        Assert.Single(decisions, static decision => decision.TradeId is not null);
    }

    private static async Task<(SignalStatus Status, string? Code)> StandAsync(TradingFixture fixture, SignalId id)
    {
        var record = await fixture.Driver.SignalAsync(id);
        return (record.Status, record.Reason?.Code);
    }
}
