using TradingBot.PaperExchange.Engine;
using TradingBot.PaperExchange.Instruments;
using TradingBot.PaperExchange.Intake;
using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.State;

namespace TradingBot.PaperExchange.Tests;

public sealed class OrderCapTests
{
    private readonly ExchangeState _state = Markets.NewState(("USDT", 100_000_000));

    [Fact]
    public void Five_hundred_orders_of_one_perpetual_leave_room_for_another()
    {
        for (var number = 0; number < 500; number++)
            Enter(Limit(Category.Linear, "BTCUSDT"));
        Assert.Equal(110020, OrderChecks.Check(_state, Limit(Category.Linear, "BTCUSDT"))?.Code);
        Assert.Null(OrderChecks.Check(_state, Limit(Category.Linear, "ETHUSDT")));
        Assert.Null(OrderChecks.Check(_state, Conditional(Category.Linear, OrderFilter.Order)));
    }

    [Fact]
    public void Ten_conditional_orders_of_one_perpetual_are_the_most()
    {
        for (var number = 0; number < 10; number++)
            Enter(Conditional(Category.Linear, OrderFilter.Order));
        Assert.Equal(110009, OrderChecks.Check(_state, Conditional(Category.Linear, OrderFilter.Order))?.Code);
        Assert.Null(OrderChecks.Check(_state, Limit(Category.Linear, "BTCUSDT")));
    }

    [Fact]
    public void Thirty_spot_stops_of_a_kind_are_the_most()
    {
        for (var number = 0; number < 30; number++)
            Enter(Conditional(Category.Spot, OrderFilter.StopOrder));
        Assert.Equal(170810, OrderChecks.Check(_state, Conditional(Category.Spot, OrderFilter.StopOrder))?.Code);
        Assert.Null(OrderChecks.Check(_state, Conditional(Category.Spot, OrderFilter.TpslOrder)));
    }

    private static OrderRequest Limit(Category category, string symbol) => new()
    {
        Category = category,
        Symbol = symbol,
        Side = Side.Buy,
        Type = OrderType.Limit,
        Qty = 0.01m,
        Price = InstrumentCatalog.Get(category, symbol).StartPrice - 100,
    };

    private static OrderRequest Conditional(Category category, OrderFilter filter) => Limit(category, "BTCUSDT") with
    {
        Type = OrderType.Market,
        Price = null,
        MarketUnit = category == Category.Spot ? "baseCoin" : null,
        Filter = filter,
        TriggerPrice = 70_000,
        TriggerDirection = 1,
    };

    private void Enter(OrderRequest request)
    {
        Assert.Null(OrderChecks.Check(_state, request));
        var order = OrderIntake.Enter(_state, request, null);
        new Matcher(_state, 0).Accept(order.Id);
    }
}
