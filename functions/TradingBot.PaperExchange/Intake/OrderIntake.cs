using TradingBot.PaperExchange.Faults;
using TradingBot.PaperExchange.Instruments;
using TradingBot.PaperExchange.Markets;
using TradingBot.PaperExchange.Orders;
using TradingBot.PaperExchange.Prices;
using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.State;

namespace TradingBot.PaperExchange.Intake;

/// <summary>Turns a checked request into a stored order; the matcher sees it after the acknowledgement.</summary>
internal static class OrderIntake
{
    public static Order Enter(ExchangeState state, OrderRequest request, Fault? fault)
    {
        request = OptionChecks.Priced(state, request);
        var id = OrderIds.For(state, request.Category);
        var linkId = request.LinkId.Length > 0 || request.Category != Category.Spot ? request.LinkId : OrderIds.Spot(state);
        var market = state.Market(request.Category, request.Symbol);
        var order = new Order
        {
            Id = id,
            Seq = state.NextSequence(),
            Category = request.Category,
            Symbol = request.Symbol,
            Side = request.Side,
            PositionIdx = request.PositionIdx,
            Type = request.Type,
            Qty = QtyOf(state, request, market.Instrument),
            Price = PriceOf(request, market),
            TimeInForce = request.Type == OrderType.Market ? TimeInForce.IOC : request.TimeInForce,
            LinkId = linkId,
            CreatedAt = state.Now,
            UpdatedAt = state.Now,
            ReduceOnly = request.Category != Category.Spot && request.Reduces,
            CloseOnTrigger = request.CloseOnTrigger,
            LastPriceOnCreated = market.Last,
            QuoteQty = request.IsByAmount ? request.Qty : null,
            MarketUnit = request.Category == Category.Spot && request.Type == OrderType.Market
                ? request.IsByAmount
                ? "quoteCoin"
                : "baseCoin"
                : "",
            Filter = request.Category == Category.Spot
                ? request.Filter
                : request.TriggerPrice is null
                ? OrderFilter.Order
                : OrderFilter.StopOrder,
            StopKind = KindOf(request),
            TriggerPrice = request.TriggerPrice,
            TriggerDirection = DirectionOf(request, market),
            TriggerBy = request.TriggerPrice is null ? null : request.TriggerBy ?? TriggerBy.LastPrice,
            TakeProfit = request.TakeProfit,
            StopLoss = request.StopLoss,
            TpTriggerBy = request.TpTriggerBy,
            SlTriggerBy = request.SlTriggerBy,
            TpslMode = request.TpslMode ?? (request.HasExits && request.Category != Category.Spot ? TpslMode.Full : null),
            TpLimitPrice = request.TpOrderType == OrderType.Limit ? request.TpLimitPrice : null,
            SlLimitPrice = request.SlOrderType == OrderType.Limit ? request.SlLimitPrice : null,
            WorstPrice = WorstPrice(request, market),
            OrderIv = request.OrderIv,
            RejectAfterAck = fault?.Kind == FaultKind.RejectAfterAck,
            FirstFillPercent = fault?.Kind is FaultKind.PartialFill or FaultKind.SplitFill ? fault.Percent : null,
            RestFills = fault?.Kind == FaultKind.SplitFill,
            FillsFrom = fault?.Kind == FaultKind.SlowFill ? state.Now + fault.Slowness : null,
            VisibleFrom = fault?.Kind == FaultKind.Hide ? state.Now + fault.Delay : null,
        };
        if (fault?.Kind == FaultKind.LoseExits)
            order = order with { TakeProfit = null, StopLoss = null };
        state.Put(order);
        if (linkId.Length > 0)
            state.LinkIds.Put(new LinkId(LinkId.KeyOf(order.Category, linkId), id, state.NextSequence()));
        return order;
    }

    /// <summary>Off-step quantities of a perpetual are cut silently; a reduce-only order is cut to the position.</summary>
    private static decimal QtyOf(ExchangeState state, OrderRequest request, Instrument instrument)
    {
        if (request.Category == Category.Spot)
            return request.Qty;
        var size = state.PositionOf(request.Category, request.Symbol, request.PositionIdx).Size;
        if (request.IsCloseAll)
            return Math.Min(size, instrument.MaxMarketQty);
        var qty = instrument.FloorToStep(request.Qty);
        return request.Reduces && request.TriggerPrice is null ? Math.Min(qty, size) : qty;
    }

    /// <summary>A perpetual moves a price outside the band to its edge without a word.</summary>
    private static decimal? PriceOf(OrderRequest request, MarketState market)
    {
        if (request.Type == OrderType.Market || request.Price is not { } price)
            return null;
        if (request.Category == Category.Spot || request.TriggerPrice is not null)
            return price;
        return market.Instrument.WithinBand(request.Side, price, market.Last);
    }

    private static StopKind KindOf(OrderRequest request)
    {
        if (request.TriggerPrice is null)
            return StopKind.None;
        return request.Filter == OrderFilter.TpslOrder && request.Category == Category.Spot ? StopKind.TpslOrder : StopKind.Stop;
    }

    private static int DirectionOf(OrderRequest request, MarketState market)
    {
        if (request.TriggerPrice is not { } trigger)
            return 0;
        return request.Category == Category.Spot ? trigger > market.Last ? 1 : 2 : request.TriggerDirection;
    }

    private static decimal? WorstPrice(OrderRequest request, MarketState market)
    {
        if (request.Slippage is not { } tolerance)
            return null;
        var quote = request.Side == Side.Buy ? market.Ask : market.Bid;
        var distance = request.SlippageType == "TickSize" ? tolerance * market.Instrument.TickSize : quote * tolerance / 100;
        return request.Side == Side.Buy ? quote + distance : quote - distance;
    }
}
