using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using TradingBot.Core.Notifications;
using TradingBot.Core.Strategies;
using TradingBot.Core.Trades;
using TradingBot.Trading.Exchange;
using TradingBot.Trading.Positions;
using static TradingBot.Functions.Tests.Trading.TargetLadders;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>
/// A person puts other targets in the place of those of a trade: what then stands at the exchange, and what the trade ends with.
/// </summary>
public sealed partial class ChangedTargetsFlowTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // One target for all of it is kept with the position, several are orders of their own: every change from one to the other.
    [Theory]
    [InlineData("1:50,2:50", "1.5:20,3:80")]
    [InlineData("1:50,2:50", "2:50,1:50")]
    [InlineData("1:50,2:50", "1:50")]
    [InlineData("1:50,2:50", "1:20,1.5:20,2:20,2.5:40")]
    [InlineData("1:50,2:50", "3:100")]
    [InlineData("1:50,2:50", "")]
    [InlineData("4:100", "3:100")]
    [InlineData("4:100", "1:50,2:50")]
    [InlineData("4:100", "")]
    [InlineData("", "2:100")]
    [InlineData("", "1:30")]
    public async Task Exchange_holds_the_targets_that_are_wanted_and_no_other(string planned, string wanted)
    {
        await using var fixture = await OpenAsync(database, Percents(planned));
        var trade = await OpenTradeAsync(fixture);

        await ChangeAsync(fixture, trade, wanted);
        await LookUntilAsync(fixture, trade, static now => now.TargetsAskedAt is null);
        await LookUntilRestedAsync(fixture, trade);

        var rules = Percents(wanted);
        var isWhole = rules is [{ Close: 100 }];
        var position = (await fixture.Driver.PositionAsync())!;
        Assert.Equal((0.01m, trade.StopLoss), (position.Quantity, position.StopLoss));
        Assert.Equal(isWhole ? PriceOf(trade, rules[0].Percent) : null, position.TakeProfit);
        Assert.Equal(
            isWhole
                ? []
                : rules.OrderBy(static rule => rule.Percent).Select(rule => (PriceOf(trade, rule.Percent), 0.01m * rule.Close / 100)),
            (await OpenOrdersAsync(fixture)).OrderBy(static order => order.LimitPrice)
                .Select(static order => (order.LimitPrice!.Value, order.Quantity)));
        Assert.DoesNotContain(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == NoticeKinds.TargetMoved);
    }

    [Theory]
    [InlineData(Category.Linear, Direction.Long)]
    [InlineData(Category.Linear, Direction.Short)]
    [InlineData(Category.Inverse, Direction.Long)]
    [InlineData(Category.Inverse, Direction.Short)]
    [InlineData(Category.Spot, Direction.Long)]
    public async Task Trade_leaves_at_its_new_targets_with_the_result_that_was_told(Category category, Direction side)
    {
        await using var stops = await MovingStops.OpenAsync(
            database,
            static strategy => strategy with { TakeProfits = [new TakeProfitRule(new PriceDistance(Percent: 9), 100)] },
            category);
        var trade = await stops.EnterAsync(side);

        var told = await ChangeAsync(stops.Fixture, trade, "1:40,2:60");
        await stops.RestAsync(trade);
        await stops.PriceAsync(told.Added[0].Target.Price);
        await LookUntilAsync(stops.Fixture, trade, static now => now.Targets[0].IsReached && now.Reduction is null);
        await stops.RestAsync(trade);
        Assert.Equal([true, false], (await stops.Fixture.Driver.TradeAsync(trade.Id)).Targets.Select(static target => target.IsReached));
        await stops.PriceAsync(told.Added[1].Target.Price);
        var closed = await stops.Fixture.Driver.LookUntilClosedAsync(trade.Id);

        Assert.Equal((TradeStatus.Closed, CloseReason.TakeProfit), (closed.Status, closed.CloseReason));
        Assert.Empty(await stops.Fixture.Driver.DiscrepanciesAsync());
        // Told with the taker's fee; a resting order pays the maker's. On spot the sale meets the other side of the book, a step away.
        Assert.InRange(closed.RealizedPnl!.Value / told.Profit, 0.99m, 1.1m);
        if (category == Category.Spot) return;
        var settled = (await stops.Fixture.Ledger.ReadStoryAsync(trade.Id, Token))!.Events
            .Single(static line => line.Kind == TradeEventKinds.Settled);
        Assert.Equal(closed.RealizedPnl.Value, decimal.Parse((string)settled.Data!["venuePnl"]!), 8);
    }

    [Fact]
    public async Task Reached_target_stays_and_the_others_are_shares_of_what_is_left()
    {
        await using var fixture = await OpenAsync(database, [(1, 20), (2, 30), (3, 50)]);
        var trade = await OpenTradeAsync(fixture);
        await fixture.Controls.PriceAsync(trade.Targets[0].Price);
        await LookUntilAsync(fixture, trade, static now => now.Targets[0].IsReached && now.OpenQuantity == 0.008m);

        await ChangeAsync(fixture, await fixture.Driver.TradeAsync(trade.Id), "1.5:25,2.5:50");
        await LookUntilAsync(fixture, trade, static now => now.TargetsAskedAt is null);
        await LookUntilRestedAsync(fixture, trade);

        var now = await fixture.Driver.TradeAsync(trade.Id);
        Assert.Equal(
            [(20m, true), (20m, false), (40m, false)], now.Targets.Select(static target => (target.ClosePercent, target.IsReached)));
        Assert.Equal([0.002m, 0.004m], await WorkingAsync(fixture, trade));
        await fixture.Controls.PriceAsync(now.Targets[2].Price);
        await LookUntilAsync(fixture, trade, static now => now.Targets[2].IsReached && now.OpenQuantity == 0.002m);
        Assert.Equal((0.002m, trade.StopLoss), await PartialExitAlerts.StandingAsync(fixture));
    }

    [Fact]
    public async Task Person_who_moves_one_at_the_exchange_afterwards_is_followed()
    {
        await using var fixture = await OpenAsync(database, [(4, 100)]);
        var trade = await OpenTradeAsync(fixture);
        await ChangeAsync(fixture, trade, "3:100");
        await LookUntilAsync(fixture, trade, static now => now.TargetsAskedAt is null);
        var moved = PriceOf(trade, 2);

        Assert.IsType<SubmitOutcome.Accepted>(await fixture.Exchange.SetTradingStopAsync(
            new TradingStop(Category.Linear, TradeDriver.Btc, StopLoss: null, moved), Token));
        await LookUntilAsync(fixture, trade, now => now.Targets[0].Price == moved);

        Assert.Single(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == NoticeKinds.TargetMoved);
    }

    // Each fill of the entry sets the target again that it was sent with; targets for parts are orders of their own.
    [Theory]
    [InlineData("4:100", "2:100", false)]
    [InlineData("4:100", "", false)]
    [InlineData("1:50,2:50", "3:100", false)]
    [InlineData("1:50,2:50", "1.5:50,2.5:50", true)]
    public async Task Target_for_all_is_not_changed_while_the_entry_is_being_filled(string planned, string wanted, bool isPossible)
    {
        await using var fixture = await RestingEntry.OpenAsync(database, strategy => RestingEntry.Large(strategy) with
        {
            TakeProfits = [.. Rules(planned)],
        });
        await fixture.Controls.ResetAsync(("USDT", "10000000"));
        await fixture.Controls.PriceAsync(RestingEntry.Market);
        var (id, _) = await RestingEntry.RestInPartAsync(fixture);
        var trade = await fixture.Driver.TradeAsync(id);

        var answer = await Hand(fixture).ReviewAsync(trade, Rules(wanted), Token);

        Assert.Equal(isPossible, answer is TargetsByHandAnswer.Possible);
        if (!isPossible)
        {
            Assert.IsType<TargetsByHandAnswer.Busy>(answer);
            await fixture.Controls.PriceAsync(RestingEntry.Market - 200);
            await LookUntilAsync(fixture, trade, static now => now.OpenQuantity == 40m && now.EntryWaiting == 0);
            Assert.IsType<TargetsByHandAnswer.Possible>(
                await Hand(fixture).ReviewAsync(await fixture.Driver.TradeAsync(id), Rules(wanted), Token));
        }
    }

    [Fact]
    public async Task Target_nearer_than_a_reached_one_does_not_pull_the_stop_beyond_the_price()
    {
        await using var stops = await MovingStops.OpenAsync(database, static strategy => strategy with
        {
            Trailing = new TrailingRule(FollowsTargets: true),
            TakeProfits = [new TakeProfitRule(new PriceDistance(Percent: 5), 50), new TakeProfitRule(new PriceDistance(Percent: 9), 50)],
        });
        var trade = await stops.EnterAsync();
        await stops.PriceAsync(PriceOf(trade, 5));
        await LookUntilAsync(stops.Fixture, trade, static now => now.Targets[0].IsReached);
        await stops.RestAsync(trade);
        await stops.MoveAsync(trade, 2m);

        await ChangeAsync(stops.Fixture, await stops.Fixture.Driver.TradeAsync(trade.Id), "3:50,9:50");
        await stops.RestAsync(trade);
        await stops.PriceAsync(PriceOf(trade, 3));
        await LookUntilAsync(stops.Fixture, trade, static now => now.Targets[1].IsReached);
        await stops.RestAsync(trade);

        var now = await stops.Fixture.Driver.TradeAsync(trade.Id);
        Assert.Null(now.CloseRequestedAt);
        Assert.Equal(StopPolicy.BreakEven(now, offsetPercent: 0, tick: 0.1m), now.StopLoss);
    }

    [Fact]
    public async Task Same_targets_again_change_nothing_and_replace_no_order()
    {
        await using var fixture = await OpenAsync(database, [(1, 50), (2, 50)]);
        var trade = await OpenTradeAsync(fixture);

        await ChangeAsync(fixture, trade, "1:50,2:50");
        await LookUntilRestedAsync(fixture, trade);

        Assert.Equal(0, (await fixture.Driver.TradeAsync(trade.Id)).TargetsVersion);
        Assert.Equal(2, (await LegsAsync(fixture, trade)).Count);
        Assert.DoesNotContain(TradeEventKinds.TargetsChanged, await fixture.Driver.StoryAsync(trade.Id));
    }

    [Fact]
    public async Task Targets_of_spot_that_were_changed_are_sold_at_and_told_each_by_itself()
    {
        await using var fixture = await OpenAsync(database, [(1, 50), (5, 50)], Category.Spot);
        var trade = await OpenTradeAsync(fixture);
        await ChangeAsync(fixture, trade, "2:50,3:50");
        Assert.Null((await fixture.Driver.TradeAsync(trade.Id)).TargetsAskedAt);
        await fixture.Controls.PriceAsync(trade.Targets[0].Price, "spot");
        await LookUntilRestedAsync(fixture, trade);
        Assert.Equal(0.00999m, (await fixture.Driver.TradeAsync(trade.Id)).OpenQuantity - 0.00001m);

        await fixture.Controls.PriceAsync(PriceOf(trade, 2), "spot");
        await LookUntilAsync(fixture, trade, static now => now.Targets[0].IsReached && now.Reduction is null);
        await LookUntilRestedAsync(fixture, trade);
        await ChangeAsync(fixture, await fixture.Driver.TradeAsync(trade.Id), "2.5:100");
        await fixture.Controls.PriceAsync(PriceOf(trade, 2.5m), "spot");
        var closed = await fixture.Driver.LookUntilClosedAsync(trade.Id);

        Assert.Equal(CloseReason.TakeProfit, closed.CloseReason);
        Assert.Equal(2, (await fixture.Driver.StoryAsync(trade.Id)).Count(static kind => kind == TradeEventKinds.TargetReached));
    }

    [Fact]
    public async Task What_a_trade_cannot_have_is_refused_with_the_numbers()
    {
        await using var fixture = await OpenAsync(database, [(1, 50), (2, 50)]);
        var trade = await OpenTradeAsync(fixture);
        var hand = Hand(fixture);
        var market = (await fixture.Exchange.GetTickerAsync(Category.Linear, TradeDriver.Btc, Token).RequireAsync()).LastPrice;

        Assert.IsType<TargetsByHandAnswer.Possible>(await hand.ReviewAsync(trade, [At(market + 0.1m, 100)], Token));
        foreach (var price in (decimal[])[market, market + 0.05m, market - 100m])
            Assert.IsType<TargetsByHandAnswer.Passed>(await hand.ReviewAsync(trade, [At(market + 500, 50), At(price, 50)], Token));
        Assert.IsType<TargetsByHandAnswer.TooSmall>(await hand.ReviewAsync(trade, [At(market + 500, 5), At(market + 600, 4)], Token));
        Assert.IsType<TargetsByHandAnswer.Busy>(await hand.ReviewAsync(trade with { CloseRequestedAt = trade.CreatedAt }, [], Token));
        Assert.IsType<TargetsByHandAnswer.Busy>(
            await hand.ReviewAsync(trade with { Reduction = new Reduction(0.001m, 0, trade.CreatedAt) }, [], Token));
        Assert.IsType<TargetsByHandAnswer.NotOpen>(await hand.ReviewAsync(trade with { Status = TradeStatus.Closed }, [], Token));
        Assert.IsType<TargetsByHandAnswer.NotOpen>(await hand.ReviewAsync(trade with { ExitedQuantity = trade.FilledQuantity }, [], Token));
        Assert.IsType<TargetsByHandAnswer.NotOpen>(
            await hand.ReviewAsync(trade with { PositionMissingSince = trade.CreatedAt }, [], Token));
        var reached = trade with { Targets = [.. trade.Targets.Select(static target => target with { IsReached = true })] };
        Assert.IsType<TargetsByHandAnswer.AllReached>(await hand.ReviewAsync(reached, [], Token));
        var one = trade with { Targets = [trade.Targets[0] with { IsReached = true }, trade.Targets[1]] };
        var nine = Enumerable.Range(1, 10).Select(index => At(market + index, 10)).ToList();
        Assert.Equal(9, Assert.IsType<TargetsByHandAnswer.TooMany>(await hand.ReviewAsync(one, nine, Token)).Most);
        Assert.IsType<TargetsByHandAnswer.Possible>(await hand.ReviewAsync(trade, nine, Token));
    }

    [Fact]
    public async Task Preview_tells_what_each_closes_what_is_left_and_which_rules_wait_for_nothing()
    {
        await using var fixture = await OpenAsync(database, [(1, 50), (2, 50)]);
        var trade = await OpenTradeAsync(fixture) with
        {
            StopMoves = new StopMoves(
                0, new BreakEvenMove(new MoveStart(Target: 1), 0), new TrailingMove(new MoveStart(Target: 0), 1, null)),
        };

        var told = Assert.IsType<TargetsByHandAnswer.Possible>(
            await Hand(fixture).ReviewAsync(trade, [At(trade.EntryPrice!.Value + 1000, 30)], Token));

        var added = Assert.Single(told.Added);
        Assert.Equal((0.003m, 0.007m), (added.Quantity, told.Rest));
        // 3 of gain, less the taker's fee of the exit; then 0.007 at the stop.
        Assert.InRange(added.Profit, 2.7m, 3m);
        var atStop = 0.007m * (trade.PlannedStopLoss!.Value - trade.EntryPrice.Value);
        Assert.InRange(told.Profit, atStop + 3m - 1.6m, atStop + 3m);
        Assert.Equal(decimal.Round(told.Profit / trade.Risk, 4), told.Multiple!.Value, 3);
        Assert.Equal("The stop waits for target 2 to go to break-even, and there is none.", Assert.Single(told.Remarks));
    }

    private static TargetsByHand Hand(TradingFixture fixture) => new(fixture.Exchange, fixture.Ledger, fixture.Clock);

    private static TakeProfitRule At(decimal price, decimal close) => new(new PriceDistance(price), close);

    private static IReadOnlyList<TakeProfitRule> Rules(string told) =>
        [.. Percents(told).Select(static rule => new TakeProfitRule(new PriceDistance(Percent: rule.Percent), rule.Close))];

    private static (decimal Percent, decimal Close)[] Percents(string told) =>
    [
        .. told.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(static rule => rule.Split(':'))
            .Select(static parts => (decimal.Parse(parts[0]), decimal.Parse(parts[1]))),
    ];

    private static decimal PriceOf(TradeRecord trade, decimal percent) =>
        Rounding.Down(trade.EntryPrice!.Value * (100 + percent) / 100, 0.1m);

    private static async Task<TargetsByHandAnswer.Possible> ChangeAsync(TradingFixture fixture, TradeRecord trade, string wanted)
    {
        var possible = Assert.IsType<TargetsByHandAnswer.Possible>(await Hand(fixture).ReviewAsync(trade, Rules(wanted), Token));
        Assert.True(await Hand(fixture).ChangeAsync(trade, possible, "trader", "news", Token));
        return possible;
    }
}
