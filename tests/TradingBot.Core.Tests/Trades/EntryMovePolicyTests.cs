using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Strategies;
using TradingBot.Core.Tests.Building;
using TradingBot.Core.Trades;

namespace TradingBot.Core.Tests.Trades;

/// <summary>A buy at 100 that may go to 101 and follows the market every 10 seconds, for a minute; a sell likewise down to 99.</summary>
public sealed class EntryMovePolicyTests
{
    private const decimal Tick = 0.1m;
    private static readonly DateTimeOffset Noon = new(2026, 11, 27, 12, 0, 0, TimeSpan.Zero);

    private static readonly TradeRecord Buy = ATrade.Closed with
    {
        OrderType = OrderType.Limit,
        LimitPrice = 100m,
        FilledQuantity = 0m,
        ExitedQuantity = 0m,
        CreatedAt = Noon,
        EntryRestsUntil = Noon.AddMinutes(1),
        Terms = new EntryTerms { WorstPrice = 101m, ChaseSeconds = 10 },
    };

    private static readonly TradeRecord Sell = Buy with { Direction = Direction.Short, Terms = Buy.Terms with { WorstPrice = 99m } };

    [Theory]
    [InlineData(9_999, null)]
    [InlineData(10_000, 100.5)]
    [InlineData(59_999, 100.5)]
    [InlineData(60_000, null)]
    public void Entry_follows_after_its_seconds_and_until_its_time_is_over(int milliseconds, double? expected) =>
        Assert.Equal((decimal?)expected, Due(Buy, 100m, quote: 100.5m, Noon.AddMilliseconds(milliseconds))?.Price);

    [Theory]
    [InlineData(99.9, null)]
    [InlineData(100.0, null)]
    [InlineData(100.1, 100.1)]
    [InlineData(100.19, 100.1)]
    [InlineData(101.0, 101.0)]
    [InlineData(101.1, 101.0)]
    [InlineData(150.0, 101.0)]
    [InlineData(null, null)]
    public void Buy_goes_up_to_the_bid_and_no_further_than_its_worst_price(double? bid, double? expected) =>
        Assert.Equal((decimal?)expected, Due(Buy, 100m, (decimal?)bid, Noon.AddSeconds(10))?.Price);

    [Theory]
    [InlineData(100.1, null)]
    [InlineData(99.9, 99.9)]
    [InlineData(99.81, 99.9)]
    [InlineData(99.0, 99.0)]
    [InlineData(50.0, 99.0)]
    public void Sell_goes_down_to_the_ask_and_no_further_than_its_worst_price(double ask, double? expected) =>
        Assert.Equal((decimal?)expected, Due(Sell, 100m, (decimal)ask, Noon.AddSeconds(10))?.Price);

    [Fact]
    public void Next_move_counts_from_the_last_one_and_from_where_the_order_stands()
    {
        var once = Due(Buy, 100m, quote: 100.5m, Noon.AddSeconds(12))!;
        var moved = Buy with { EntryMoved = once };

        Assert.Equal((1, Noon.AddSeconds(12), EntryMoveCause.Chase), (once.Number, once.At, once.Cause));
        Assert.Null(Due(moved, 100.5m, quote: 101m, Noon.AddSeconds(21.9)));
        Assert.Null(Due(moved, 100.5m, quote: 100.5m, Noon.AddSeconds(22)));
        Assert.Equal(2, Due(moved, 100.5m, quote: 101m, Noon.AddSeconds(22))?.Number);
        // A person has moved it farther than the market by hand: it stays there.
        Assert.Null(Due(moved, 100.9m, quote: 100.8m, Noon.AddSeconds(22)));
    }

    [Fact]
    public void Entry_without_such_terms_stays_where_it_is()
    {
        var later = Noon.AddHours(1);

        Assert.Null(Due(Buy with { Terms = EntryTerms.None }, 100m, quote: 150m, later));
        Assert.Null(Due(Buy with { Terms = new EntryTerms { WorstPrice = 101m } }, 100m, quote: 150m, Noon.AddSeconds(30)));
        Assert.Equal(Buy.EntryRestsUntil, EntryMovePolicy.EndsAt(Buy));
        Assert.Null(EntryMovePolicy.EndsAt(Buy with { EntryRestsUntil = null }));
        Assert.Null(EntryMovePolicy.NextChaseAt(Buy with { Terms = EntryTerms.None }));
    }

