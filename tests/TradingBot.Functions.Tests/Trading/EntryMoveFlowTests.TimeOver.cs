using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Signals;
using TradingBot.Core.Strategies;
using TradingBot.Core.Trades;
using TradingBot.Trading.Positions;
using static TradingBot.Functions.Tests.Trading.AddingAlerts;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>What is not filled when its time is over goes to the market.</summary>
public sealed partial class EntryMoveFlowTests
{
    [Theory]
    [InlineData(Category.Linear, SignalAction.Buy)]
    [InlineData(Category.Linear, SignalAction.Sell)]
    [InlineData(Category.Inverse, SignalAction.Sell)]
    [InlineData(Category.Spot, SignalAction.Buy)]
    public async Task Entry_is_filled_at_what_the_market_asks_when_its_time_is_over(Category category, SignalAction action)
    {
        await using var fixture = await TakingAsync(category);
        var sign = action == SignalAction.Buy ? 1 : -1;
        var trade = await RestAsync(fixture, category, action);
        await PriceAsync(fixture, category, Limit + (sign * 200m));
        await PassUntilAsync(fixture, trade, TimeSpan.FromMilliseconds(-500));
        Assert.Equal(MonitorState.Opening, (await fixture.Driver.LookAsync(trade)).State);
        Assert.Empty(await MovesAsync(fixture));

        await PassUntilAsync(fixture, trade, TimeSpan.Zero);
        var open = await fixture.Driver.LookUntilBookedAsync(trade);

        Assert.Equal((open.Quantity, TradeStatus.Open), (open.FilledQuantity, open.Status));
        Assert.InRange((open.EntryPrice!.Value - Limit) * sign, 199m, 201m);
        Assert.Equal((open.PlannedStopLoss, EntryMoveCause.TimeOver), (open.StopLoss, open.EntryMoved!.Cause));
        Assert.Single(await fixture.Controls.SentOrdersAsync(), PaperExchangeControls.IsEntry);
        Assert.Empty(await fixture.Controls.SentAsync(PaperExchangeControls.Cancel));
    }

    [Fact]
    public async Task Entry_ends_seconds_later_where_the_market_is_beyond_its_worst_price()
    {
        await using var fixture = await TakingAsync();
        var trade = await RestAsync(fixture);
        await PriceAsync(fixture, Category.Linear, Limit + 400m);
        await PassUntilAsync(fixture, trade, TimeSpan.Zero);
        await LookUntilStandingAsync(fixture, trade, static price => price == Limit + 300m);

        await fixture.PassAsync(TimeSpan.FromSeconds(6));
        await EndsExpiredAsync(fixture, trade);
    }

    [Fact]
    public async Task Entry_whose_time_was_over_long_ago_is_taken_back_and_not_bought()
    {
        await using var fixture = await TakingAsync();
        var trade = await RestAsync(fixture);
        await PriceAsync(fixture, Category.Linear, Limit + 200m);

        await PassUntilAsync(fixture, trade, TimeSpan.FromMinutes(1));
        await EndsExpiredAsync(fixture, trade);

        Assert.Empty(await MovesAsync(fixture));
    }

    [Theory]
    [InlineData("dropBefore")]
    [InlineData("dropAfter")]
    [InlineData("status")]
    public async Task Way_to_the_market_survives_a_lost_answer(string fault)
    {
        await using var fixture = await TakingAsync();
        var trade = await RestAsync(fixture);
        await PriceAsync(fixture, Category.Linear, Limit + 200m);
        await PassUntilAsync(fixture, trade, TimeSpan.Zero);
        await fixture.Controls.FaultAsync(PaperExchangeControls.Amend, fault);

        var open = await fixture.Driver.LookUntilBookedAsync(trade);

        Assert.Equal((0.01m, 0.01m), (open.FilledQuantity, (await fixture.Driver.PositionAsync())!.Quantity));
        Assert.Single(await fixture.Driver.StoryAsync(trade), TradeEventKinds.EntryMoved);
    }

    [Fact]
    public async Task Halt_at_the_end_of_its_time_stands_before_the_market()
    {
        await using var fixture = await TakingAsync();
        var trade = await RestAsync(fixture);
        await PriceAsync(fixture, Category.Linear, Limit + 200m);
        await PassUntilAsync(fixture, trade, TimeSpan.Zero);
        await fixture.Driver.HaltAsync(flatten: false);

        await fixture.Driver.LookUntilAsync(trade, MonitorState.NotOpened);

        Assert.Empty(await MovesAsync(fixture));
        Assert.Equal(TakeBackReason.Halt, (await fixture.Driver.TradeAsync(trade)).TakenBack);
    }

    private Task<TradingFixture> TakingAsync(Category category = Category.Linear) => LimitedAsync(
        category, static strategy => strategy with { WhenUnfilled = UnfilledEntry.Market, EntryValidMinutes = 2 });

    private static async Task PassUntilAsync(TradingFixture fixture, TradeId trade, TimeSpan afterItsTime) => await fixture.PassAsync(
        (await fixture.Driver.TradeAsync(trade)).EntryRestsUntil!.Value + afterItsTime - fixture.Clock.GetUtcNow());

    private static async Task EndsExpiredAsync(TradingFixture fixture, TradeId trade)
    {
        await fixture.Driver.LookUntilAsync(trade, MonitorState.NotOpened);
        await fixture.Driver.FailAsync(trade);
        var failed = await fixture.Driver.TradeAsync(trade);
        Assert.Equal((TradeStatus.Failed, DenialCodes.EntryExpired), (failed.Status, failed.Reason?.Code));
        await PriceAsync(fixture, Category.Linear, Limit - 100m);
        Assert.Null(await fixture.Driver.PositionAsync());
    }
}
