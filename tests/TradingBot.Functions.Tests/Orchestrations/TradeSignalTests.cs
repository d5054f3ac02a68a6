using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Notifications;
using TradingBot.Core.Signals;
using TradingBot.Core.Trades;
using TradingBot.Functions.Orchestrations;
using TradingBot.Functions.Tests.Trading;
using TradingBot.TestKit;

namespace TradingBot.Functions.Tests.Orchestrations;

/// <summary>Whole alerts from decision to end, with orchestrations running by themselves.</summary>
public sealed class TradeSignalTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Alert_becomes_a_protected_position_and_ends_at_its_target()
    {
        await using var host = await TradingTestHost.OpenAsync();
        await host.Driver.StrategyAsync();
        var signal = await host.Driver.AlertAsync(SignalAction.Buy);

        await host.TradeOfAsync(signal, TradingTestHost.IsOpen);
        await host.Controls.PriceAsync(71_000m);
        var closed = await host.TradeOfAsync(signal, TradingTestHost.IsClosed);

        Assert.Equal(CloseReason.TakeProfit, closed.CloseReason);
        Assert.Equal(SignalStatus.Completed, (await host.Driver.SignalAsync(signal)).Status);
        Assert.Equal(1, await host.Controls.SentEntriesAsync());
        Assert.Single(await host.Driver.NoticesAsync(), static notice => notice.Kind == "tradeClosed");
    }

    [Theory]
    [InlineData("dropAfter", 1)]
    [InlineData("dropBefore", 2)]
    public async Task Lost_message_about_the_entry_ends_in_one_order(string fault, int sent)
    {
        await using var host = await TradingTestHost.OpenAsync();
        await host.Driver.StrategyAsync();
        await host.Controls.FaultAsync(PaperExchangeControls.Create, fault);

        var open = await host.TradeOfAsync(await host.Driver.AlertAsync(SignalAction.Buy), TradingTestHost.IsOpen);

        Assert.Equal(sent, await host.Controls.SentEntriesAsync());
        Assert.Equal(0.01m, (await host.Driver.PositionAsync())!.Quantity);
        Assert.Contains("entryUnknown", await host.Driver.StoryAsync(open.Id));
    }

    [Fact]
    public async Task Position_that_cannot_be_guarded_is_closed_within_ten_seconds()
    {
        await using var host = await TradingTestHost.OpenAsync();
        await host.Driver.StrategyAsync();
        var open = await host.TradeOfAsync(await host.Driver.AlertAsync(SignalAction.Buy), TradingTestHost.IsOpen);
        await host.Driver.RemoveStopAsync();
        await host.Controls.FaultAsync(PaperExchangeControls.TradingStop, "dropBefore", count: 1000);

        var closed = await host.TradeInAsync(open.Id, TradingTestHost.IsClosed);

        Assert.Equal(CloseReason.Unprotected, closed.CloseReason);
        Assert.True(closed.ClosedAt - closed.StopMissingSince < TimeSpan.FromSeconds(10), $"It stood open from {closed.StopMissingSince} to {closed.ClosedAt}.");
        Assert.Null(await host.Driver.PositionAsync());
    }

    [Theory]
    [InlineData(SignalAction.Reverse)]
    [InlineData(SignalAction.Sell)]
    public async Task Flip_ends_the_old_trade_and_opens_the_other_side(SignalAction action)
    {
        await using var host = await TradingTestHost.OpenAsync();
        await host.Driver.StrategyAsync();
        var old = await host.TradeOfAsync(await host.Driver.AlertAsync(SignalAction.Buy), TradingTestHost.IsOpen);

        var turned = await host.TradeOfAsync(await host.Driver.AlertAsync(action), TradingTestHost.IsOpen);

        Assert.Equal((TradeStatus.Closed, CloseReason.Signal),
            ((await host.Driver.TradeAsync(old.Id)).Status, (await host.Driver.TradeAsync(old.Id)).CloseReason));
        Assert.Equal(Direction.Short, turned.Direction);
        var position = (await host.Driver.PositionAsync())!;
        Assert.Equal((Direction.Short, 0.01m), (position.Direction, position.Quantity));
    }

    /// <summary>Half a minute of tries is over before the database takes what it is told.</summary>
    [Fact]
    public async Task Close_alert_is_carried_out_when_the_database_comes_back_after_the_decision_was_given_up()
    {
        await using var host = await TradingTestHost.OpenAsync();
        await host.Driver.StrategyAsync();
        var open = await host.TradeOfAsync(await host.Driver.AlertAsync(SignalAction.Buy), TradingTestHost.IsOpen);
        await host.ExecuteAsync("""
            create function trading.go_away() returns trigger language plpgsql as
                $$begin raise exception 'The database starts up.' using errcode = '57P03'; end$$;
            create trigger is_away before update on trading.signals for each row execute function trading.go_away()
            """);

        var close = await host.Driver.AlertAsync(SignalAction.Close);
        await host.UntilGivenUpAsync();
        await host.ExecuteAsync("drop trigger is_away on trading.signals");

        Assert.Equal(CloseReason.Signal, (await host.TradeInAsync(open.Id, TradingTestHost.IsClosed)).CloseReason);
        Assert.DoesNotContain(await host.Driver.NoticesAsync(), static notice => notice.Kind == NoticeKinds.SignalFailed);
    }

    [Fact]
    public async Task Close_alert_ends_the_trade_and_itself()
    {
        await using var host = await TradingTestHost.OpenAsync();
        await host.Driver.StrategyAsync();
        var open = await host.TradeOfAsync(await host.Driver.AlertAsync(SignalAction.Buy), TradingTestHost.IsOpen);

        var close = await host.Driver.AlertAsync(SignalAction.Close);

        await host.SignalInAsync(close, SignalStatus.Completed);
        Assert.Equal(CloseReason.Signal, (await host.TradeInAsync(open.Id, TradingTestHost.IsClosed)).CloseReason);
    }

    [Fact]
    public async Task Halt_that_flattens_closes_what_is_open()
    {
        await using var host = await TradingTestHost.OpenAsync();
        await host.Driver.StrategyAsync();
        var open = await host.TradeOfAsync(await host.Driver.AlertAsync(SignalAction.Buy), TradingTestHost.IsOpen);

        await host.Driver.HaltAsync(flatten: true);

        Assert.Equal(CloseReason.Halt, (await host.TradeInAsync(open.Id, TradingTestHost.IsClosed)).CloseReason);
        var denied = await host.SignalInAsync(await host.Driver.AlertAsync(SignalAction.Buy), SignalStatus.Denied);
        Assert.Equal("trading.halted", denied.Reason?.Code);
    }

    [Fact]
    public async Task Process_killed_right_after_the_alert_trades_it_once_when_it_is_back()
    {
        await using var host = await TradingTestHost.OpenAsync();
        await host.Driver.StrategyAsync();
        await host.Controls.FaultAsync(PaperExchangeControls.Create, "delayAfter", delayMs: 1500);
        var signal = await host.Driver.AlertAsync(SignalAction.Buy);
        await Eventually.TrueAsync(
            async () => await host.Controls.SentEntriesAsync() == 1, "The entry was never sent", cancellationToken: Token);

        await host.KillAsync();
        await host.StartAsync();
        await host.TradeOfAsync(signal, TradingTestHost.IsOpen);

        Assert.Equal(1, await host.Controls.SentEntriesAsync());
        Assert.Equal(0.01m, (await host.Driver.PositionAsync())!.Quantity);
    }

    [Fact]
    public async Task Stop_hit_while_the_process_was_down_is_settled_when_it_is_back()
    {
        await using var host = await TradingTestHost.OpenAsync();
        await host.Driver.StrategyAsync();
        var signal = await host.Driver.AlertAsync(SignalAction.Buy);
        await host.TradeOfAsync(signal, TradingTestHost.IsOpen);

        await host.KillAsync();
        await host.Controls.PriceAsync(66_000m);
        await host.StartAsync();

        var closed = await host.TradeOfAsync(signal, TradingTestHost.IsClosed);
        Assert.Equal((CloseReason.StopLoss, 0.01m), (closed.CloseReason, closed.ExitedQuantity));
    }

    [Fact]
    public async Task Trade_that_the_sweep_already_runs_ends_its_signal_all_the_same()
    {
        await using var host = await TradingTestHost.OpenAsync(startsSignals: false);
        await host.Driver.StrategyAsync();
        var signal = await host.Driver.AlertAsync(SignalAction.Buy);
        var trade = new TradeId((await host.Driver.DecideAsync(signal)).TradeId!.Value);
        Assert.True(await OrchestrationStarter.ResumeTradeAsync(host.Client, trade.Value, Token));
        await host.TradeInAsync(trade, TradingTestHost.IsOpen);

        await OrchestrationStarter.StartSignalAsync(host.Client, signal.Value, Token);
        await host.Client.WaitForInstanceCompletionAsync(TradeInstance.OfSignal(signal.Value), cancellation: Token);

        Assert.Equal(SignalStatus.Accepted, (await host.Driver.SignalAsync(signal)).Status);
        await host.Controls.PriceAsync(71_000m);
        await host.SignalInAsync(signal, SignalStatus.Completed);
        Assert.Equal(1, await host.Controls.SentEntriesAsync());
    }
}
