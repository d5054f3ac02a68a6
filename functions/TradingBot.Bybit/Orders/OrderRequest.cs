using TradingBot.Bybit.Positions;
using TradingBot.Bybit.Wire;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;

namespace TradingBot.Bybit.Orders;

/// <summary>Turns an intent into Bybit's order form, or says which field of it Bybit cannot take.</summary>
internal static class OrderRequest
{
    public static WireCreateOrder From(OrderIntent intent, PositionMode mode)
    {
        var isSpot = intent.Category == Category.Spot;
        var hasStop = intent.StopLoss is not null;
        var hasTarget = intent.TakeProfit is not null;
        return new WireCreateOrder
        {
            Category = WireText.Of(intent.Category),
            Symbol = intent.Symbol.Value,
            Side = WireText.Of(intent.Side),
            OrderType = WireText.Of(intent.Type),
            // A quantity of zero with both flags closes what stands, whatever the smallest order is (V5, order/create).
            Qty = intent.ClosesAll ? "0" : WireText.Of(intent.Quantity),
            TimeInForce = intent.Type == OrderType.Market ? "IOC" : WireText.Of(intent.TimeInForce),
            OrderLinkId = intent.LinkId.Value,
            Price = WireText.Of(intent.LimitPrice),
            // Without it Bybit reads a market buy's quantity as quote money.
            MarketUnit = isSpot && intent.Type == OrderType.Market ? "baseCoin" : null,
            OrderFilter = isSpot && intent.TriggerPrice is not null ? "tpslOrder" : null,
            TriggerPrice = WireText.Of(intent.TriggerPrice),
            PositionIdx = isSpot ? null : PositionIndex.Of(PositionIndex.LegFor(mode, intent)),
            ReduceOnly = intent.ReduceOnly ? true : null,
            CloseOnTrigger = intent.ClosesAll ? true : null,
            StopLoss = WireText.Of(intent.StopLoss),
            TakeProfit = WireText.Of(intent.TakeProfit),
            TpslMode = !isSpot && (hasStop || hasTarget) ? "Full" : null,
            SlTriggerBy = !isSpot && hasStop ? "LastPrice" : null,
            TpTriggerBy = !isSpot && hasTarget ? "LastPrice" : null,
            SlOrderType = hasStop ? "Market" : null,
            TpOrderType = hasTarget ? "Market" : null,
        };
    }

    public static string? Refusal(OrderIntent intent)
    {
        var isSpot = intent.Category == Category.Spot;
        var isMarket = intent.Type == OrderType.Market;
        var hasExit = intent.StopLoss is not null || intent.TakeProfit is not null;
        if (intent.Quantity <= 0m)
            return "Quantity: must be greater than zero.";
        if (isMarket == intent.LimitPrice.HasValue)
            return isMarket ? "LimitPrice: a market order has none." : "LimitPrice: a limit order needs one.";
        if (intent.LimitPrice <= 0m || intent.StopLoss <= 0m || intent.TakeProfit <= 0m || intent.TriggerPrice <= 0m)
            return "LimitPrice, StopLoss, TakeProfit, TriggerPrice: must be greater than zero where given.";
        if (intent.ReduceOnly && isSpot)
            return "ReduceOnly: spot has no positions to reduce.";
        if (intent.ClosesAll && !(intent.ReduceOnly && isMarket && intent.Category is Category.Linear or Category.Inverse))
            return "ClosesAll: only for a reduce-only market order of a perpetual or future.";
        if (intent.ReduceOnly && hasExit)
            return "ReduceOnly: a closing order takes no StopLoss or TakeProfit.";
        if (intent.TriggerPrice is not null && !(isSpot && isMarket && !hasExit))
            return "TriggerPrice: only for a spot market order without StopLoss or TakeProfit.";
        if (hasExit && isSpot && isMarket)
            return "StopLoss, TakeProfit: Bybit attaches them to spot limit orders only.";
        return hasExit && intent.Category == Category.Option ? "StopLoss, TakeProfit: option exits are not handed to the exchange." : null;
    }
}
