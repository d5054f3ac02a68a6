using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Trades;
using TradingBot.Trading.Positions;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>Which orders serve the targets that a trade has now, after a person has changed them.</summary>
public sealed class TargetLegsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly TradeId Id = new(Guid.Parse("01900000-0000-7000-8000-000000000001"));

    // Target 0 stands since the entry, target 1 came with the second change. Whatever the price of the order is by now: a person may have
    // moved it at the exchange.
    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(0, 2, true)]
    [InlineData(1, 1, false)]
    [InlineData(1, 2, true)]
    [InlineData(1, 3, true)]
    [InlineData(2, 2, false)]
    public void Order_from_before_a_target_was_set_and_one_of_a_place_that_is_gone_serve_none(int target, int version, bool isOf) =>
        Assert.Equal(isOf, Leg(target, version).IsOf(Trade()));

    [Fact]
    public void One_target_for_all_has_no_order_of_its_own() =>
        Assert.False(Leg(0, 0).IsOf(Trade() with { Targets = [new PlannedTarget(104m, 100m)] }));

    // 0.3 of the target before it, then 0.1 and what still waits of its own.
    [Fact]
    public void What_the_orders_of_before_have_closed_is_no_part_of_what_a_target_has()
    {
        var states = TargetLegs.StatesOf(
            Trade(), [Leg(1, 1, filled: 0.3m), Leg(1, 2, filled: 0.1m, OrderStatus.PartiallyFilled), Leg(2, 2, filled: 0.2m)]);

        Assert.Equal([(0m, 0m), (0.1m, 0.4m)], states.Select(static state => (state.Filled, state.Working)));
    }

    private static TradeRecord Trade() => new()
    {
        Id = Id,
        SignalId = new SignalId(Guid.Empty),
        Strategy = "sample",
        Category = Category.Linear,
        Symbol = TradeDriver.Btc,
        SettleCoin = "USDT",
        Direction = Direction.Long,
        Status = TradeStatus.Open,
        OrderType = OrderType.Market,
        Quantity = 1m,
        ReferencePrice = 100m,
        Targets = [new PlannedTarget(104m, 50m), new PlannedTarget(108m, 50m, IsReached: false, Version: 2)],
        Notional = 100m,
        Risk = 2m,
        EntryValidUntil = Noon,
        FilledQuantity = 1m,
        ExitedQuantity = 0m,
        Fees = 0m,
        CreatedAt = Noon,
    };

    private static TargetLeg Leg(int target, int version, decimal filled = 0, OrderStatus status = OrderStatus.Cancelled) => new(
        new OrderRecord
        {
            LinkId = OrderLinkId.ForTarget(Id, target, 0),
            TradeId = Id,
            Role = OrderRole.TakeProfit,
            Side = OrderSide.Sell,
            Type = OrderType.Limit,
            Quantity = 0.5m,
            LimitPrice = 104m,
            TargetsVersion = version,
            Status = status,
            FilledQuantity = filled,
            CreatedAt = Noon,
            UpdatedAt = Noon,
        },
        target,
        filled);
}
