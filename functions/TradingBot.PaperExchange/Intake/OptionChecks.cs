using TradingBot.PaperExchange.Instruments;
using TradingBot.PaperExchange.Markets;
using TradingBot.PaperExchange.Orders;
using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.State;

namespace TradingBot.PaperExchange.Intake;

/// <summary>What an option asks of an order, before what it shares with other derivatives.</summary>
internal static class OptionChecks
{
    /// <summary>Volatilities beyond this are typing errors: 1000 %.</summary>
    private const decimal LargestIv = 10;

    public static Refusal? Shape(ExchangeState state, OrderRequest request)
    {
        if (OptionChain.Trading(state, request.Symbol) is null)
            return OptionChain.IsKnown(state, request.Symbol) ? new(110074, "This contract is not live") : Refusals.Symbol(Category.Option);
        if (request.LinkId.Length == 0)
            return new(10001, "params error: orderLinkId is required");
        if (request.TriggerPrice is not null)
            return Refusals.Parameter("triggerPrice");
        if (request.CloseOnTrigger)
            return Refusals.Parameter("closeOnTrigger");
        if (request.HasExits)
            return new(10001, "params error: takeProfit and stopLoss are not supported on options");
        return request.OrderIv is { } iv && (request.Type == OrderType.Market || iv is <= 0 or > LargestIv)
            ? Refusals.Parameter("orderIv")
            : null;
    }

    /// <summary>
    /// An order by volatility becomes an order at the price which that volatility stands for now, rounded to the tick that
    /// is better for the trader. It keeps that price, while the real exchange would move it along.
    /// </summary>
    public static OrderRequest Priced(ExchangeState state, OrderRequest request)
    {
        if (request is not { Category: Category.Option, OrderIv: { } iv, Type: OrderType.Limit } || iv is <= 0 or > LargestIv
            || OptionChain.Trading(state, request.Symbol) is not { } option)
            return request;
        return request with { Price = PriceOf(state, option, request.Side, iv) };
    }

    /// <summary>An amendment by volatility becomes one of the price in the same way.</summary>
    public static Amendment Priced(ExchangeState state, Order order, Amendment change) =>
        order.Category == Category.Option
            && change.OrderIv is { } iv and > 0 and <= LargestIv
            && OptionChain.Trading(state, order.Symbol) is { } option
            ? change with { Price = PriceOf(state, option, order.Side, iv) }
            : change;

    private static decimal PriceOf(ExchangeState state, OptionSymbol option, Side side, decimal iv)
    {
        var instrument = InstrumentCatalog.Get(Category.Option, option.Text);
        var price = OptionPricer.Quote(state, option).PriceOf(iv);
        return Math.Max(instrument.TickSize, side == Side.Buy ? instrument.FloorToTick(price) : instrument.CeilingToTick(price));
    }
}
