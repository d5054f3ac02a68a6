using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Strategies;
using TradingBot.Core.Trades;
using TradingBot.Trading.Positions;

using static TradingBot.Functions.Tests.Trading.RestingEntry;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>A limit entry that waits: how long, what takes it back, and what a fill on the way does.</summary>
public sealed class RestingEntryFlowTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Entry_waits_until_its_minutes_are_over_and_is_then_taken_back()
    {
        await using var fixture = await OpenAsync();
        var trade = await RestAsync(fixture);
        var until = (await fixture.Driver.TradeAsync(trade)).EntryRestsUntil!.Value;
        Assert.Equal((await fixture.Driver.TradeAsync(trade)).CreatedAt.AddMinutes(60), until);

        await fixture.PassAsync(until - fixture.Clock.GetUtcNow() - TimeSpan.FromSeconds(20));
        Assert.Equal(MonitorState.Opening, (await fixture.Driver.LookAsync(trade)).State);
        Assert.Empty(await fixture.Controls.SentAsync(PaperExchangeControls.Cancel));

        await fixture.PassAsync(until - fixture.Clock.GetUtcNow());
        await EndsAsync(fixture, trade, "entry.expired", TakeBackReason.Expired);
        var reason = (await fixture.Driver.TradeAsync(trade)).Reason!.Message;
        Assert.Equal(
            "The entry was taken back before anything of it was filled: in 60 minutes the market did not come to its limit price of 59000.",
            reason);
        Assert.Contains(await fixture.Driver.NoticesAsync(), notice => notice.Kind == "tradeFailed" && notice.Body == reason);
    }

    [Fact]
    public async Task Look_comes_no_later_than_the_end_of_the_wait()
    {
        await using var fixture = await OpenAsync();
        var trade = await RestAsync(fixture);
        var until = (await fixture.Driver.TradeAsync(trade)).EntryRestsUntil!.Value;

        Assert.Equal(1000, (await fixture.Driver.LookAsync(trade)).NextLookMilliseconds);
        await fixture.PassAsync(until - fixture.Clock.GetUtcNow() - TimeSpan.FromMilliseconds(600));

        Assert.InRange((await fixture.Driver.LookAsync(trade)).NextLookMilliseconds, 200, 600);
    }

    [Theory]
    [InlineData(StrategyState.Paused, false, "strategy.paused", TakeBackReason.Paused)]
    [InlineData(StrategyState.ExitOnly, false, "strategy.exitOnly", TakeBackReason.ExitOnly)]
    [InlineData(StrategyState.Active, true, "signal.dryRun", TakeBackReason.DryRun)]
    public async Task Strategy_that_opens_nothing_any_more_takes_its_entry_back(
        StrategyState state, bool dry, string code, TakeBackReason reason)
    {
        await using var fixture = await OpenAsync();
        var trade = await RestAsync(fixture);

        await fixture.Driver.StrategyAsync(strategy => Resting(strategy) with { State = state, DryRun = dry });

        await EndsAsync(fixture, trade, code, reason);
    }

    [Fact]
    public async Task Halt_takes_the_entry_back_and_says_so()
    {
        await using var fixture = await OpenAsync();
        var trade = await RestAsync(fixture);

        await fixture.Driver.HaltAsync(flatten: false);

        await EndsAsync(fixture, trade, "trading.halted", TakeBackReason.Halt);
    }

    [Fact]
    public async Task Close_by_a_person_takes_the_entry_back_and_says_so()
    {
        await using var fixture = await OpenAsync();
        var trade = await RestAsync(fixture);

        await fixture.Driver.CloseAsync(trade);

        await EndsAsync(fixture, trade, "trade.cancelled", TakeBackReason.Manual);
    }

    [Fact]
    public async Task Pause_that_ends_again_before_the_cancel_is_through_does_not_revive_the_entry()
    {
        await using var fixture = await OpenAsync();
        var trade = await RestAsync(fixture);
        await fixture.Driver.StrategyAsync(static strategy => Resting(strategy) with { State = StrategyState.Paused });
        await fixture.Controls.FaultAsync(PaperExchangeControls.Cancel, "dropBefore");
        Assert.Equal(MonitorState.Opening, (await fixture.Driver.LookAsync(trade)).State);

        await fixture.Driver.StrategyAsync(Resting);

        await EndsAsync(fixture, trade, "strategy.paused", TakeBackReason.Paused);
    }

    [Fact]
    public async Task Process_that_dies_between_the_decision_and_the_cancel_leaves_it_to_the_next()
    {
        await using var fixture = await OpenAsync();
        var trade = await RestAsync(fixture);
        await fixture.Ledger.NoteTakenBackAsync(
            trade, TakeBackReason.Expired, TradeEvents.EntryTakenBack(TakeBackReason.Expired), fixture.Clock.GetUtcNow(), Token);

        await EndsAsync(fixture, trade, "entry.expired", TakeBackReason.Expired);
    }

    [Fact]
    public async Task Two_that_take_it_back_at_once_tell_one_reason_once()
    {
        await using var fixture = await OpenAsync();
        var trade = await RestAsync(fixture);
        await fixture.Driver.HaltAsync(flatten: false);

        await Task.WhenAll(fixture.Driver.LookAsync(trade), fixture.Driver.LookAsync(trade));

        await EndsAsync(fixture, trade, "trading.halted", TakeBackReason.Halt);
    }

    [Fact]
    public async Task Fill_that_crosses_the_cancel_is_booked_and_guarded()
    {
        await using var fixture = await OpenAsync();
        var trade = await RestAsync(fixture);
        await fixture.Driver.StrategyAsync(static strategy => Resting(strategy) with { State = StrategyState.Paused });
        // The cancel is lost, and the market comes meanwhile.
        await fixture.Controls.FaultAsync(PaperExchangeControls.Cancel, "dropBefore");
        await fixture.Driver.LookAsync(trade);
        await fixture.Controls.PriceAsync(Limit);

        var open = await fixture.Driver.LookUntilBookedAsync(trade);

        Assert.Equal((TradeStatus.Open, 0.01m, TakeBackReason.Paused), (open.Status, open.FilledQuantity, open.TakenBack));
        Assert.NotNull(open.StopConfirmedAt);
        Assert.Equal(open.PlannedStopLoss, (await fixture.Driver.PositionAsync())!.StopLoss);
        Assert.Equal(OrderStatus.Filled, (await fixture.Driver.OrderAsync(trade, OrderRole.Entry)).Status);
    }

    [Theory]
    [InlineData(Category.Linear)]
    [InlineData(Category.Spot)]
    public async Task Filled_part_stays_guarded_when_the_rest_is_taken_back(Category category)
    {
        await using var fixture = await OpenAsync(strategy => Large(category == Category.Linear ? strategy : Spot(strategy)));
        await fixture.Controls.ResetAsync(("USDT", "10000000"));
        var (trade, part) = await RestInPartAsync(fixture, category);

        await fixture.PassAsync(TimeSpan.FromMinutes(60));
        await LookUntilEntryIsAsync(fixture, trade, OrderStatus.Cancelled);

        Assert.Equal(MonitorState.Protected, (await fixture.Driver.LookAsync(trade)).State);
        var open = await fixture.Driver.TradeAsync(trade);
        Assert.Equal((TradeStatus.Open, part, TakeBackReason.Expired), (open.Status, open.FilledQuantity, open.TakenBack));
        // What the market does afterwards fills nothing more.
        await fixture.Controls.PriceAsync(Market - 100m, EnumNames.Write(category));
        Assert.Equal(MonitorState.Protected, (await fixture.Driver.LookAsync(trade)).State);
        Assert.Equal(part, (await fixture.Driver.TradeAsync(trade)).FilledQuantity);
    }

    [Fact]
    public async Task Entry_that_the_exchange_knows_no_more_ends_within_the_minute_after_its_time()
    {
        await using var fixture = await OpenAsync();
        var trade = await RestAsync(fixture);
        await fixture.Controls.ResetAsync(("USDT", "10000"));
        await fixture.PassAsync(TimeSpan.FromMinutes(61));
        await fixture.Driver.LookAsync(trade);
        await fixture.PassAsync(TimeSpan.FromSeconds(20));
        await fixture.Driver.LookAsync(trade);
        Assert.Equal(MonitorState.Opening, (await fixture.Driver.LookAsync(trade)).State);

        await fixture.PassAsync(TimeSpan.FromSeconds(11));

        await EndsAsync(fixture, trade, "entry.expired", TakeBackReason.Expired);
    }

    [Fact]
    public async Task Cancel_by_somebody_else_is_told_in_plain_words()
    {
        await using var fixture = await OpenAsync();
        var trade = await RestAsync(fixture);
        await fixture.Exchange.CancelOrderAsync(
            Category.Linear, TradeDriver.Btc, OrderLinkId.For(trade, OrderRole.Entry), isStopOrder: false, Token);

        await fixture.Driver.LookUntilAsync(trade, MonitorState.NotOpened);
        await fixture.Driver.FailAsync(trade);

        var failed = await fixture.Driver.TradeAsync(trade);
        Assert.Equal("exchange.notFilled", failed.Reason?.Code);
        Assert.Equal(
            "The entry was cancelled at the exchange, and not by the bot, before anything of it was filled: a cancel was asked for.",
            failed.Reason?.Message);
        Assert.Null(failed.TakenBack);
        Assert.DoesNotContain("EC_", (await fixture.Driver.OrderAsync(trade, OrderRole.Entry)).Reason, StringComparison.Ordinal);
    }

    private Task<TradingFixture> OpenAsync(Func<Strategy, Strategy>? change = null) => RestingEntry.OpenAsync(database, change);

    private static async Task EndsAsync(TradingFixture fixture, TradeId trade, string code, TakeBackReason reason)
    {
        await fixture.Driver.LookUntilAsync(trade, MonitorState.NotOpened);
        await fixture.Driver.FailAsync(trade);

        var failed = await fixture.Driver.TradeAsync(trade);
        Assert.Equal((TradeStatus.Failed, code, reason), (failed.Status, failed.Reason?.Code, failed.TakenBack));
        Assert.Single(await fixture.Driver.StoryAsync(trade), static kind => kind == "entryCancelled");
        Assert.Empty(await fixture.Driver.UnfinishedAsync());
        await fixture.Controls.PriceAsync(Limit);
        Assert.Null(await fixture.Driver.PositionAsync());
    }
}
