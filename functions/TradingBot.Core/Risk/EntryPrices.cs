using TradingBot.Core.Foundation;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Signals;
using TradingBot.Core.Strategies;

namespace TradingBot.Core.Risk;

/// <summary>The prices an entry is decided with.</summary>
/// <param name="Touch">
/// What a market order would meet now: ask for a buy, bid for a sell, else (an empty side of the book) the last price.
/// </param>
/// <param name="Limit">On the tick, rounded toward the better price; null for a market order.</param>
internal sealed record EntryPrices(OrderType OrderType, decimal Touch, decimal? Limit)
{
    public decimal Reference => Limit ?? Touch;

    /// <summary>A limit order without a limit price of its own takes the alert's order price, its price, or the touch.</summary>
    public static EntryPrices Of(EntryRequest request)
    {
        var isBuy = request.Direction == Direction.Long;
        var touch = TouchOf(request.Direction, request.Ticker);
        var type = request.Signal.OrderType ?? request.Strategy.OrderType;
        if (type == OrderType.Market) return new EntryPrices(type, touch, Limit: null);
        var asked = request.Signal.LimitPrice ?? request.Signal.OrderPrice ?? request.Signal.Price ?? touch;
        var tick = request.Instrument.TickSize;
        return new EntryPrices(type, touch, isBuy ? Math.Max(Rounding.Down(asked, tick), tick) : Rounding.Up(asked, tick));
    }

    /// <summary>What a market order would meet: ask for a buy, bid for a sell, else (an empty side of the book) the last price.</summary>
    public static decimal TouchOf(Direction direction, Ticker ticker)
    {
        var side = direction == Direction.Long ? ticker.AskPrice : ticker.BidPrice;
        return side is > 0 and { } price ? price : ticker.LastPrice;
    }

    /// <summary>How far the market moved from the alert's price, either way.</summary>
    /// <param name="strategy">Says how far it may; without a bound there is no check.</param>
    /// <param name="signal">The alert; without a price there is no check.</param>
    public Denial? WhyDrifted(Strategy strategy, Signal signal)
    {
        if (strategy.MaxDriftPercent is not { } most || (signal.Price ?? signal.OrderPrice) is not { } alerted) return null;
        var drift = Math.Abs(Touch - alerted) * 100 / alerted;
        return drift <= most
            ? null
            : Denials.Of(
                DenialCodes.Drift,
                $"The market is at {Denials.Text(Touch)}, {Denials.Text(Math.Round(drift, 4))} % from the alert's {Denials.Text(alerted)}; the strategy allows {Denials.Text(most)} %.",
                ("market", Touch),
                ("alertPrice", alerted),
                ("driftPercent", Math.Round(drift, 4)),
                ("maxDriftPercent", most));
    }
}
