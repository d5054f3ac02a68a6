using TradingBot.PaperExchange.Instruments;
using TradingBot.PaperExchange.Orders;
using TradingBot.PaperExchange.Prices;
using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.State;

namespace TradingBot.PaperExchange.Engine;

/// <summary>Fills an order against the other side of the book.</summary>
internal sealed class TakerExecution(ExchangeState state, Fills fills, decimal slippageBasisPoints)
{
    /// <summary>Price a taker gets: the other side of the book and a little worse.</summary>
    public decimal PriceOf(Side side, MarketState market)
    {
        // An option's quotes stand wide of its mark already; a tick more would be a multiple of that.
        if (market.Quote is { } quote)
            return side == Side.Buy ? quote.Ask : quote.Bid;
        return Worse(side, market.Instrument, side == Side.Buy ? market.Ask : market.Bid);
    }

    /// <summary>Eats the book up to the limit. An option meets one quote, and a fault that cuts fills needs one price.</summary>
    public void Take(Order order, MarketState market, decimal? limit)
    {
        if (market.Quote is not null || order.FirstFillPercent is not null)
        {
            var price = order.Type == OrderType.Market ? PriceOf(order.Side, market) : order.Side == Side.Buy ? market.Ask : market.Bid;
            if (price > 0 && BookWalk.IsWithin(order.Side, price, limit))
                fills.Fill(order, price, isMaker: false);
            else
                fills.End(order, OrderStatus.Cancelled, rejectReason: "EC_NoImmediateQtyToFill");
            return;
        }

        foreach (var (quote, qty) in BookWalk.For(order.Side, market))
        {
            var price = order.Type == OrderType.Market ? Worse(order.Side, market.Instrument, quote) : quote;
            if (!BookWalk.IsWithin(order.Side, price, limit))
                break;
            fills.Fill(order, price, isMaker: false, qty);
            order = state.Get(order.Id);
            if (!order.IsOpen)
                return;
        }

        if (order.Type == OrderType.Market || order.TimeInForce == TimeInForce.IOC)
            fills.EndRest(order);
        else
        {
            var status = order.CumQty > 0 ? OrderStatus.PartiallyFilled : OrderStatus.New;
            state.Put(order with { Status = status, RestedAt = market.Last, UpdatedAt = state.Now });
        }
    }

    private decimal Worse(Side side, Instrument instrument, decimal quote)
    {
        var slip = slippageBasisPoints / 10_000m;
        return side == Side.Buy
            ? instrument.CeilingToTick(quote * (1 + slip))
            : Math.Max(instrument.TickSize, instrument.FloorToTick(quote * (1 - slip)));
    }
}
