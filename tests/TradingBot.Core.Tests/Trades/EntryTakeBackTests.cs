using TradingBot.Core.Markets;
using TradingBot.Core.Exchange;
using TradingBot.Core.Foundation;
using TradingBot.Core.Orders;
using TradingBot.Core.Strategies;
using TradingBot.Core.Tests.Building;
using TradingBot.Core.Trades;

namespace TradingBot.Core.Tests.Trades;

public sealed class EntryTakeBackTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 27, 12, 0, 0, TimeSpan.Zero);

    private static readonly TradeRecord Limit = ATrade.Closed with
    {
        OrderType = OrderType.Limit,
        LimitPrice = 100m,
        FilledQuantity = 0m,
        ExitedQuantity = 0m,
        EntryRestsUntil = Noon,
    };

    [Theory]
    [InlineData(-1, null)]
    [InlineData(0, TakeBackReason.Expired)]
    [InlineData(1, TakeBackReason.Expired)]
    public void Limit_entry_waits_until_its_moment_and_not_longer(int ticks, TakeBackReason? expected) =>
        Assert.Equal(expected, WhyDue(Limit, Active(), Noon.AddTicks(ticks)));

    [Theory]
    [InlineData(StrategyState.Active, false, null)]
    [InlineData(StrategyState.Paused, false, TakeBackReason.Paused)]
    [InlineData(StrategyState.ExitOnly, false, TakeBackReason.ExitOnly)]
    [InlineData(StrategyState.Active, true, TakeBackReason.DryRun)]
    [InlineData(StrategyState.Paused, true, TakeBackReason.Paused)]
    public void Limit_entry_follows_how_its_strategy_is_set_now(StrategyState state, bool dry, TakeBackReason? expected) =>
        Assert.Equal(expected, WhyDue(Limit, Active() with { State = state, DryRun = dry }, Before()));

    [Fact]
    public void Strategy_that_is_not_known_any_more_takes_nothing_back() =>
        Assert.Null(WhyDue(Limit, strategy: null, Before()));

    [Fact]
    public void Halt_takes_a_limit_entry_back_and_leaves_a_market_entry_to_its_fill()
    {
        Assert.Equal(TakeBackReason.Halt, WhyDue(Limit, Active(), Before(), isHalted: true));
        Assert.Null(WhyDue(Market(), Active() with { State = StrategyState.Paused }, Noon, isHalted: true));
    }

    // At 100 the rest could only be filled where its stop has been passed already.
    [Theory]
    [InlineData(Direction.Long, 99.9, null)]
    [InlineData(Direction.Long, 100.0, TakeBackReason.StopMoved)]
    [InlineData(Direction.Long, 100.1, TakeBackReason.StopMoved)]
    [InlineData(Direction.Short, 100.1, null)]
    [InlineData(Direction.Short, 100.0, TakeBackReason.StopMoved)]
    [InlineData(Direction.Short, 99.9, TakeBackReason.StopMoved)]
    public void Rest_of_a_limit_entry_goes_where_the_stop_has_moved_to_its_price(Direction side, double stop, TakeBackReason? expected)
    {
        var trade = Limit with { Direction = side, PlannedStopLoss = side == Direction.Long ? 98m : 102m, FilledQuantity = 0.1m };

        Assert.Null(WhyDue(trade, Active(), Before()));
        Assert.Equal(expected, WhyDue(trade with { MovedStopLoss = (decimal)stop }, Active(), Before()));
        Assert.Equal(
            expected,
            WhyDue(trade with { AskedStop = new AskedStop((decimal)stop, StopMoveCause.BreakEven, Noon) }, Active(), Before()));
        var market = trade with { OrderType = OrderType.Market, LimitPrice = null, MovedStopLoss = (decimal)stop };
        Assert.Null(WhyDue(market, Active(), Before()));
    }

    [Theory]
    [InlineData(CloseReason.Signal, TakeBackReason.Signal)]
    [InlineData(CloseReason.Manual, TakeBackReason.Manual)]
    [InlineData(CloseReason.Halt, TakeBackReason.Halt)]
    [InlineData(CloseReason.TimeStop, TakeBackReason.Closed)]
    [InlineData(CloseReason.Unprotected, TakeBackReason.Closed)]
    [InlineData(null, TakeBackReason.Closed)]
    public void Close_that_was_asked_for_stands_before_everything_else_for_any_order(CloseReason? close, TakeBackReason expected)
    {
        foreach (var trade in (TradeRecord[])[Limit, Market()])
        {
            var closing = trade with { CloseRequestedAt = Noon, CloseReason = close, ExitedQuantity = 1m };
            Assert.Equal(expected, WhyDue(closing, Active() with { State = StrategyState.Paused }, Noon.AddHours(1), isHalted: true));
        }
    }

    [Fact]
    public void Exit_of_a_filled_part_takes_the_rest_back()
    {
        Assert.Equal(TakeBackReason.Closed, WhyDue(Limit with { ExitedQuantity = 0.1m }, Active(), Before()));
        Assert.Equal(TakeBackReason.Closed, WhyDue(Market() with { ExitedQuantity = 0.1m }, Active(), Before()));
    }

    [Theory]
    [InlineData(
        TakeBackReason.Expired, DenialCodes.EntryExpired, "in 90 minutes the market did not come to its limit price of 100.5")]
    [InlineData(TakeBackReason.Halt, DenialCodes.TradingHalted, "trading was halted")]
    [InlineData(TakeBackReason.Paused, DenialCodes.StrategyPaused, "the strategy was paused")]
    [InlineData(TakeBackReason.ExitOnly, DenialCodes.StrategyExitOnly, "the strategy was set to take exits only")]
    [InlineData(TakeBackReason.DryRun, DenialCodes.DryRun, "the strategy was made a dry run")]
    [InlineData(
        TakeBackReason.ForeignPosition, DenialCodes.ForeignPosition,
        "somebody else opened a position in its symbol, and one position there cannot be told apart")]
    [InlineData(TakeBackReason.Signal, DenialCodes.TradeCancelled, "an alert of the strategy closed, reversed or cancelled it")]
    [InlineData(TakeBackReason.Manual, DenialCodes.TradeCancelled, "a person closed the trade")]
    [InlineData(TakeBackReason.Closed, DenialCodes.TradeCancelled, "the trade was closed")]
    public void Ending_names_the_reason(TakeBackReason reason, string code, string because) => Assert.Equal(
        (code, $"The entry was taken back before anything of it was filled: {because}."),
        (Ending(reason).Code, Ending(reason).Message));

    [Fact]
    public void Ending_of_an_entry_whose_time_is_over_tells_how_long_it_waited_and_at_which_price()
    {
        Assert.Equal(
            [("waitedMinutes", "90"), ("limitPrice", "100.5")],
            Ending(TakeBackReason.Expired).Numbers.Select(static number => (number.Key, number.Value)));
        Assert.Empty(Ending(TakeBackReason.Signal).Numbers);
    }

    [Fact]
    public void Time_that_an_entry_waited_has_a_tenth_of_a_minute()
    {
        var ending = EntryTakeBack.Ending(Limit with { CreatedAt = Noon.AddSeconds(-75.6) }, TakeBackReason.Expired);

        Assert.Equal("1.3", ending.Numbers["waitedMinutes"]);
    }

    [Theory]
    [InlineData(TakeBackReason.Expired, "The entry has waited for its time")]
    [InlineData(TakeBackReason.Halt, "Trading is halted")]
    [InlineData(TakeBackReason.Paused, "The strategy is paused")]
    [InlineData(TakeBackReason.ExitOnly, "The strategy only takes exits now")]
    [InlineData(TakeBackReason.DryRun, "The strategy is a dry run now")]
    [InlineData(TakeBackReason.ForeignPosition, "Somebody else opened a position in the symbol")]
    [InlineData(TakeBackReason.Signal, "An alert of the strategy ends it")]
    [InlineData(TakeBackReason.Manual, "A person closes the trade")]
    [InlineData(TakeBackReason.Closed, "The position, or a part of it, is closed or being closed")]
    [InlineData(TakeBackReason.StopMoved, "The stop-loss of what is filled has moved to the price of the entry or beyond")]
    public void Line_of_the_story_names_the_reason(TakeBackReason reason, string because)
    {
        var line = TradeEvents.EntryTakenBack(reason);

        Assert.Equal(
            ($"{because}: taking back what is left of the entry.", "entryTakenBack"), (line.Message, line.Once));
        Assert.Equal(EnumNames.Write(reason), (string?)line.Data!["reason"]);
    }

    // What a trade of ours has just left behind may still be listed.
    [Theory]
    [InlineData(10_000, null)]
    [InlineData(10_001, TakeBackReason.ForeignPosition)]
    public void Position_of_somebody_else_takes_a_limit_entry_back_once_it_cannot_be_a_trace_of_ours(
        int milliseconds, TakeBackReason? expected)
    {
        var approved = Noon.AddMinutes(-30);
        var now = approved.AddMilliseconds(milliseconds);

        Assert.Equal(
            expected, EntryTakeBack.WhyDue(Limit with { CreatedAt = approved }, Active(), AForeignPosition, isHalted: false, now));
        Assert.Null(EntryTakeBack.WhyDue(Market() with { CreatedAt = approved }, Active(), AForeignPosition, isHalted: false, now));
    }

    [Fact]
    public void Line_names_the_position_that_is_in_the_way()
    {
        var line = TradeEvents.EntryTakenBack(TakeBackReason.ForeignPosition, AForeignPosition);

        Assert.Equal(
            "Somebody else opened a short position of 0.5 BTCUSDT at 60000: taking back what is left of the entry.", line.Message);
        Assert.Equal(
            ("short", "0.5", "60000"),
            ((string?)line.Data!["direction"], (string?)line.Data["quantity"], (string?)line.Data["entryPrice"]));
    }

    private static readonly ExchangePosition AForeignPosition = new()
    {
        Category = Category.Linear,
        Symbol = Symbol.Parse("BTCUSDT"),
        Direction = Direction.Short,
        Quantity = 0.5m,
        EntryPrice = 60_000m,
    };

    private static TakeBackReason? WhyDue(TradeRecord trade, Strategy? strategy, DateTimeOffset now, bool isHalted = false) =>
        EntryTakeBack.WhyDue(trade, strategy, foreign: null, isHalted, now);

    private static Denial Ending(TakeBackReason reason) =>
        EntryTakeBack.Ending(Limit with { CreatedAt = Noon.AddMinutes(-90), LimitPrice = 100.50m }, reason);

    private static TradeRecord Market() => Limit with { OrderType = OrderType.Market, LimitPrice = null, EntryRestsUntil = null };

    private static Strategy Active() => new AStrategy().Build();

    private static DateTimeOffset Before() => Noon.AddMinutes(-1);
}
