using TradingBot.Bybit.Positions;
using TradingBot.Bybit.Streams;
using TradingBot.Bybit.Wire;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;

namespace TradingBot.Bybit.Tests.Streams;

/// <summary>What is news and what is known, whichever of the two roads brings it first.</summary>
public sealed class DeduplicatorTests
{
    private static readonly DateTimeOffset At = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly Symbol Btc = Symbol.Parse("BTCUSD");

    private static readonly ExchangeOrder AnOrder = new()
    {
        Category = Category.Inverse,
        Symbol = Btc,
        ExchangeOrderId = "o-1",
        Side = OrderSide.Buy,
        Status = OrderStatus.PartiallyFilled,
        Quantity = 5m,
        FilledQuantity = 2m,
        CreatedAt = At,
        UpdatedAt = At,
    };

    private static readonly Dictionary<string, (ExchangeOrder Order, bool IsNew)> AfterAnOrder = new(StringComparer.Ordinal)
    {
        ["the same"] = (AnOrder, false),
        ["the same, later"] = (AnOrder with { UpdatedAt = At.AddTicks(1) }, false),
        ["more filled at the same moment"] = (AnOrder with { FilledQuantity = 3m }, true),
        ["more filled, earlier"] = (AnOrder with { FilledQuantity = 3m, UpdatedAt = At.AddTicks(-1) }, false),
        ["less filled, later"] = (AnOrder with { FilledQuantity = 1m, UpdatedAt = At.AddTicks(1) }, false),
        ["ended at the same moment"] = (AnOrder with { Status = OrderStatus.Cancelled }, true),
        ["ended earlier"] = (AnOrder with { Status = OrderStatus.Cancelled, UpdatedAt = At.AddTicks(-1) }, false),
        ["moved stop at the same moment"] = (AnOrder with { TriggerPrice = 9m }, true),
        ["another order"] = (AnOrder with { ExchangeOrderId = "o-2" }, true),
        ["another market"] = (AnOrder with { Category = Category.Linear }, true),
    };

    public static TheoryData<string> NewsAfterAnOrder => [.. AfterAnOrder.Keys];

    [Theory]
    [MemberData(nameof(NewsAfterAnOrder))]
    public void Order_is_news_when_it_is_further_than_it_was(string name)
    {
        var orders = new OrderDeduplicator();
        Assert.True(orders.IsNew(AnOrder));

        Assert.Equal(AfterAnOrder[name].IsNew, orders.IsNew(AfterAnOrder[name].Order));
    }

    [Fact]
    public void End_of_an_order_is_told_once_unless_more_was_filled()
    {
        var orders = new OrderDeduplicator();
        var ended = AnOrder with { Status = OrderStatus.Cancelled };
        Assert.True(orders.IsNew(AnOrder));
        Assert.Equal([AnOrder], orders.Open);
        Assert.True(orders.IsNew(ended));

        Assert.Empty(orders.Open);
        Assert.False(orders.IsNew(ended with { UpdatedAt = At.AddTicks(1), RejectReason = "a cancel was asked for" }));
        Assert.True(orders.IsNew(ended with { UpdatedAt = At.AddTicks(1), FilledQuantity = 3m }));
        Assert.False(orders.IsNew(ended with { UpdatedAt = At.AddTicks(2), FilledQuantity = 3m }));
    }

    [Fact]
    public void Ended_orders_are_remembered_up_to_twenty_thousand_and_open_ones_for_good()
    {
        var orders = new OrderDeduplicator();
        Assert.True(orders.IsNew(AnOrder));
        ExchangeOrder Ended(int number) => AnOrder with { ExchangeOrderId = $"{number}", Status = OrderStatus.Filled };
        for (var number = 1; number <= 20_000; number++)
        {
            Assert.True(orders.IsNew(Ended(number)));
            // More that was filled of an order which had ended is no second place in memory.
            if (number == 1)
                Assert.True(orders.IsNew(Ended(number) with { FilledQuantity = 4m }));
        }

        Assert.False(orders.IsNew(Ended(1) with { FilledQuantity = 4m }));
        Assert.True(orders.IsNew(Ended(20_001)));
        Assert.True(orders.IsNew(Ended(1) with { FilledQuantity = 4m }));
        Assert.False(orders.IsNew(AnOrder));
    }

    [Fact]
    public void Executions_are_remembered_up_to_fifty_thousand_by_market_and_id()
    {
        var executions = new ExecutionDeduplicator();
        var first = AFill("first");
        Assert.True(executions.IsNew(first));
        Assert.False(executions.IsNew(first with { Price = 9m }));
        Assert.True(executions.IsNew(first with { Category = Category.Linear }));
        for (var number = 3; number <= 50_000; number++)
            Assert.True(executions.IsNew(AFill($"{number}")));

        Assert.False(executions.IsNew(first));
        Assert.True(executions.IsNew(AFill("last")));
        Assert.True(executions.IsNew(first));
    }

