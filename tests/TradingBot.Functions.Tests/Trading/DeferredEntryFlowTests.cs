using TradingBot.Core.Identifiers;
using TradingBot.Core.Orders;
using TradingBot.Core.Signals;
using TradingBot.Core.Strategies;
using TradingBot.Core.Trades;
using TradingBot.Trading.Entries;
using TradingBot.Trading.Exchange;
using TradingBot.Trading.Positions;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>An entry that the exchange refuses for now is tried again while its alert is young enough, under the same id.</summary>
public sealed class DeferredEntryFlowTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private const string Leverage = "/v5/position/set-leverage";

    [Theory]
    [InlineData(110066)]
    [InlineData(10429)]
    [InlineData(110079)]
    public async Task Refusal_for_now_is_tried_again_after_a_second_under_the_same_id(int code)
    {
        await using var fixture = await OpenAsync();
        var trade = await DeferAsync(fixture, code);
        Assert.Equal(EntryOutcome.Unknown, await fixture.Driver.PlaceAsync(trade));
        Assert.Equal(EntryOutcome.Unknown, await fixture.Driver.LookUpAsync(trade));
        Assert.Equal(1, await fixture.Controls.SentEntriesAsync());

        await fixture.PassAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(EntryOutcome.Placed, await fixture.Driver.LookUpAsync(trade));
        await fixture.Driver.LookUntilAsync(trade, MonitorState.Protected);

        var sent = await fixture.Controls.SentOrdersAsync();
        Assert.Equal(2, sent.Count);
        Assert.Single(sent.Select(static order => (string?)order["orderLinkId"]).Distinct());
        Assert.Equal(0.01m, (await fixture.Driver.PositionAsync())!.Quantity);
        Assert.Contains("entryDeferred", await fixture.Driver.StoryAsync(trade));
    }

    [Fact]
    public async Task Refusals_that_go_on_end_with_the_alerts_age_and_say_what_the_exchange_said()
    {
        await using var fixture = await OpenAsync();
        var trade = await DeferAsync(fixture, 110066, count: 1000);
        var outcome = EntryOutcome.Unknown;
        var looks = 0;
        for (; outcome == EntryOutcome.Unknown; looks++)
        {
            await fixture.PassAsync(TimeSpan.FromSeconds(1));
            outcome = await fixture.Driver.LookUpAsync(trade);
        }

        var failed = await fixture.Driver.TradeAsync(trade);
        Assert.Equal((EntryOutcome.Abandoned, TradeStatus.Failed, "signal.stale"), (outcome, failed.Status, failed.Reason?.Code));
        Assert.StartsWith(
            "The alert grew too old before its entry could be sent. Until then the exchange had refused it for now: "
                + "Bybit 110066: trading is not possible now",
            failed.Reason!.Message,
            StringComparison.Ordinal);
        Assert.InRange(looks, 55, 75);
        // Ever more rarely: a quarter of its age, up to fifteen seconds.
        Assert.InRange(await fixture.Controls.SentEntriesAsync(), 6, 20);
        Assert.Single(await fixture.Driver.StoryAsync(trade), static kind => kind == "entryDeferred");
        Assert.Single(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == "tradeFailed");
    }

    /// <summary>10027: trading is banned for the account. 110007: too little balance.</summary>
    [Theory]
    [InlineData(10027)]
    [InlineData(110007)]
    public async Task Entry_that_is_refused_for_good_is_rejected_and_not_tried_again(int code)
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.ApproveAsync();
        await fixture.Controls.FaultAsync(PaperExchangeControls.Create, "retCode", retCode: code);

        Assert.Equal(EntryOutcome.Abandoned, await fixture.Driver.PlaceAsync(trade));

        Assert.Equal(OrderStatus.Rejected, (await fixture.Driver.OrderAsync(trade, OrderRole.Entry)).Status);
        Assert.Equal(TradeStatus.Failed, (await fixture.Driver.TradeAsync(trade)).Status);
        Assert.DoesNotContain("entryDeferred", await fixture.Driver.StoryAsync(trade));
    }

    [Fact]
    public async Task Deferred_entry_is_judged_anew_before_it_is_sent_late()
    {
        await using var fixture = await OpenAsync();
        var trade = await DeferAsync(fixture, 110066);
        await fixture.Controls.PriceAsync(58_800m);
        await fixture.PassAsync(TimeSpan.FromSeconds(5));

        Assert.Equal(EntryOutcome.Abandoned, await fixture.Driver.LookUpAsync(trade));

        Assert.Equal("stop.wrongSide", (await fixture.Driver.TradeAsync(trade)).Reason?.Code);
        Assert.Equal(1, await fixture.Controls.SentEntriesAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Deferred_entry_that_nobody_wants_any_more_ends(bool isHalted)
    {
        await using var fixture = await OpenAsync();
        var trade = await DeferAsync(fixture, 110066);
        if (isHalted)
            await fixture.Driver.HaltAsync(flatten: false);
        else
            await fixture.Driver.CloseAsync(trade);
        await fixture.PassAsync(TimeSpan.FromSeconds(2));

        Assert.Equal(EntryOutcome.Abandoned, await fixture.Driver.LookUpAsync(trade));

        Assert.Equal(
            isHalted ? "trading.halted" : "trade.closedBeforeEntry", (await fixture.Driver.TradeAsync(trade)).Reason?.Code);
        Assert.Equal(1, await fixture.Controls.SentEntriesAsync());
    }

    [Fact]
    public async Task Deferred_entry_that_is_there_after_all_is_found_and_not_sent()
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.ApproveAsync();
        await fixture.Driver.PlaceAsync(trade);
        await fixture.Driver.LookUntilBookedAsync(trade);
        await database.ExecuteAsync("update trading.orders set status = 'deferred', venue_order_id = null where role = 'entry'");
        await fixture.PassAsync(TimeSpan.FromSeconds(5));

        Assert.Equal(EntryOutcome.Placed, await fixture.Driver.LookUpAsync(trade));

        Assert.Equal(1, await fixture.Controls.SentEntriesAsync());
    }

    [Fact]
    public async Task Two_that_try_it_again_at_once_send_one()
    {
        await using var fixture = await OpenAsync();
        var trade = await DeferAsync(fixture, 110066);
        await fixture.PassAsync(TimeSpan.FromSeconds(2));

        await Task.WhenAll(fixture.Driver.LookUpAsync(trade), fixture.Driver.LookUpAsync(trade), fixture.Driver.LookUpAsync(trade));

        Assert.Equal(2, await fixture.Controls.SentEntriesAsync());
    }

    [Fact]
    public async Task Definite_refusal_of_the_second_try_fails_the_trade()
    {
        await using var fixture = await OpenAsync();
        var trade = await DeferAsync(fixture, 110066);
        await fixture.Controls.FaultAsync(PaperExchangeControls.Create, "retCode", retCode: 110007);
        await fixture.PassAsync(TimeSpan.FromSeconds(2));

        Assert.Equal(EntryOutcome.Abandoned, await fixture.Driver.LookUpAsync(trade));

        Assert.Equal("exchange.rejected", (await fixture.Driver.TradeAsync(trade)).Reason?.Code);
    }

    [Fact]
    public async Task Leverage_that_is_refused_for_now_leaves_the_entry_to_the_next_try()
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.ApproveAsync();
        await fixture.Controls.FaultAsync(Leverage, "retCode", retCode: 110066);

        await Assert.ThrowsAsync<ExchangeUnavailableException>(() => fixture.Driver.PlaceAsync(trade));
        Assert.Equal(TradeStatus.Pending, (await fixture.Driver.TradeAsync(trade)).Status);
        Assert.Contains("entryDeferred", await fixture.Driver.StoryAsync(trade));
        Assert.Empty(await fixture.Controls.SentOrdersAsync());

        Assert.Equal(EntryOutcome.Placed, await fixture.Driver.PlaceAsync(trade));
        await fixture.Driver.LookUntilAsync(trade, MonitorState.Protected);
        Assert.Equal(1, await fixture.Controls.SentEntriesAsync());
    }

    [Fact]
    public async Task Leverage_that_stays_refused_for_now_ends_with_the_alerts_age()
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.ApproveAsync();
        await fixture.Controls.FaultAsync(Leverage, "retCode", retCode: 110066, count: 1000);
        await Assert.ThrowsAsync<ExchangeUnavailableException>(() => fixture.Driver.PlaceAsync(trade));
        await fixture.PassAsync(TimeSpan.FromSeconds(61));

        Assert.Equal(EntryOutcome.Abandoned, await fixture.Driver.PlaceAsync(trade));

        Assert.Equal("signal.stale", (await fixture.Driver.TradeAsync(trade)).Reason?.Code);
    }

    [Fact]
    public async Task Whole_run_gets_through_refusals_of_leverage_and_order_and_a_killed_process()
    {
        await using var host = await TradingTestHost.OpenAsync();
        await host.Controls.PriceAsync(60_000m);
        await host.Driver.StrategyAsync();
        await host.Controls.FaultAsync(Leverage, "retCode", retCode: 110066, count: 2);
        await host.Controls.FaultAsync(PaperExchangeControls.Create, "retCode", retCode: 110066, count: 2);
        var signal = await host.Driver.AlertAsync(SignalAction.Buy);
        await host.TradeOfAsync(signal, static _ => true);
        await host.KillAsync();
        await host.StartAsync();

        var trade = await host.TradeOfAsync(signal, TradingTestHost.IsOpen);

        Assert.Equal(0.01m, trade.FilledQuantity);
        Assert.Single((await host.Controls.SentOrdersAsync()).Select(static order => (string?)order["orderLinkId"]).Distinct());
        Assert.Equal(0.01m, (await host.Driver.PositionAsync())!.Quantity);
    }

    private async Task<TradingFixture> OpenAsync(Func<Strategy, Strategy>? change = null)
    {
        var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Controls.PriceAsync(60_000m);
        await fixture.Driver.StrategyAsync(change);
        return fixture;
    }

    private static async Task<TradeId> DeferAsync(TradingFixture fixture, int code, int count = 1)
    {
        var trade = await fixture.Driver.ApproveAsync();
        await fixture.Controls.FaultAsync(PaperExchangeControls.Create, "retCode", retCode: code, count: count);
        Assert.Equal(EntryOutcome.Unknown, await fixture.Driver.PlaceAsync(trade));
        Assert.Equal(OrderStatus.Deferred, (await fixture.Driver.OrderAsync(trade, OrderRole.Entry)).Status);
        return trade;
    }
}
