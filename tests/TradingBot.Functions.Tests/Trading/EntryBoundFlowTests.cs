using TradingBot.Core.Foundation;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Signals;
using TradingBot.Core.Strategies;
using TradingBot.Core.Trades;
using TradingBot.Trading.Entries;
using TradingBot.Trading.Positions;
using static TradingBot.Functions.Tests.Trading.AddingAlerts;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>A market entry that may be filled half a percent worse than it was approved, and no worse.</summary>
public sealed class EntryBoundFlowTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private const decimal Market = 60_000m;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Category.Linear, SignalAction.Buy, 60_200)]
    [InlineData(Category.Linear, SignalAction.Sell, 59_800)]
    [InlineData(Category.Inverse, SignalAction.Buy, 60_200)]
    [InlineData(Category.Inverse, SignalAction.Sell, 59_800)]
    [InlineData(Category.Spot, SignalAction.Buy, 60_200)]
    public async Task Entry_is_filled_at_what_the_market_asks_within_its_bound(Category category, SignalAction action, int price)
    {
        await using var fixture = await BoundedAsync(category);
        var trade = await ApproveAsync(fixture, category, action);
        var approved = await fixture.Driver.TradeAsync(trade);
        await PriceAsync(fixture, category, price);

        Assert.Equal(EntryOutcome.Placed, await fixture.Driver.PlaceAsync(trade));
        var open = await fixture.Driver.LookUntilBookedAsync(trade);

        var sent = Assert.Single(await fixture.Controls.SentOrdersAsync(), PaperExchangeControls.IsEntry);
        var worst = approved.Terms.WorstPrice!.Value;
        Assert.Equal(
            ("Limit", "IOC", DecimalText.Write(worst)), ((string?)sent["orderType"], (string?)sent["timeInForce"], (string?)sent["price"]));
        Assert.InRange(Math.Abs(worst - approved.ReferencePrice) / approved.ReferencePrice, 0.00499m, 0.005m);
        Assert.InRange(Math.Abs(open.EntryPrice!.Value - price), 0m, 1m);
        Assert.Equal((open.Quantity, TradeStatus.Open), (open.FilledQuantity, open.Status));
        Assert.Equal(approved.PlannedStopLoss, open.StopLoss);
        Assert.NotNull(open.StopConfirmedAt);
    }

    [Theory]
    [InlineData(Category.Linear, SignalAction.Buy, 60_400)]
    [InlineData(Category.Linear, SignalAction.Sell, 59_600)]
    [InlineData(Category.Inverse, SignalAction.Buy, 60_400)]
    [InlineData(Category.Inverse, SignalAction.Sell, 59_600)]
    [InlineData(Category.Spot, SignalAction.Buy, 60_400)]
    public async Task Entry_opens_nothing_where_the_market_has_left_its_bound(Category category, SignalAction action, int price)
    {
        await using var fixture = await BoundedAsync(category);
        var trade = await ApproveAsync(fixture, category, action);
        var worst = (await fixture.Driver.TradeAsync(trade)).Terms.WorstPrice!.Value;
        await PriceAsync(fixture, category, price);

        await fixture.Driver.PlaceAsync(trade);
        await fixture.Driver.LookUntilAsync(trade, MonitorState.NotOpened);
        await fixture.Driver.FailAsync(trade);

        var failed = await fixture.Driver.TradeAsync(trade);
        Assert.Equal((TradeStatus.Failed, DenialCodes.EntrySlippage), (failed.Status, failed.Reason?.Code));
        Assert.Equal(
            $"Nothing was filled at {DecimalText.Write(worst)}, the worst price that maxSlippagePercent allows, or better: "
                + "nobody traded at its price at that moment.",
            failed.Reason?.Message);
        Assert.Contains(
            await fixture.Driver.NoticesAsync(), notice => notice.Kind == "tradeFailed" && notice.Body == failed.Reason!.Message);
        // The market comes back: what was gone fills nothing.
        await PriceAsync(fixture, category, Market);
        await fixture.Controls.SettledAsync();
        Assert.Single(await fixture.Controls.SentOrdersAsync());
        if (category != Category.Spot)
            Assert.Null(await StandingAsync(fixture, category));
    }

    [Fact]
    public async Task Part_that_the_book_holds_within_the_bound_is_kept_and_guarded()
    {
        await using var fixture = await BoundedAsync(
            change: static strategy => RestingEntry.Large(strategy) with { MaxSlippagePercent = 0.0001m });
        await fixture.Controls.ResetAsync(("USDT", "10000000"));
        var trade = await ApproveAsync(fixture);

        await fixture.Driver.PlaceAsync(trade);
        var open = await fixture.Driver.LookUntilBookedAsync(trade);
        await RestingEntry.LookUntilEntryIsAsync(fixture, trade, OrderStatus.Cancelled);

        open = await fixture.Driver.TradeAsync(trade);
        Assert.InRange(open.FilledQuantity, 0.001m, 39.999m);
        Assert.All(await fixture.Ledger.ListFillsAsync(trade, Token), fill => Assert.True(fill.Price <= open.Terms.WorstPrice));
        Assert.Equal((TradeStatus.Open, open.PlannedStopLoss), (open.Status, open.StopLoss));
        Assert.Equal(open.FilledQuantity, (await fixture.Driver.PositionAsync())!.Quantity);
        Assert.Equal(0, open.EntryWaiting);
    }

    [Theory]
    [InlineData("dropBefore")]
    [InlineData("dropAfter")]
    public async Task Lost_answer_ends_in_one_order_with_the_same_bound(string fault)
    {
        await using var fixture = await BoundedAsync();
        var trade = await ApproveAsync(fixture);
        await fixture.Controls.FaultAsync(PaperExchangeControls.Create, fault);

        Assert.Equal(EntryOutcome.Unknown, await fixture.Driver.PlaceAsync(trade));
        await fixture.PassAsync(TimeSpan.FromSeconds(25));
        await fixture.Driver.LookUpUntilPlacedAsync(trade);
        var open = await fixture.Driver.LookUntilBookedAsync(trade);

        var sent = (await fixture.Controls.SentOrdersAsync()).Where(PaperExchangeControls.IsEntry).ToList();
        Assert.Single(sent.Select(static order => ((string?)order["orderLinkId"], (string?)order["price"], (string?)order["timeInForce"]))
            .Distinct());
        Assert.Equal((0.01m, 0.01m), (open.FilledQuantity, (await fixture.Driver.PositionAsync())!.Quantity));
    }

    [Theory]
    [InlineData(60_250, true)]
    [InlineData(60_400, false)]
    public async Task Addition_has_the_bound_of_its_own_price(int price, bool isAdded)
    {
        await using var fixture = await BoundedAsync(change: static strategy => strategy with { Pyramiding = 1 });
        var trade = await ApproveAsync(fixture);
        await fixture.Driver.PlaceAsync(trade);
        await fixture.Driver.LookUntilBookedAsync(trade);
        await AddAsync(fixture);
        var worst = (await fixture.Driver.TradeAsync(trade)).Addition!.WorstPrice;
        await PriceAsync(fixture, Category.Linear, price);

        await RestingEntry.LookUntilAsync(fixture, trade, static now => now.Addition is null);

        var ended = await fixture.Driver.TradeAsync(trade);
        Assert.Equal((isAdded ? 0.02m : 0.01m, isAdded ? 1 : 0), (ended.Quantity, ended.Additions));
        Assert.InRange(worst!.Value, 60_300m, 60_301m);
        var story = (await fixture.Ledger.ReadStoryAsync(trade, Token))!.Events;
        Assert.Contains(story, line => isAdded
            ? line.Kind == TradeEventKinds.Added
            : line.Kind == TradeEventKinds.AddFailed && (string?)line.Data!["code"] == DenialCodes.EntrySlippage);
        Assert.Equal(ended.Quantity, (await fixture.Driver.PositionAsync())!.Quantity);
    }

    private async Task<TradingFixture> BoundedAsync(Category category = Category.Linear, Func<Strategy, Strategy>? change = null)
    {
        var fixture = await OpenAsync(
            database, category, strategy => (change ?? (static same => same))(strategy with { MaxSlippagePercent = 0.5m }));
        await PriceAsync(fixture, category, Market);
        return fixture;
    }
}
