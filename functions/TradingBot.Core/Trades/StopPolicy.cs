using TradingBot.Core.Markets;
using TradingBot.Core.Orders;

namespace TradingBot.Core.Trades;

/// <summary>
/// Where the rules of a trade want its stop now. Of several rules the one that lies nearest to the price counts, and no stop ever moves to
/// more risk.
/// </summary>
public static class StopPolicy
{
    // Each step is an order at the exchange and a line in the story: behind a rising price it goes in twentieths of its distance.
    private const decimal StepOfDistance = 1 / 20m;

    /// <summary>The move that is due; null when the stop stands, or is on its way to, where it belongs.</summary>
    /// <remarks>
    /// A stop moves only to where the price has been beyond: break-even a step from the entry would lie before a price that has not paid
    /// the fees yet, and close at once.
    /// </remarks>
    /// <param name="trade">With the stop that is wanted so far.</param>
    /// <param name="seen">The best price for this side that was seen since the entry; null when none was watched.</param>
    /// <param name="tick">Of the market's prices, above 0.</param>
    public static StopMove? Due(TradeRecord trade, decimal? seen, decimal tick)
    {
        ArgumentNullException.ThrowIfNull(trade);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(tick, 0);
        if (trade is not { EntryPrice: { } entry, WantedStopLoss: { } wanted })
            return null;
        var best = BestOf(trade, entry, seen);
        return MovesOf(trade, best, tick)
            .Where(move => trade.IsLooser(move.Price, best) && trade.IsLooser(trade.StopLoss ?? wanted, move.Price)
                && !IsBeforeEntry(trade, move.Price)
                && Gain(trade, move.Price, wanted) >= (move.Cause == StopMoveCause.Trailing ? StepOf(trade, best, tick) : tick))
            .MaxBy(move => move.Price * trade.Direction.Sign());
    }

    /// <summary>Whether prices have to be watched for what may move the stop next.</summary>
    /// <param name="trade">With the stop that is wanted so far.</param>
    /// <param name="tick">As for <see cref="Due"/>.</param>
    public static bool NeedsPrices(TradeRecord trade, decimal tick)
    {
        ArgumentNullException.ThrowIfNull(trade);
        if (trade.StopMoves.Trailing is { FollowsTargets: false })
            return true;
        if (trade.WantedStopLoss is not { } wanted)
            return false;
        var isEvenDue = trade.StopMoves.BreakEven is { } even
            && (even.When.Target is null || HasBegun(trade, even.When, trade.ReferencePrice))
            && trade.IsLooser(wanted, BreakEven(trade, even.OffsetPercent, tick));
        return isEvenDue
            || (trade.StopMoves.Trailing is not null && BehindTargets(trade, tick) is { } step && trade.IsLooser(wanted, step));
    }

    /// <summary>
    /// Where the trade would end without a loss, fees of both sides included and funding not, rounded into the profit.
    /// </summary>
    /// <remarks>
    /// What comes in less its fee is what went out with its fee: entry · (1 + fee) / (1 − fee), the same for inverse contracts; a short has
    /// the signs exchanged. Spot pays the fee of its buy in coins, so entry / (1 − fee)².
    /// </remarks>
    /// <param name="trade">With the average price of its entry fills.</param>
    /// <param name="offsetPercent">How much further into the profit, in percent of the entry.</param>
    /// <param name="tick">Of the market's prices.</param>
    public static decimal BreakEven(TradeRecord trade, decimal offsetPercent, decimal tick)
    {
        ArgumentNullException.ThrowIfNull(trade);
        var entry = trade.EntryPrice ?? trade.ReferencePrice;
        var (sign, fee) = (trade.Direction.Sign(), trade.StopMoves.FeeRate);
        var even = trade.Category == Category.Spot ? entry / (1 - fee) / (1 - fee) : entry * (1 + (sign * fee)) / (1 - (sign * fee));
        return OnTick(trade, even + (entry * sign * offsetPercent / 100), tick);
    }

    /// <summary>The price on the step, rounded to less risk.</summary>
    public static decimal OnTick(TradeRecord trade, decimal price, decimal tick)
    {
        ArgumentNullException.ThrowIfNull(trade);
        return trade.Direction == Direction.Long ? Rounding.Up(price, tick) : Rounding.Down(price, tick);
    }

    private static IEnumerable<StopMove> MovesOf(TradeRecord trade, decimal best, decimal tick)
    {
        if (trade.StopMoves.BreakEven is { } even && HasBegun(trade, even.When, best))
            yield return new StopMove(BreakEven(trade, even.OffsetPercent, tick), StopMoveCause.BreakEven);
        if (trade.StopMoves.Trailing is not { } trailing || !HasBegun(trade, trailing.From, best))
            yield break;
        if (trailing.FollowsTargets)
        {
            if (BehindTargets(trade, tick) is { } step)
                yield return new StopMove(step, StopMoveCause.Target);
        }
        else if (OnTick(trade, best - (DistanceOf(trailing, best, tick) * trade.Direction.Sign()), tick) is > 0 and var stop)
        {
            yield return new StopMove(stop, StopMoveCause.Trailing);
        }
    }

    // Null before the first was reached. A person may have set a target that is nearer than one that was reached before it: the price has
    // come back from there, so that a stop at that one would close at once.
    private static decimal? BehindTargets(TradeRecord trade, decimal tick)
    {
        if (trade.Targets.LastOrDefault(static target => target.IsReached) is not { } newest)
            return null;
        var sign = trade.Direction.Sign();
        var behind = trade.Targets.Where(target => target.IsReached && (newest.Price - target.Price) * sign > 0)
            .MaxBy(target => target.Price * sign);
        return behind?.Price ?? BreakEven(trade, offsetPercent: 0, tick);
    }

    // Each further fill of a limit entry for futures sets the planned stop again, for the whole position. At its price or beyond the rest
    // is taken back; until then the stop waits for it.
    private static bool IsBeforeEntry(TradeRecord trade, decimal stop) =>
        trade is { Category: not Category.Spot, LimitPrice: { } limit, EntryWaiting: > 0, TakenBackAt: null }
            && trade.IsLooser(stop, limit);

    // The entry itself and a target that was reached tell of a price as well.
    private static decimal BestOf(TradeRecord trade, decimal entry, decimal? seen)
    {
        var prices = trade.Targets.Where(static target => target.IsReached).Select(static target => target.Price);
        return prices.Append(entry).Append(seen ?? entry).MaxBy(price => price * trade.Direction.Sign());
    }

    private static bool HasBegun(TradeRecord trade, MoveStart start, decimal best) => start switch
    {
        { Target: { } target } => target < trade.Targets.Count && trade.Targets[target].IsReached,
        { Price: { } price } => Gain(trade, best, price) >= 0,
        _ => true,
    };

    private static decimal StepOf(TradeRecord trade, decimal best, decimal tick) =>
        trade.StopMoves.Trailing is { } trailing ? Math.Max(tick, DistanceOf(trailing, best, tick) * StepOfDistance) : tick;

    // Nearer than a step the stop would be the price itself.
    private static decimal DistanceOf(TrailingMove trailing, decimal best, decimal tick) =>
        Math.Max(tick, trailing.Distance ?? best * (trailing.Percent ?? 0) / 100);

    private static decimal Gain(TradeRecord trade, decimal price, decimal from) => (price - from) * trade.Direction.Sign();
}
