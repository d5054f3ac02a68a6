using TradingBot.PaperExchange.Instruments;
using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.State;

namespace TradingBot.PaperExchange.Intake;

/// <summary>How many orders may be open at once: per symbol on futures, in total on spot, per coin on options.</summary>
internal static class OrderCaps
{
    private const int Active = 500;
    private const int FuturesConditional = 10;
    private const int SpotTriggered = 30;
    private const int OptionsPerCoin = 50;

    public static Refusal? Check(ExchangeState state, OrderRequest request, Instrument instrument) => request.Category switch
    {
        Category.Spot => Spot(state, request),
        Category.Option => Options(state, instrument),
        _ => Futures(state, request),
    };

    private static Refusal? Futures(ExchangeState state, OrderRequest request)
    {
        var open = state.OpenOrdersOf(request.Category, request.Symbol);
        if (request.TriggerPrice is not null)
        {
            return open.Count(
                order => order is { StopKind: StopKind.Stop, Status: OrderStatus.Created or OrderStatus.Untriggered }) < FuturesConditional
                ? null
                : new(110009, "The number of stop orders exceeds the maximum allowable limit.");
        }

        return open.Count(order => order.IsResting || (order.Status == OrderStatus.Created && order.TriggerPrice is null)) < Active
            ? null
            : new(110020, "You are not allowed to have more than 500 active orders.");
    }

    private static Refusal? Spot(ExchangeState state, OrderRequest request)
    {
        var open = state.OpenOrders.Where(order => order.Category == Category.Spot).ToList();
        if (open.Count >= Active)
            return new(170810, "The number of open orders exceeds the maximum limit of 500.");
        return request.Filter != OrderFilter.Order
            && open.Count(order => order.Symbol == request.Symbol && order.Filter == request.Filter) >= SpotTriggered
            ? new(170810, "The number of conditional or TP/SL orders exceeds the maximum limit of 30.")
            : null;
    }

    private static Refusal? Options(ExchangeState state, Instrument instrument) =>
        state.OpenOrders.Count(
            order => order.Category == Category.Option && order.Instrument.BaseCoin == instrument.BaseCoin) < OptionsPerCoin
            ? null
            : new(110020, "You are not allowed to have more than 50 active option orders of one coin.");
}
