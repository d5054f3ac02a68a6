using TradingBot.Core.Foundation;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Signals;
using TradingBot.Core.Strategies;
using TradingBot.Core.Trades;

namespace TradingBot.Core.Risk;

/// <summary>The prices an entry is decided with.</summary>
/// <param name="Touch">
/// What a market order would meet now: ask for a buy, bid for a sell, else (an empty side of the book) the last price.
/// </param>
/// <param name="Limit">On the tick, rounded toward the better price; null for a market order.</param>
internal sealed record EntryPrices(OrderType OrderType, decimal Touch, decimal? Limit)
{
    public decimal Reference => Limit ?? Touch;

    /// <summary>
    /// The worst price that the entry may be filled at, on the tick; null where nothing bounds a market order, and where a limit order
    /// stays at its price.
    /// </summary>
    public decimal? Worst { get; private init; }

    /// <summary>The worst that is reckoned with: nothing but a market order without a bound is filled at a worse price.</summary>
    public decimal Farthest => Worst ?? Reference;

    /// <summary>
    /// A limit order without a limit price of its own takes the alert's order price, its price, or the touch; for an option the middle of
    /// bid and ask, since what the alert tells is the price of its chart.
    /// </summary>
    public static EntryPrices Of(EntryRequest request)
    {
        var isBuy = request.Direction == Direction.Long;
        var touch = TouchOf(request.Direction, request.Ticker);
        var type = request.Signal.OrderType ?? request.Strategy.OrderType;
        if (type == OrderType.Market) return new EntryPrices(type, touch, Limit: null).Bounded(request);
        var asked = request.Signal.LimitPrice ?? (request.Instrument.Category == Category.Option
            ? request.Ticker.MiddlePrice ?? request.Ticker.WatchedPrice
            : request.Signal.OrderPrice ?? request.Signal.Price ?? touch);
        var tick = request.Instrument.TickSize;
        return new EntryPrices(type, touch, isBuy ? Math.Max(Rounding.Down(asked, tick), tick) : Rounding.Up(asked, tick)).Bounded(request);
    }

    /// <summary>
    /// The same, bounded before the nearest target as well: what is bought beyond it would be closed at once, and the exchange refuses an
    /// order whose own target lies on the wrong side of its price.
    /// </summary>
    public EntryPrices Before(EntryRequest request, ProtectionPlan protection)
    {
        if (Worst is not { } worst || protection.Targets is not [var nearest, ..]) return this;
        var (sign, tick) = (request.Direction.Sign(), request.Instrument.TickSize);
        var last = nearest.Price - (sign * tick);
        return (worst - last) * sign > 0 ? this with { Worst = last } : this;
    }

    public EntryTerms TermsOf(Strategy strategy) => new()
    {
        WorstPrice = Worst,
        ChaseSeconds = OrderType == OrderType.Limit ? strategy.ChaseSeconds : null,
        WhenUnfilled = OrderType == OrderType.Limit ? strategy.WhenUnfilled : UnfilledEntry.Cancel,
    };

    // Toward the reference, so that the bound is never exceeded; what is already on the tick can be paid at least.
    private EntryPrices Bounded(EntryRequest request)
    {
        var (strategy, tick) = (request.Strategy, request.Instrument.TickSize);
        var moves = OrderType == OrderType.Market || strategy.ChaseSeconds is not null || strategy.WhenUnfilled == UnfilledEntry.Market;
        if (!moves || strategy.MaxSlippagePercent is not { } percent) return this;
        var worst = Reference * (100 + (request.Direction.Sign() * percent)) / 100;
        return this with
        {
            Worst = request.Direction == Direction.Long
                ? Math.Max(Rounding.Down(worst, tick), Rounding.Up(Reference, tick))
                : Math.Max(Math.Min(Rounding.Up(worst, tick), Rounding.Down(Reference, tick)), tick),
        };
    }

    /// <summary>What a market order would meet: ask for a buy, bid for a sell, else (an empty side of the book) the last price.</summary>
    public static decimal TouchOf(Direction direction, Ticker ticker)
    {
        var side = direction == Direction.Long ? ticker.AskPrice : ticker.BidPrice;
        return side is > 0 and { } price ? price : ticker.WatchedPrice;
    }

    /// <summary>How far the market moved from the alert's price, either way.</summary>
    /// <param name="strategy">Says how far it may; without a bound there is no check.</param>
    /// <param name="signal">The alert; without a price there is no check.</param>
    /// <param name="ticker">
    /// Of the market that is traded; where the alert is of the underlying of an option, that one's price counts.
    /// </param>
    public Denial? WhyDrifted(Strategy strategy, Signal signal, Ticker ticker)
    {
        var market = ticker.Symbol == signal.Symbol ? Touch : ticker.IndexPrice ?? Touch;
        if (strategy.MaxDriftPercent is not { } most || (signal.Price ?? signal.OrderPrice) is not { } alerted) return null;
        var drift = Math.Abs(market - alerted) * 100 / alerted;
        return drift <= most
            ? null
            : Denials.Of(
                DenialCodes.Drift,
                $"The market is at {Denials.Text(market)}, {Denials.Text(Math.Round(drift, 4))} % from the alert's {Denials.Text(alerted)}; the strategy allows {Denials.Text(most)} %.",
                ("market", market),
                ("alertPrice", alerted),
                ("driftPercent", Math.Round(drift, 4)),
                ("maxDriftPercent", most));
    }
}
