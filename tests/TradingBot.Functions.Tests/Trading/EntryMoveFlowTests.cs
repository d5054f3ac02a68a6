using System.Text.Json.Nodes;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Signals;
using TradingBot.Core.Strategies;
using TradingBot.Core.Trades;
using TradingBot.TestKit;
using TradingBot.Trading.Entries;
using TradingBot.Trading.Positions;
using static TradingBot.Functions.Tests.Trading.AddingAlerts;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>A limit entry at 60,000 that may be filled half a percent worse: it follows the market every ten seconds.</summary>
public sealed partial class EntryMoveFlowTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private const decimal Limit = 60_000m;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Category.Linear, SignalAction.Buy)]
    [InlineData(Category.Linear, SignalAction.Sell)]
    [InlineData(Category.Inverse, SignalAction.Buy)]
    [InlineData(Category.Inverse, SignalAction.Sell)]
    [InlineData(Category.Spot, SignalAction.Buy)]
    public async Task Entry_follows_the_market_as_far_as_its_worst_price_and_is_filled_there(Category category, SignalAction action)
    {
        await using var fixture = await FollowingAsync(category);
        var sign = action == SignalAction.Buy ? 1 : -1;
        var trade = await RestAsync(fixture, category, action);
        var approved = await fixture.Driver.TradeAsync(trade);
        var worst = approved.Terms.WorstPrice!.Value;
        Assert.Equal(Limit + (sign * 300m), worst);

        await PriceAsync(fixture, category, Limit + (sign * 100m));
        await fixture.Driver.LookAsync(trade);
        Assert.Empty(await MovesAsync(fixture));
        await fixture.PassAsync(TimeSpan.FromSeconds(10));
        var near = await LookUntilStandingAsync(fixture, trade, price => (price - Limit) * sign > 50m);
        Assert.InRange((near - Limit) * sign, 90m, 100m);
        await PriceAsync(fixture, category, Limit + (sign * 1_000m));
        await fixture.PassAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(worst, await LookUntilStandingAsync(fixture, trade, price => price == worst));
        await fixture.PassAsync(TimeSpan.FromSeconds(10));
        await fixture.Driver.LookAsync(trade);
        Assert.Equal(2, (await MovesAsync(fixture)).Count);

        await PriceAsync(fixture, category, worst - (sign * 5m));
        var open = await fixture.Driver.LookUntilBookedAsync(trade);
        Assert.Equal((open.Quantity, TradeStatus.Open), (open.FilledQuantity, open.Status));
        Assert.All(await fixture.Ledger.ListFillsAsync(trade, Token), fill => Assert.True((worst - fill.Price) * sign >= 0));
        Assert.Equal((approved.PlannedStopLoss, approved.Quantity), (open.StopLoss, open.Quantity));
        Assert.NotNull(open.StopConfirmedAt);
        Assert.Single(await fixture.Controls.SentOrdersAsync(), PaperExchangeControls.IsEntry);
        Assert.Equal(2, (await fixture.Driver.StoryAsync(trade)).Count(static kind => kind == TradeEventKinds.EntryMoved));
    }

    [Fact]
    public async Task Market_that_comes_nearer_moves_nothing()
    {
        await using var fixture = await FollowingAsync();
        var trade = await RestAsync(fixture);
        await PriceAsync(fixture, Category.Linear, Limit + 100m);
        await fixture.PassAsync(TimeSpan.FromSeconds(10));
        var followed = await LookUntilStandingAsync(fixture, trade, static price => price > Limit);

        await PriceAsync(fixture, Category.Linear, Limit + 101m);
        await PriceAsync(fixture, Category.Linear, followed + 0.2m);
        await fixture.PassAsync(TimeSpan.FromSeconds(30));
        for (var look = 0; look < 3; look++)
            await fixture.Driver.LookAsync(trade);

        Assert.True((await fixture.Driver.OrderAsync(trade, OrderRole.Entry)).LimitPrice >= followed);
        Assert.All(await MovesAsync(fixture), move => Assert.True(decimal.Parse((string)move["price"]!) >= followed));
    }

    [Fact]
    public async Task Looks_come_as_often_as_the_entry_may_follow()
    {
        await using var fixture = await FollowingAsync(change: static strategy => strategy with { ChaseSeconds = 2 });
        var trade = await RestAsync(fixture);

        Assert.InRange((await fixture.Driver.LookAsync(trade)).NextLookMilliseconds, 200, 2_000);
    }

    [Theory]
    [InlineData("dropBefore")]
    [InlineData("dropAfter")]
    [InlineData("status")]
    [InlineData("retCode")]
    public async Task Move_that_the_exchange_did_not_take_is_asked_for_again(string fault)
    {
        await using var fixture = await FollowingAsync();
        var trade = await RestAsync(fixture);
        await PriceAsync(fixture, Category.Linear, Limit + 100m);
        await fixture.PassAsync(TimeSpan.FromSeconds(10));
        await fixture.Controls.FaultAsync(PaperExchangeControls.Amend, fault, count: 2);

        var followed = await LookUntilStandingAsync(fixture, trade, static price => price > Limit);

        Assert.InRange(followed, Limit + 90m, Limit + 100m);
        Assert.Equal(1, (await fixture.Driver.TradeAsync(trade)).EntryMoved!.Number);
        Assert.Single(await fixture.Controls.SentOrdersAsync());
    }

    [Fact]
    public async Task Refusal_of_a_move_is_told_once_and_the_entry_stays()
    {
        await using var fixture = await FollowingAsync();
        var trade = await RestAsync(fixture);
        await PriceAsync(fixture, Category.Linear, Limit + 100m);
        await fixture.PassAsync(TimeSpan.FromSeconds(10));
        await fixture.Controls.FaultAsync(PaperExchangeControls.Amend, "retCode", count: 3, retCode: 110003);
        for (var look = 0; look < 3; look++)
            await fixture.Driver.LookAsync(trade);

        var story = (await fixture.Ledger.ReadStoryAsync(trade, Token))!.Events;
        var refused = Assert.Single(
            story, static line => line.Message.StartsWith("The exchange did not move the entry:", StringComparison.Ordinal));
        Assert.Equal(TradeEventKinds.EntryMoved, refused.Kind);
        Assert.Equal(Limit, (await fixture.Driver.OrderAsync(trade, OrderRole.Entry)).LimitPrice);
    }

    [Fact]
    public async Task Entry_that_was_filled_while_it_was_to_be_moved_is_no_refusal()
    {
        await using var fixture = await FollowingAsync();
        var trade = await RestAsync(fixture);
        var before = await fixture.Driver.OrderAsync(trade, OrderRole.Entry);
        var move = new EntryMove(Limit + 50m, EntryMoveCause.Chase, fixture.Clock.GetUtcNow(), 1);
        Assert.True(await fixture.Ledger.MoveEntryAsync(trade, move, line: null, Token));
        await PriceAsync(fixture, Category.Linear, Limit - 100m);
        await fixture.Controls.SettledAsync();

        await fixture.Service<WaitingEntry>().MoveIfDueAsync(
            await fixture.Driver.TradeAsync(trade), before with { Status = OrderStatus.Open }, Token);

        Assert.DoesNotContain(TradeEventKinds.EntryMoved, await fixture.Driver.StoryAsync(trade));
        Assert.Single(await MovesAsync(fixture));
        Assert.Equal(0.01m, (await fixture.Driver.LookUntilBookedAsync(trade)).FilledQuantity);
    }

    [Fact]
    public async Task Two_that_look_at_once_decide_one_move()
    {
        await using var fixture = await FollowingAsync();
        var trade = await RestAsync(fixture);
        await PriceAsync(fixture, Category.Linear, Limit + 100m);
        await fixture.PassAsync(TimeSpan.FromSeconds(10));

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => fixture.Driver.LookAsync(trade)));
        await LookUntilStandingAsync(fixture, trade, static price => price > Limit);

        Assert.Equal(1, (await fixture.Driver.TradeAsync(trade)).EntryMoved!.Number);
        Assert.Single(await fixture.Driver.StoryAsync(trade), TradeEventKinds.EntryMoved);
        Assert.Single((await MovesAsync(fixture)).Select(static move => (string)move["price"]!).Distinct());
    }

    [Fact]
    public async Task Process_that_dies_between_the_decision_and_the_move_leaves_it_to_the_next()
    {
        await using var fixture = await FollowingAsync();
        var trade = await RestAsync(fixture);
        await PriceAsync(fixture, Category.Linear, Limit + 100m);
        var move = new EntryMove(Limit + 50m, EntryMoveCause.Chase, fixture.Clock.GetUtcNow(), 1);
        Assert.True(await fixture.Ledger.MoveEntryAsync(trade, move, TradeEvents.EntryMoved(move, Limit + 300m), Token));
        Assert.False(await fixture.Ledger.MoveEntryAsync(trade, move, TradeEvents.EntryMoved(move, Limit + 300m), Token));

        Assert.Equal(Limit + 50m, await LookUntilStandingAsync(fixture, trade, static price => price > Limit));

        Assert.Single(await fixture.Driver.StoryAsync(trade), TradeEventKinds.EntryMoved);
    }

    [Fact]
    public async Task Entry_that_is_taken_back_moves_no_more()
    {
        await using var fixture = await FollowingAsync();
        var trade = await RestAsync(fixture);
        await PriceAsync(fixture, Category.Linear, Limit + 100m);
        await fixture.PassAsync(TimeSpan.FromSeconds(10));
        await fixture.Driver.HaltAsync(flatten: false);

        await fixture.Driver.LookUntilAsync(trade, MonitorState.NotOpened);

        Assert.Empty(await MovesAsync(fixture));
        var move = new EntryMove(Limit + 50m, EntryMoveCause.Chase, fixture.Clock.GetUtcNow(), 1);
        Assert.False(await fixture.Ledger.MoveEntryAsync(trade, move, line: null, Token));
    }

    [Fact]
    public async Task Rest_of_an_entry_follows_while_the_filled_part_is_guarded()
    {
        await using var fixture = await FollowingAsync(change: RestingEntry.Large);
        await fixture.Controls.ResetAsync(("USDT", "10000000"));
        await PriceAsync(fixture, Category.Linear, Limit);
        var trade = await RestAsync(fixture, limit: Limit + 0.1m);
        var part = (await fixture.Driver.LookUntilBookedAsync(trade)).FilledQuantity;
        Assert.InRange(part, 0.1m, 39.9m);
        await PriceAsync(fixture, Category.Linear, Limit + 100m);
        await RestingEntry.LookUntilEntryIsAsync(fixture, trade, OrderStatus.PartiallyFilled);

        await fixture.PassAsync(TimeSpan.FromSeconds(10));
        await LookUntilStandingAsync(fixture, trade, static price => price > Limit + 50m);

        var open = await fixture.Driver.TradeAsync(trade);
        Assert.Equal((part, open.PlannedStopLoss), (open.FilledQuantity, (await fixture.Driver.PositionAsync())!.StopLoss));
        Assert.Equal(MonitorState.Protected, (await fixture.Driver.LookAsync(trade)).State);
    }

    private Task<TradingFixture> FollowingAsync(Category category = Category.Linear, Func<Strategy, Strategy>? change = null) =>
        LimitedAsync(category, strategy => (change ?? (static same => same))(strategy with { ChaseSeconds = 10 }));

    private async Task<TradingFixture> LimitedAsync(Category category, Func<Strategy, Strategy> change)
    {
        var fixture = await OpenAsync(
            database, category, strategy => change(strategy with { OrderType = OrderType.Limit, MaxSlippagePercent = 0.5m }));
        await PriceAsync(fixture, category, Limit);
        return fixture;
    }

    /// <summary>Behind the market, so that it waits there.</summary>
    private static async Task<TradeId> RestAsync(
        TradingFixture fixture, Category category = Category.Linear, SignalAction action = SignalAction.Buy, decimal limit = Limit)
    {
        if (limit == Limit)
            await PriceAsync(fixture, category, Limit + (action == SignalAction.Buy ? 20m : -20m));
        var trade = await ApproveAsync(fixture, category, action, limit);
        Assert.Equal(EntryOutcome.Placed, await fixture.Driver.PlaceAsync(trade));
        await fixture.Controls.SettledAsync();
        return trade;
    }

    private static async Task<decimal> LookUntilStandingAsync(TradingFixture fixture, TradeId trade, Func<decimal, bool> wanted)
    {
        await Eventually.TrueAsync(
            async () =>
            {
                await fixture.Driver.LookAsync(trade);
                return wanted((await fixture.Driver.OrderAsync(trade, OrderRole.Entry)).LimitPrice!.Value);
            },
            "The entry never stood as wanted",
            cancellationToken: Token);
        return (await fixture.Driver.OrderAsync(trade, OrderRole.Entry)).LimitPrice!.Value;
    }

    private static Task<IReadOnlyList<JsonNode>> MovesAsync(TradingFixture fixture) =>
        fixture.Controls.SentAsync(PaperExchangeControls.Amend);
}
