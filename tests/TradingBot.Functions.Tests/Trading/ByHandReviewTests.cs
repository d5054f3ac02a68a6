using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Signals;
using TradingBot.Core.Strategies;
using TradingBot.Core.Trades;
using TradingBot.Trading.Positions;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>What is said of the targets and of the stop that a person wants, before anything is written down.</summary>
public sealed class ByHandReviewTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private const decimal Entry = 68_000m;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // Two percent are risked; the step of the price is 0.1.
    [Theory]
    [InlineData(SignalAction.Buy, "percent", "1.00001", "68680")]
    [InlineData(SignalAction.Sell, "percent", "1.00001", "67320")]
    [InlineData(SignalAction.Buy, "r", "1.5", "70040")]
    [InlineData(SignalAction.Sell, "r", "1.5", "65960")]
    [InlineData(SignalAction.Buy, "price", "69000.05", "69000")]
    [InlineData(SignalAction.Sell, "price", "67000.05", "67000.1")]
    public async Task Target_is_measured_from_what_was_paid_and_rounded_toward_it(
        SignalAction side, string kind, string told, string expected)
    {
        await using var fixture = await OpenAsync();
        var trade = await OpenTradeAsync(fixture, side);
        var distance = kind switch
        {
            "percent" => new PriceDistance(Percent: decimal.Parse(told)),
            "r" => new PriceDistance(R: decimal.Parse(told)),
            _ => new PriceDistance(decimal.Parse(told)),
        };

        var answer = await TargetsOf(fixture).ReviewAsync(trade, [new TakeProfitRule(distance, 100)], Token);

        var possible = Assert.IsType<TargetsByHandAnswer.Possible>(answer);
        Assert.Equal(decimal.Parse(expected), Assert.Single(possible.Targets).Price);
    }

    [Theory]
    [InlineData(SignalAction.Buy, "69000 67000 66000", "66000")]
    [InlineData(SignalAction.Buy, "69000 68000", "68000")]
    [InlineData(SignalAction.Sell, "66000 69000", "69000")]
    // It was to lie more than the whole price below the entry.
    [InlineData(SignalAction.Sell, "-1", "-1")]
    public async Task Target_that_the_price_has_passed_is_told_with_the_price(SignalAction side, string prices, string passed)
    {
        await using var fixture = await OpenAsync();
        var trade = await OpenTradeAsync(fixture, side);

        var answer = await TargetsOf(fixture).ReviewAsync(
            trade, [.. prices.Split(' ').Select(static price => At(decimal.Parse(price), 10))], Token);

        Assert.Equal(new TargetsByHandAnswer.Passed(decimal.Parse(passed), Entry), answer);
    }

    // Two targets: the second was reached, and stands in front from then on.
    [Fact]
    public async Task Rules_that_begin_with_the_change_or_wait_for_nothing_are_told_each_with_its_target()
    {
        await using var fixture = await OpenAsync();
        var trade = await OpenTradeAsync(fixture, SignalAction.Buy) with
        {
            Targets = [new PlannedTarget(70_000m, 50m), new PlannedTarget(69_000m, 50m, IsReached: true)],
        };

        Assert.Equal(
            "Target 1 is one that was reached: the stop goes to break-even. "
                + "Target 1 is one that was reached: the stop begins to follow the price.",
            await RemarksAsync(Behind(0), At(71_000m, 100)));
        Assert.Equal("", await RemarksAsync(Behind(1), At(71_000m, 100)));
        Assert.Equal(
            "The stop waits for target 3 to go to break-even, and there is none. "
                + "The stop waits for target 3 to follow the price, and there is none.",
            await RemarksAsync(Behind(2), At(71_000m, 100)));
        var follows = new StopMoves(0, BreakEven: null, new TrailingMove(new MoveStart(), Percent: null, Distance: null));
        Assert.Equal("The stop follows the targets, and there is none.", await RemarksAsync(follows));
        Assert.Equal("", await RemarksAsync(follows, At(71_000m, 100)));

        static StopMoves Behind(int target) => new(
            0,
            new BreakEvenMove(new MoveStart(Target: target), 0),
            new TrailingMove(new MoveStart(Target: target), Percent: 1, Distance: null));

        async Task<string> RemarksAsync(StopMoves moves, params IReadOnlyList<TakeProfitRule> rules) => string.Join(
            ' ',
            Assert.IsType<TargetsByHandAnswer.Possible>(
                await TargetsOf(fixture).ReviewAsync(trade with { StopMoves = moves }, rules, Token)).Remarks);
    }

    [Theory]
    // Moved by a person so much from the plan, kept there or not; asked for by now; wanted, and what is nearer already.
    [InlineData(true, -500, null, -100, null)]
    [InlineData(true, -500, null, -500, -500)]
    [InlineData(false, -500, null, -100, 0)]
    [InlineData(false, 300, null, 200, 300)]
    [InlineData(false, 300, null, 301, null)]
    // What is on its way is nearer than what a person left there.
    [InlineData(true, -500, 100, 50, 100)]
    [InlineData(false, 300, 100, 200, 300)]
    public async Task Stop_has_to_lie_nearer_than_the_one_that_stands_or_is_wanted(
        bool areKept, int standing, int? asked, int wanted, int? nearest)
    {
        await using var fixture = await OpenAsync();
        var trade = await OpenTradeAsync(fixture, SignalAction.Buy);
        var planned = trade.PlannedStopLoss!.Value;
        trade = trade with
        {
            KeepsMovedStops = areKept,
            StopLoss = planned + standing,
            AskedStop = asked is { } price ? new AskedStop(planned + price, StopMoveCause.Manual, trade.CreatedAt) : null,
        };

        var answer = await StopOf(fixture).ReviewAsync(trade, planned + wanted, Token);

        if (nearest is { } held)
            Assert.Equal(new StopByHandAnswer.Looser(planned + wanted, planned + held), answer);
        else
            Assert.Equal(planned + wanted, Assert.IsType<StopByHandAnswer.Possible>(answer).Stop);
    }

    [Fact]
    public async Task Stop_of_what_is_gone_or_has_none_or_is_listed_no_more_cannot_be_moved()
    {
        await using var fixture = await OpenAsync();
        var trade = await OpenTradeAsync(fixture, SignalAction.Buy);
        var delisted = AlteredExchange<Instrument?>.Of(fixture.Exchange, nameof(IExchange.FindInstrumentAsync), static _ => null);
        foreach (var gone in (TradeRecord[])
        [
            trade with { PositionMissingSince = trade.CreatedAt },
            trade with { ExitedQuantity = trade.FilledQuantity },
            trade with { PlannedStopLoss = null },
            trade with { Status = TradeStatus.Failed },
            trade with { PositionMissingSince = trade.CreatedAt, CloseRequestedAt = trade.CreatedAt },
        ])
            Assert.IsType<StopByHandAnswer.NotOpen>(await StopOf(fixture).ReviewAsync(gone, 67_500m, Token));
        Assert.IsType<StopByHandAnswer.NotOpen>(
            await new StopByHand(delisted, fixture.Ledger, fixture.Clock).ReviewAsync(trade, 67_500m, Token));
        Assert.IsType<StopByHandAnswer.Busy>(
            await StopOf(fixture).ReviewAsync(trade with { CloseRequestedAt = trade.CreatedAt }, 67_500m, Token));
        Assert.Equal(new StopByHandAnswer.Passed(Entry, Entry), await StopOf(fixture).ReviewAsync(trade, Entry, Token));
        Assert.IsType<StopByHandAnswer.Possible>(await StopOf(fixture).ReviewAsync(trade, 67_500m, Token));
    }

    private static TakeProfitRule At(decimal price, decimal close) => new(new PriceDistance(price), close);

    private static TargetsByHand TargetsOf(TradingFixture fixture) => new(Priced(fixture.Exchange), fixture.Ledger, fixture.Clock);

    private static StopByHand StopOf(TradingFixture fixture) => new(Priced(fixture.Exchange), fixture.Ledger, fixture.Clock);

    private static IExchange Priced(IExchange exchange) => AlteredExchange<Ticker>.Of(
        exchange, nameof(IExchange.GetTickerAsync), static ticker => ticker with { LastPrice = Entry });

    // Paid as much as the market stands at now.
    private static async Task<TradeRecord> OpenTradeAsync(TradingFixture fixture, SignalAction side)
    {
        var trade = await fixture.Driver.OpenAsync(side);
        var stop = Entry - (1360m * trade.Direction.Sign());
        return trade with { EntryPrice = Entry, PlannedStopLoss = stop, StopLoss = stop };
    }

    private async Task<TradingFixture> OpenAsync()
    {
        var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        return fixture;
    }
}
