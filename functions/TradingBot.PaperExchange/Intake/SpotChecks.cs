using TradingBot.PaperExchange.Accounting;
using TradingBot.PaperExchange.Instruments;
using TradingBot.PaperExchange.Markets;
using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.State;

namespace TradingBot.PaperExchange.Intake;

/// <summary>What a spot pair asks of an order.</summary>
internal static class SpotChecks
{
    public static Refusal? Shape(OrderRequest request)
    {
        if (request.MarketUnit is not (null or "baseCoin" or "quoteCoin"))
            return Refusals.Parameter("marketUnit");
        if (request.MarketUnit == "quoteCoin" && request.Type == OrderType.Market && request.Side == Side.Sell)
            return Refusals.Parameter("marketUnit");
        if (request.Filter == OrderFilter.BidirectionalTpslOrder)
            return new(170201, "Invalid orderFilter parameter.");
        if (request.Filter != OrderFilter.Order && request.TriggerPrice is null)
            return new(170202, "Please enter the TP/SL price.");
        if (request.Filter == OrderFilter.Order && request.TriggerPrice is not null)
            return new(170201, "Invalid orderFilter parameter.");
        if (request.HasExits && (request.Type != OrderType.Limit || request.Filter != OrderFilter.Order))
            return Refusals.Parameter("takeProfit and stopLoss");
        if (request.TpOrderType == OrderType.Limit && request.TpLimitPrice is null)
            return Refusals.Parameter("tpLimitPrice");
        return request.SlOrderType == OrderType.Limit && request.SlLimitPrice is null ? Refusals.Parameter("slLimitPrice") : null;
    }

    public static Refusal? Size(ExchangeState state, OrderRequest request, Instrument instrument)
    {
        if (request.IsByAmount)
        {
            if (request.Qty % instrument.QuoteStep != 0)
                return new(170148, "Market order amount decimal too long");
            return request.Qty < instrument.MinNotional ? new(170140, "Order value exceeded lower limit.") : null;
        }

        if (request.Qty % instrument.QtyStep != 0)
            return new(170137, "Order quantity has too many decimals.");
        if (request.Qty > (request.Type == OrderType.Market ? instrument.MaxMarketQty : instrument.MaxLimitQty))
            return new(170124, "Order quantity is too large.");
        var market = state.Market(request.Category, request.Symbol);
        var price = request.Type == OrderType.Limit && request.Price is { } limit ? limit : request.TriggerPrice ?? market.Last;
        if (request.Qty * price < instrument.MinNotional)
            return new(170140, "Order value exceeded lower limit.");
        if (request.TriggerPrice == market.Last)
            return new(170203, "Please enter the TP/SL price.");
        return (request is { Type: OrderType.Limit, TriggerPrice: null, Price: { } asked } ? Band(
            instrument, request.Side, asked, market.Last) : null)
            ?? OrderChecks.ExitSides(request.Side, request.TakeProfit, request.StopLoss, price);
    }

    public static Refusal? Funds(ExchangeState state, OrderRequest request, Instrument instrument)
    {
        if (request.Filter == OrderFilter.StopOrder)
            return null;
        var coin = request.Side == Side.Buy ? instrument.QuoteCoin : instrument.BaseCoin;
        var price = request.Type == OrderType.Limit && request.Price is { } limit
            ? limit
            : state.Market(request.Category, request.Symbol).Ask;
        var needed = request.Side == Side.Sell || request.IsByAmount ? request.Qty : request.Qty * price;
        return needed > Wallet.FreeForSpot(state, coin) ? Refusals.Balance(Category.Spot) : null;
    }

    public static Refusal? Band(Instrument instrument, Side side, decimal price, decimal last)
    {
        if (side == Side.Buy && price > instrument.HighestBuy(last))
            return new(170193, $"Buy order price cannot be higher than {instrument.PriceText(instrument.HighestBuy(last))}USDT.");
        if (side == Side.Sell && price < instrument.LowestSell(last))
            return new(170194, $"Sell order price cannot be lower than {instrument.PriceText(instrument.LowestSell(last))}USDT.");
        return null;
    }
}