    [Fact]
    public void Entry_goes_to_the_market_once_when_its_time_is_over_and_ends_seconds_later()
    {
        var taking = Buy with { Terms = Buy.Terms with { WhenUnfilled = UnfilledEntry.Market, ChaseSeconds = null } };
        var until = Noon.AddMinutes(1);

        Assert.Null(Due(taking, 100m, quote: 100.5m, until.AddTicks(-1)));
        var move = Due(taking, 100m, quote: null, until.AddSeconds(2));
        Assert.Equal(new EntryMove(101m, EntryMoveCause.TimeOver, until.AddSeconds(2), 1), move);

        var crossed = taking with { EntryMoved = move };
        Assert.Null(Due(crossed, 100m, quote: 100.5m, until.AddSeconds(3)));
        Assert.Equal(until.AddSeconds(7), EntryMovePolicy.EndsAt(crossed));
        // Nobody looked for a minute: the market is another one by then.
        Assert.Equal(until.AddMinutes(1), EntryMovePolicy.EndsAt(taking));
        Assert.NotNull(Due(taking, 100m, quote: null, until.AddMinutes(1).AddTicks(-1)));
        Assert.Null(Due(taking, 100m, quote: null, until.AddMinutes(1)));
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(59, null)]
    [InlineData(60, TakeBackReason.Expired)]
    public void Take_back_waits_for_the_market_where_the_entry_goes_there(int seconds, TakeBackReason? expected)
    {
        var taking = Buy with { Terms = Buy.Terms with { WhenUnfilled = UnfilledEntry.Market } };

        Assert.Equal(expected, EntryTakeBack.WhyDue(
            taking, strategy: null, foreign: null, isHalted: false, Noon.AddMinutes(1).AddSeconds(seconds)));
    }

    [Fact]
    public void Walk_of_any_market_only_brings_it_nearer_and_never_beyond_its_worst_price()
    {
        var roll = new Random(7);
        for (var walk = 0; walk < 2_000; walk++)
        {
            var trade = roll.Next(2) == 0 ? Buy : Sell;
            trade = trade with
            {
                Terms = trade.Terms with
                {
                    ChaseSeconds = roll.Next(2, 20),
                    WhenUnfilled = roll.Next(2) == 0 ? UnfilledEntry.Market : UnfilledEntry.Cancel,
                },
            };
            var (sign, standing, quote, now) = (trade.Direction.Sign(), 100m, 100m, Noon);
            for (var step = 0; step < 40; step++)
            {
                now = now.AddSeconds(roll.Next(0, 8));
                quote += roll.Next(-30, 31) * 0.01m;
                if (Due(trade, standing, roll.Next(10) == 0 ? null : quote, now) is not { } move)
                    continue;
                Assert.True((move.Price - standing) * sign > 0 || move.Cause == EntryMoveCause.TimeOver);
                Assert.True((trade.Terms.WorstPrice!.Value - move.Price) * sign >= 0);
                Assert.True(move.Cause == EntryMoveCause.TimeOver || (quote - move.Price) * sign >= 0);
                Assert.Equal(0, move.Price % Tick);
                Assert.Equal((trade.EntryMoved?.Number ?? 0) + 1, move.Number);
                Assert.True(move.Cause == EntryMoveCause.TimeOver
                    || now - (trade.EntryMoved?.At ?? Noon) >= TimeSpan.FromSeconds(trade.Terms.ChaseSeconds!.Value));
                trade = trade with { EntryMoved = move };
                // The exchange may not have moved it.
                standing = roll.Next(5) == 0 ? standing : move.Price;
            }
        }
    }

    private static EntryMove? Due(TradeRecord trade, decimal standing, decimal? quote, DateTimeOffset now) =>
        EntryMovePolicy.FindDue(trade, standing, quote, Tick, now);
}
