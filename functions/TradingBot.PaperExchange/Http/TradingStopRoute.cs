using TradingBot.PaperExchange.Engine;
using TradingBot.PaperExchange.Instruments;
using TradingBot.PaperExchange.Intake;
using TradingBot.PaperExchange.Markets;
using TradingBot.PaperExchange.Orders;
using TradingBot.PaperExchange.Positions;
using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.State;

namespace TradingBot.PaperExchange.Http;

/// <summary>Sets, moves and removes the exits of an open position.</summary>
internal static class TradingStopRoute
{
    private const int MaxPartial = 20;

    public static Answer Set(Call call)
    {
        var fields = call.Fields;
        var request = StopRequest.Read(fields);
        if (fields.Fault is { } fault)
            return fault;
        if (request.Category == Category.Option)
            return new Refusal(10001, "params error: takeProfit and stopLoss are not supported on options");
        if (request.Category == Category.Spot || InstrumentCatalog.Find(request.Category, request.Symbol) is not { } instrument)
            return Refusals.Symbol(Category.Linear);
        return call.ExchangeSimulator.Write<Answer>((state, matcher) =>
        {
            if (PositionModes.Check(state, request.Category, request.Symbol, request.PositionIdx) is { } mode)
                return mode;
            var position = state.PositionOf(request.Category, request.Symbol, request.PositionIdx);
            if (position.Side is not { } side)
                return Refusals.ZeroPosition;
            if (Check(state, request, instrument, side) is { } refusal)
                return refusal;
            return request.Mode == TpslMode.Partial ? AddPartial(matcher, state, request, position) : SetFull(matcher, position, request);
        });
    }

    private static Refusal? Check(ExchangeState state, StopRequest request, Instrument instrument, Side side) =>
        OrderChecks.Price(instrument, "takeProfit", request.TakeProfit)
        ?? OrderChecks.Price(instrument, "stopLoss", request.StopLoss)
        ?? OrderChecks.Price(instrument, "trailingStop", request.TrailingStop)
        ?? OrderChecks.Price(instrument, "activePrice", request.ActivePrice)
        ?? OrderChecks.Price(instrument, "tpLimitPrice", request.TpLimitPrice)
        ?? OrderChecks.Price(instrument, "slLimitPrice", request.SlLimitPrice)
        ?? OrderChecks.ExitSides(
            side, NotZero(request.TakeProfit), null, state.PriceFor(request.TpTriggerBy, request.Category, request.Symbol))
        ?? OrderChecks.ExitSides(
            side, null, NotZero(request.StopLoss), state.PriceFor(request.SlTriggerBy, request.Category, request.Symbol))
        ?? OrderChecks.ExitSides(
            side, request.TrailingStop > 0 ? request.ActivePrice : null, null, state.Last(request.Category, request.Symbol));

    private static Answer SetFull(Matcher matcher, Position position, StopRequest request)
    {
        var takeProfit = request.TakeProfit is { } tp ? NotZero(tp) : position.TakeProfit;
        var stopLoss = request.StopLoss is { } sl ? NotZero(sl) : position.StopLoss;
        var trailing = request.TrailingStop is { } ts ? NotZero(ts) : position.TrailingStop;
        var trailingChanges = trailing != position.TrailingStop || (request.TrailingStop > 0 && request.ActivePrice is not null);
        if (takeProfit == position.TakeProfit && stopLoss == position.StopLoss && !trailingChanges)
            return Refusals.NotModified;
        var protection = matcher.Protection;
        if (takeProfit != position.TakeProfit)
            protection.SetFull(position, StopKind.TakeProfit, takeProfit, request.TpTriggerBy);
        if (stopLoss != position.StopLoss)
            protection.SetFull(position, StopKind.StopLoss, stopLoss, request.SlTriggerBy);
        if (trailingChanges)
            protection.SetTrailing(position, trailing, request.ActivePrice);
        return Answer.Empty;
    }

    private static Answer AddPartial(Matcher matcher, ExchangeState state, StopRequest request, Position position)
    {
        var takeProfitQty = request.TpSize ?? position.Size;
        var stopLossQty = request.SlSize ?? position.Size;
        var both = request.TakeProfit > 0 && request.StopLoss > 0;
        if (both && takeProfitQty != stopLossQty)
            return new Refusal(110058, "tpSize and slSize must be equal");
        if (!IsSize(takeProfitQty, position) || !IsSize(stopLossQty, position))
            return Refusals.QtyInvalid;
        if (NotZero(request.TakeProfit) is null && NotZero(request.StopLoss) is null)
            return Refusals.NotModified;
        var standing = matcher.Protection.Orders(position).Count(order => order.TpslMode == TpslMode.Partial);
        if (standing + (both ? 2 : 1) > MaxPartial)
            return new Refusal(110061, "The number of TP/SL orders exceeds the limit of 20");
        matcher.Protection.AddPartial(
            new Order
            {
                Id = "",
                Seq = 0,
                Category = position.Category,
                Symbol = position.Symbol,
                PositionIdx = position.Idx,
                Side = position.Side.GetValueOrDefault(),
                Type = OrderType.Market,
                Qty = 0,
                CreatedAt = state.Now,
                UpdatedAt = state.Now,
                TakeProfit = NotZero(request.TakeProfit),
                StopLoss = NotZero(request.StopLoss),
                TpTriggerBy = request.TpTriggerBy,
                SlTriggerBy = request.SlTriggerBy,
                TpLimitPrice = request.TpLimitPrice,
                SlLimitPrice = request.SlLimitPrice,
            },
            takeProfitQty,
            stopLossQty,
            "");
        return Answer.Empty;
    }

    private static bool IsSize(decimal qty, Position position) =>
        qty > 0 && qty <= position.Size && qty % position.Instrument.QtyStep == 0;

    private static decimal? NotZero(decimal? price) => price == 0 ? null : price;
}
