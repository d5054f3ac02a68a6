using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Trades;

namespace TradingBot.Core.Tests.Trades;

/// <summary>The next exit order: how much, when, and from when on the trader has to be asked for help.</summary>
public sealed class ExitPolicyTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 27, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    // What stands fits: all of it.
    [InlineData(5, null, 0, 5)]
    [InlineData(10, null, 0, 10)]
    // More than the market's maximum of 10: a slice.
    [InlineData(10.001, null, 0, 10)]
    [InlineData(25, OrderStatus.Filled, 10, 10)]
    // Refused: half of what was refused, down to the step.
    [InlineData(5, OrderStatus.Rejected, 5, 2.5)]
    [InlineData(0.005, OrderStatus.Rejected, 0.005, 0.002)]
    // Worth too little in halves (10 USDT at least at 5,000, twice the minimum): the whole again.
    [InlineData(5, OrderStatus.Rejected, 0.003, 5)]
    [InlineData(5, OrderStatus.Rejected, 0.004, 0.002)]
    [InlineData(25, OrderStatus.Rejected, 10, 5)]
    // Refused, and now less stands than was asked for: that is a change already.
    [InlineData(4.999, OrderStatus.Rejected, 5, 4.999)]
    // The smallest order is tried again, there is no smaller one.
    [InlineData(0.002, OrderStatus.Rejected, 0.002, 0.002)]
    [InlineData(0.001, OrderStatus.Rejected, 0.001, 0.001)]
    // Ended without a refusal: nothing was wrong with the size.
    [InlineData(5, OrderStatus.Cancelled, 5, 5)]
    [InlineData(5, OrderStatus.NotPlaced, 5, 5)]
    public void Size_follows_what_stands_the_maximum_and_the_last_refusal(
        double standing, OrderStatus? lastStatus, double lastQuantity, double expected)
    {
        var last = lastStatus is { } status ? Exit(status, (decimal)lastQuantity, filled: status == OrderStatus.Filled) : null;

        Assert.Equal((decimal)expected, ExitPolicy.SizeOf((decimal)standing, Market, last, 5000m));
    }

    [Fact]
    public void Size_is_all_that_stands_where_the_market_is_not_listed_any_more() =>
        Assert.Equal(123m, ExitPolicy.SizeOf(123m, market: null, Exit(OrderStatus.Rejected, 123m), 5000m));

    [Fact]
    public void Size_is_all_that_stands_where_the_market_tells_no_maximum() =>
        Assert.Equal(25m, ExitPolicy.SizeOf(25m, Market with { MaxMarketQuantity = 0m }, last: null, 5000m));

    [Fact]
    public void Vain_tries_are_the_newest_ones_that_closed_nothing()
    {
        Assert.Equal(0, ExitPolicy.VainTries([]));
        Assert.Equal(0, ExitPolicy.VainTries([Exit(OrderStatus.Rejected), Exit(OrderStatus.Filled, filled: true)]));
        Assert.Equal(0, ExitPolicy.VainTries([Exit(OrderStatus.Rejected), Exit(OrderStatus.Open)]));
        Assert.Equal(
            2,
            ExitPolicy.VainTries(
                [
                    Exit(OrderStatus.Rejected), Exit(OrderStatus.Filled, filled: true),
                    Exit(OrderStatus.NotPlaced), Exit(OrderStatus.Rejected),
                ]));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0.25)]
    [InlineData(2, 0.5)]
    [InlineData(5, 4)]
    [InlineData(8, 32)]
    [InlineData(9, 60)]
    [InlineData(12, 60)]
    [InlineData(13, 300)]
    [InlineData(1000, 300)]
    public void Pause_doubles_up_to_a_minute_and_ends_at_five(int tries, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), ExitPolicy.PauseAfter(tries, isGuarded: true));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0.25)]
    [InlineData(5, 4)]
    [InlineData(6, 5)]
    [InlineData(60, 5)]
    [InlineData(61, 60)]
    [InlineData(120, 60)]
    [InlineData(121, 300)]
    public void Pause_without_a_stop_is_short_until_it_has_been_so_for_minutes(int tries, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), ExitPolicy.PauseAfter(tries, isGuarded: false));

    [Fact]
    public void Help_is_called_at_the_fifth_vain_try_and_not_at_the_fourth()
    {
        Assert.False(ExitPolicy.NeedsHelp([], Now));
        Assert.False(ExitPolicy.NeedsHelp([.. Enumerable.Repeat(Exit(OrderStatus.Rejected), 4)], Now));
        Assert.True(ExitPolicy.NeedsHelp([.. Enumerable.Repeat(Exit(OrderStatus.Rejected), 5)], Now));
    }

    [Fact]
    public void Help_is_called_for_an_exit_that_works_for_too_long()
    {
        Assert.False(ExitPolicy.NeedsHelp([Exit(OrderStatus.Open)], Now + ExitPolicy.WorkingUntilHelp));
        Assert.True(ExitPolicy.NeedsHelp([Exit(OrderStatus.Open)], Now + ExitPolicy.WorkingUntilHelp + TimeSpan.FromMilliseconds(1)));
        Assert.False(ExitPolicy.NeedsHelp([Exit(OrderStatus.Filled, filled: true)], Now + TimeSpan.FromHours(1)));
    }

    [Fact]
    public void Help_is_called_by_the_newest_exit_alone_when_one_works_for_too_long()
    {
        var hourOld = Exit(OrderStatus.Open) with { CreatedAt = Now - TimeSpan.FromHours(1) };
        var filled = Exit(OrderStatus.Filled, filled: true);

        Assert.False(ExitPolicy.NeedsHelp([hourOld, Exit(OrderStatus.Open)], Now + ExitPolicy.WorkingUntilHelp));
        Assert.False(ExitPolicy.NeedsHelp([hourOld, filled], Now + TimeSpan.FromHours(1)));
        Assert.True(ExitPolicy.NeedsHelp([filled, hourOld], Now));
        Assert.False(ExitPolicy.NeedsHelp([filled, Exit(OrderStatus.PartiallyFilled)], Now + ExitPolicy.WorkingUntilHelp));
    }

    /// <summary>However often the exchange refuses: no size twice in a row, none too small, and the whole again and again.</summary>
    [Fact]
    public void Refusals_lead_through_halves_back_to_the_whole()
    {
        var random = new Random(20261127);
        for (var sequence = 0; sequence < 500; sequence++)
        {
            var standing = Math.Max(0.004m, Rounding.Down((decimal)(random.NextDouble() * 50), 0.001m));
            var whole = Math.Min(standing, 10m);
            OrderRecord? last = null;
            var sizes = new List<decimal>();
            for (var attempt = 0; attempt < 40; attempt++)
            {
                var size = ExitPolicy.SizeOf(standing, Market, last, 5000m);
                Assert.InRange(size, 0.002m, whole);
                Assert.NotEqual(last?.Quantity, size);
                sizes.Add(size);
                last = Exit(OrderStatus.Rejected, size);
            }

            Assert.True(sizes.Count(size => size == whole) >= 2, string.Join(", ", sizes));
        }
    }

    private static Instrument Market { get; } = new()
    {
        Category = Category.Linear,
        Symbol = Symbol.Parse("BTCUSDT"),
        BaseCoin = "BTC",
        QuoteCoin = "USDT",
        SettleCoin = "USDT",
        IsTradable = true,
        TickSize = 0.1m,
        QuantityStep = 0.001m,
        MinQuantity = 0.001m,
        MaxMarketQuantity = 10m,
        MaxLimitQuantity = 100m,
        MinNotional = 5m,
    };

    /// <summary>A tenth below the mark at first, a twentieth lower with each vain try, and never below half of it or a step.</summary>
    [Theory]
    [InlineData("1000", 0, "900")]
    [InlineData("1000", 1, "850")]
    [InlineData("1000", 7, "550")]
    [InlineData("1000", 8, "500")]
    [InlineData("1000", 9, "500")]
    [InlineData("1000", 1000, "500")]
    [InlineData("1004", 0, "900")]
    [InlineData("5.5", 0, "5")]
    [InlineData("0.1", 0, "5")]
    [InlineData("0", 3, "5")]
    public void Option_is_sold_for_a_share_of_its_mark_at_least(string mark, int vainTries, string price) =>
        Assert.Equal(decimal.Parse(price), ExitPolicy.OptionPrice(decimal.Parse(mark), vainTries, tick: 5m));

    private static OrderRecord Exit(OrderStatus status, decimal quantity = 1m, bool filled = false)
    {
        var trade = new TradeId(new Guid("01a21c4f-681b-7221-ad50-829808645066"));
        return new OrderRecord
        {
            LinkId = OrderLinkId.For(trade, OrderRole.Exit),
            TradeId = trade,
            Role = OrderRole.Exit,
            Side = OrderSide.Sell,
            Type = OrderType.Market,
            Quantity = quantity,
            Status = status,
            FilledQuantity = filled ? quantity : 0,
            CreatedAt = Now,
            UpdatedAt = Now,
        };
    }
}
