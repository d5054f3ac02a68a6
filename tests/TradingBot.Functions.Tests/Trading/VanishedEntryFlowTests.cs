using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Notifications;
using TradingBot.Core.Orders;
using TradingBot.Core.Signals;
using TradingBot.Core.Trades;
using TradingBot.Trading.Entries;
using TradingBot.Trading.Positions;
using static TradingBot.Functions.Tests.Trading.RestingEntry;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>An entry that the exchange took and then knows no more, as after a reset of the account.</summary>
public sealed class VanishedEntryFlowTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(OrderType.Limit, Category.Linear)]
    [InlineData(OrderType.Limit, Category.Spot)]
    [InlineData(OrderType.Market, Category.Linear)]
    [InlineData(OrderType.Market, Category.Spot)]
    public async Task Entry_that_is_gone_ends_its_trade_within_a_minute_and_is_told(OrderType type, Category category)
    {
        await using var fixture = await OpenAsync(database, category == Category.Spot ? Spot : null);
        await fixture.Controls.ResetAsync(("USDT", "10000"));
        var trade = type == OrderType.Limit ? await RestAsync(fixture, category) : await SlowAsync(fixture, category);
        await LookUntilEntryIsAsync(fixture, trade, OrderStatus.Open);
        await fixture.Controls.ResetAsync(("USDT", "10000"));
        var goneAt = fixture.Clock.GetUtcNow();

        var state = await RunAsync(fixture, trade, TimeSpan.FromMinutes(2));

        Assert.Equal(MonitorState.NotOpened, state);
        Assert.InRange(fixture.Clock.GetUtcNow() - goneAt, TimeSpan.FromSeconds(25), TimeSpan.FromSeconds(60));
        await fixture.Driver.FailAsync(trade);
        var failed = await fixture.Driver.TradeAsync(trade);
        Assert.Equal((TradeStatus.Failed, DenialCodes.ExchangeNotFilled), (failed.Status, failed.Reason?.Code));
        Assert.Contains("gone at the exchange", failed.Reason!.Message, StringComparison.Ordinal);
        Assert.Single(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == NoticeKinds.TradeFailed);
        Assert.Single(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == NoticeKinds.Discrepancy);
        Assert.Single(await fixture.Driver.DiscrepanciesAsync(), static row => row.Kind == "entryLost");
        Assert.Empty(await fixture.Driver.UnfinishedAsync());
    }

    [Fact]
    public async Task Entry_that_waits_for_minutes_is_not_taken_for_gone()
    {
        await using var fixture = await OpenAsync(database);
        var trade = await RestAsync(fixture);

        Assert.Equal(MonitorState.Opening, await RunAsync(fixture, trade, TimeSpan.FromMinutes(3)));

        Assert.Equal(OrderStatus.Open, (await fixture.Driver.OrderAsync(trade, OrderRole.Entry)).Status);
        Assert.DoesNotContain("positionMissing", await fixture.Driver.StoryAsync(trade));
    }

    [Fact]
    public async Task Exchange_that_cannot_be_reached_ends_no_entry()
    {
        await using var fixture = await OpenAsync(database);
        var trade = await RestAsync(fixture);
        await RunAsync(fixture, trade, TimeSpan.FromSeconds(10));
        await fixture.Controls.FaultAsync("/v5/order/realtime", "status", count: 10_000, status: 503);

        Assert.Equal(MonitorState.Unavailable, await RunAsync(fixture, trade, TimeSpan.FromMinutes(2)));

        await fixture.Controls.HealAsync();
        Assert.Equal(MonitorState.Opening, (await fixture.Driver.LookAsync(trade)).State);
        Assert.Equal(OrderStatus.Open, (await fixture.Driver.OrderAsync(trade, OrderRole.Entry)).Status);
    }

    [Fact]
    public async Task Entry_that_is_not_listed_for_seconds_goes_on()
    {
        await using var fixture = await OpenAsync(database);
        await fixture.Controls.FaultAsync(PaperExchangeControls.Create, "hide", delayMs: 15_000);
        var trade = await RestAsync(fixture);

        Assert.Equal(MonitorState.Opening, await RunAsync(fixture, trade, TimeSpan.FromMinutes(2)));

        var story = await fixture.Driver.StoryAsync(trade);
        Assert.Equal(["positionMissing", "positionFound"], story.Where(static kind => kind.StartsWith("position", StringComparison.Ordinal)));
        Assert.Null((await fixture.Driver.TradeAsync(trade)).PositionMissingSince);
        Assert.Equal(OrderStatus.Open, (await fixture.Driver.OrderAsync(trade, OrderRole.Entry)).Status);
    }

    [Fact]
    public async Task Entry_that_was_not_listed_and_is_filled_is_told_as_shown_again()
    {
        await using var fixture = await OpenAsync(database);
        await fixture.Controls.FaultAsync(PaperExchangeControls.Create, "hide", delayMs: 15_000);
        var trade = await RestAsync(fixture);
        await RunAsync(fixture, trade, TimeSpan.FromSeconds(10));
        Assert.Contains("positionMissing", await fixture.Driver.StoryAsync(trade));

        await fixture.Controls.PriceAsync((await fixture.Driver.TradeAsync(trade)).LimitPrice!.Value - 100m);
        await fixture.PassAsync(TimeSpan.FromSeconds(10));
        await fixture.Driver.LookUntilAsync(trade, MonitorState.Protected);

        Assert.Equal(
            ["The exchange shows the entry order again."],
            (await fixture.Ledger.ReadStoryAsync(trade, Token))!.Events.Where(static line => line.Kind == "positionFound")
                .Select(static line => line.Message));
    }

    // A market entry that the exchange has taken and not filled yet.
    private static async Task<TradeId> SlowAsync(TradingFixture fixture, Category category)
    {
        await fixture.Driver.StrategyAsync(strategy =>
            (category == Category.Spot ? Spot(strategy) : strategy) with { OrderType = OrderType.Market });
        await fixture.Controls.FaultAsync(PaperExchangeControls.Create, "slowFill", delayMs: 60_000);
        var signal = await fixture.Driver.AlertAsync(static alert => alert with { Action = SignalAction.Buy }, category: category);
        var trade = new TradeId((await fixture.Driver.ActAsync(signal)).TradeId!.Value);
        Assert.Equal(EntryOutcome.Placed, await fixture.Driver.PlaceAsync(trade));
        return trade;
    }

    private static async Task<MonitorState> RunAsync(TradingFixture fixture, TradeId trade, TimeSpan atMost)
    {
        var until = fixture.Clock.GetUtcNow() + atMost;
        while (true)
        {
            var look = await fixture.Driver.LookAsync(trade);
            if (look.State == MonitorState.NotOpened || fixture.Clock.GetUtcNow() >= until)
                return look.State;
            await fixture.PassAsync(TimeSpan.FromMilliseconds(look.NextLookMilliseconds));
        }
    }
}