    [Theory]
    [InlineData(5, 100, 5, 99, true)]
    [InlineData(5, 100, 4, 101, false)]
    [InlineData(5, 100, 6, 99, true)]
    [InlineData(0, 100, 9, 99, false)]
    [InlineData(9, 100, -1, 100, true)]
    [InlineData(null, 100, null, 99, false)]
    [InlineData(null, 100, 1, 101, true)]
    public void Position_is_older_by_its_sequence_and_without_one_by_its_moment(
        int? firstSequence, int firstAt, int? secondSequence, int secondAt, bool isNews)
    {
        var positions = new PositionDeduplicator(new PositionModes());
        Assert.NotNull(positions.Read(Category.Inverse, ARow(1m) with { Seq = firstSequence, UpdatedTime = firstAt }));

        var changed = positions.Read(Category.Inverse, ARow(2m) with { Seq = secondSequence, UpdatedTime = secondAt });

        Assert.Equal(isNews, changed is { Position.Quantity: 2m });
    }

    [Fact]
    public void Position_is_news_for_its_market_symbol_and_leg_and_shows_the_mode_of_its_symbol()
    {
        var modes = new PositionModes();
        var positions = new PositionDeduplicator(modes);

        Assert.NotNull(positions.Read(Category.Inverse, ARow(1m)));
        Assert.Null(positions.Read(Category.Inverse, ARow(1m)));
        Assert.NotNull(positions.Read(Category.Linear, ARow(1m)));
        Assert.NotNull(positions.Read(Category.Inverse, ARow(1m) with { Symbol = "ETHUSD" }));
        Assert.Equal((PositionMode.OneWay, PositionMode.OneWay), (modes.Of(Category.Inverse, Btc), modes.Of(Category.Linear, Btc)));
        Assert.Equal(PositionLeg.Short, positions.Read(Category.Inverse, ARow(1m) with { PositionIdx = 2 })!.Leg);

        Assert.Equal((PositionMode.Hedge, PositionMode.OneWay), (modes.Of(Category.Inverse, Btc), modes.Of(Category.Linear, Btc)));
        Assert.Equal(4, positions.Open.Count);
        Assert.Null(positions.Read(Category.Inverse, ARow(0m))!.Position);
        Assert.DoesNotContain((Category.Inverse, Btc, PositionLeg.Net), positions.Open);
        Assert.Contains((Category.Inverse, Btc, PositionLeg.Short), positions.Open);
    }

    [Fact]
    public void Wallet_is_merged_by_coin_whole_when_it_is_read_and_never_older()
    {
        var wallet = new WalletMerger();
        Assert.Equal(["BTC", "USDT"], Coins(wallet.Merge(ABalance("USDT", "BTC"), At, isWhole: true)));

        Assert.Null(wallet.Merge(ABalance("USDT", "BTC"), At.AddSeconds(1), isWhole: true));
        Assert.Equal(["BTC", "ETH", "USDT"], Coins(wallet.Merge(ABalance("ETH"), At.AddSeconds(1), isWhole: false)));
        Assert.Null(wallet.Merge(ABalance("SOL"), At.AddSeconds(1).AddTicks(-1), isWhole: true));
        Assert.Equal(["SOL"], Coins(wallet.Merge(ABalance("SOL"), At.AddSeconds(1), isWhole: true)));
        Assert.Equal(7m, wallet.Merge(ABalance("SOL") with { TotalEquity = 7m }, At.AddSeconds(1), isWhole: false)!.TotalEquity);

        static IEnumerable<string> Coins(AccountBalance? balance) => balance!.Coins.Select(static coin => coin.Coin);
    }

    private static ExchangeExecution AFill(string id) => new()
    {
        Category = Category.Inverse,
        Symbol = Btc,
        ExecId = id,
        ExchangeOrderId = "o-1",
        ExecType = "Trade",
        Side = OrderSide.Buy,
        Price = 1m,
        Quantity = 1m,
        Value = 1m,
        Fee = 0m,
        FeeCurrency = "BTC",
        IsMaker = false,
        ClosedQuantity = 0m,
        At = At,
    };

    private static WirePosition ARow(decimal size) => new()
    {
        Symbol = Btc.Value,
        PositionIdx = 0,
        Side = size == 0m ? "" : "Buy",
        Size = size,
        AvgPrice = 100m,
        Seq = 1,
        UpdatedTime = 1,
    };

    private static AccountBalance ABalance(params string[] coins) => new()
    {
        TotalEquity = 1m,
        TotalWalletBalance = 1m,
        UnrealizedPnl = 0m,
        Coins = [.. coins.Select(static coin => new CoinBalance(coin, 1m, 1m, 0m, 0m, null))],
    };
}
