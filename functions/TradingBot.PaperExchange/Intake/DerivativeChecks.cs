using TradingBot.PaperExchange.Accounting;
using TradingBot.PaperExchange.Instruments;
using TradingBot.PaperExchange.Markets;
using TradingBot.PaperExchange.Positions;
using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.State;

namespace TradingBot.PaperExchange.Intake;

/// <summary>What a derivative asks of an order.</summary>
internal static class DerivativeChecks
{
    public static Refusal? Shape(ExchangeState state, OrderRequest request)
    {
        if (PositionModes.Check(state, request.Category, request.Symbol, request.PositionIdx) is { } mode)
            return mode;
        if (request.TriggerPrice is not null && request.TriggerDirection is not (1 or 2))
            return new(10001, "TriggerDirection invalid");
        if (request.Reduces && request.HasExits)
            return Refusals.Parameter("takeProfit and stopLoss with reduceOnly");
        if (request.TpslMode is null && (request.SlOrderType ?? request.TpOrderType) is not null)
            return new(10001, $"{(request.SlOrderType is null ? "tp" : "sl")}OrderType can not have a value when tpSlMode is empty");
        if (request.TpslMode != TpslMode.Partial
            && OrderType.Limit == (request.TpOrderType == OrderType.Limit ? request.TpOrderType : request.SlOrderType))
            return new(10001, "tpOrderType and slOrderType must be Market when tpSlMode is Full");
        if (request.TpOrderType == OrderType.Limit && request.TpLimitPrice is null)
            return Refusals.Parameter("tpLimitPrice");
        return request.SlOrderType == OrderType.Limit && request.SlLimitPrice is null ? Refusals.Parameter("slLimitPrice") : null;
    }

    public static Refusal? Size(ExchangeState state, OrderRequest request, Instrument instrument)
    {
        var last = state.Last(request.Category, request.Symbol);
        var qty = instrument.FloorToStep(request.Qty);
        if (!request.IsCloseAll)
        {
            if (qty < instrument.MinQty)
                return new(10001, "The number of contracts exceeds minimum limit allowed");
            if (qty > (request.Type == OrderType.Market ? instrument.MaxMarketQty : instrument.MaxLimitQty))
                return new(10001, "The number of contracts exceeds maximum limit allowed");
        }

        var price = request.Type == OrderType.Limit && request.Price is { } limit ? limit : request.TriggerPrice ?? last;
        if (!request.Reduces && instrument.Contract.Value(qty, price) < instrument.MinNotional)
            return new(110094, $"Order does not meet minimum order value {Wire.Text(instrument.MinNotional)}{instrument.SettleCoin}");
        return Trigger(state, request) ?? Exits(request, last);
    }

    public static Refusal? Funds(ExchangeState state, OrderRequest request, Instrument instrument)
    {
        var position = state.PositionOf(request.Category, request.Symbol, request.PositionIdx);
        if (request.Reduces)
        {
            // A conditional order may wait for a position that does not exist yet.
            if (request.TriggerPrice is not null && !request.IsCloseAll)
                return null;
            if (position.IsFlat)
                return new(110017, "current position is zero, cannot fix reduce-only order qty");
            return position.Side == request.Side ? new(110017, "reduce-only order has same side with current position") : null;
        }

        // A conditional order is measured when it triggers.
        if (request.TriggerPrice is not null)
            return null;

        var qty = instrument.FloorToStep(request.Qty);
        var limit = request.Type == OrderType.Limit ? request.Price : null;
        var grows = position.Side is not { } held || held == request.Side;
        var sizeAfter = grows ? position.Size + qty : Math.Abs(position.Size - qty);
        if ((grows || qty > position.Size)
            && Exceeds(instrument, instrument.Contract.Value(sizeAfter, state.Last(request.Category, request.Symbol)), position.Leverage))
            return new(110090, "Order placement failed as your position may exceed the max limit. Please adjust your leverage.");
        return Margin.Covers(state, instrument, Margin.Cost(state, position, request.Side, qty, limit))
            ? null
            : Refusals.Balance(request.Category);
    }

    private static bool Exceeds(Instrument instrument, decimal value, decimal leverage) =>
        instrument.Tiers is [.., var last] && (value > last.Limit || leverage > instrument.TierOf(value).MaxLeverage);

    private static Refusal? Trigger(ExchangeState state, OrderRequest request)
    {
        if (request.TriggerPrice is not { } trigger)
            return null;
        var current = state.PriceFor(request.TriggerBy, request.Category, request.Symbol);
        var by = request.TriggerBy ?? TriggerBy.LastPrice;
        return request.TriggerDirection switch
        {
            1 when trigger <= current => new(
                110092, $"expect Rising, but trigger_price[{Wire.Scaled(trigger)}] <= current[{Wire.Scaled(current)}]??{by}"),
            2 when trigger >= current => new(
                110093, $"expect Falling, but trigger_price[{Wire.Scaled(trigger)}] >= current[{Wire.Scaled(current)}]??{by}"),
            _ => null,
        };
    }

    private static Refusal? Exits(OrderRequest request, decimal last)
    {
        var basePrice = request.Type == OrderType.Limit && request.Price is { } limit ? limit : request.TriggerPrice ?? last;
        return OrderChecks.ExitSides(request.Side, request.TakeProfit, request.StopLoss, basePrice);
    }
}
