using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Strategies;

namespace TradingBot.Core.Trades;

/// <summary>
/// When a limit entry that waits is moved, and where to: only ever nearer to the market, and never beyond its worst price.
/// </summary>
public static class EntryMovePolicy
{
    /// <summary>How long an entry that goes to the market when its time is over may take before its rest is cancelled.</summary>
    public static readonly TimeSpan TakenWithin = TimeSpan.FromSeconds(5);

    // Nobody looked when its time was over, or the exchange did not answer: after this the market is another one.
    private static readonly TimeSpan MovedWithin = TimeSpan.FromMinutes(1);

    /// <summary>The move that is due; null when none is.</summary>
    /// <param name="trade">A trade whose limit entry works at the exchange and was not taken back.</param>
    /// <param name="standing">The price that its order has there.</param>
    /// <param name="quote">
    /// The best price that others offer on the entry's own side, the bid for a buy; null when nobody does.
    /// </param>
    /// <param name="tick">The step of the market's prices.</param>
    /// <param name="now">Compared with <see cref="TradeRecord.EntryRestsUntil"/>: its time is over at that moment, not before it.</param>
    public static EntryMove? FindDue(TradeRecord trade, decimal standing, decimal? quote, decimal tick, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(trade);
        if (trade.Terms.WorstPrice is not { } worst || trade.EntryMoved is { Cause: EntryMoveCause.TimeOver })
            return null;
        var number = (trade.EntryMoved?.Number ?? 0) + 1;
        if (trade.EntryRestsUntil <= now)
        {
            return now < EndsAt(trade) && trade.Terms.WhenUnfilled == UnfilledEntry.Market
                ? new EntryMove(worst, EntryMoveCause.TimeOver, now, number)
                : null;
        }

        if (trade.Terms.ChaseSeconds is null || now < NextChaseAt(trade) || quote is not { } best)
            return null;
        var price = trade.Direction == Direction.Long
            ? Math.Min(Rounding.Down(best, tick), worst)
            : Math.Max(Rounding.Up(best, tick), worst);
        return (price - standing) * trade.Direction.Sign() > 0 ? new EntryMove(price, EntryMoveCause.Chase, now, number) : null;
    }

    /// <summary>When the entry may follow the market next; null when it does not.</summary>
    public static DateTimeOffset? NextChaseAt(TradeRecord trade)
    {
        ArgumentNullException.ThrowIfNull(trade);
        return trade.Terms is { WorstPrice: not null, ChaseSeconds: { } seconds }
            ? (trade.EntryMoved?.At ?? trade.CreatedAt).AddSeconds(seconds)
            : null;
    }

    /// <summary>When what is left of a limit entry is cancelled; null for a market entry, which does not wait.</summary>
    public static DateTimeOffset? EndsAt(TradeRecord trade)
    {
        ArgumentNullException.ThrowIfNull(trade);
        return trade.EntryRestsUntil is { } until
            && trade.Terms is { WorstPrice: not null, WhenUnfilled: UnfilledEntry.Market }
                ? trade.EntryMoved is { Cause: EntryMoveCause.TimeOver, At: var crossed } ? crossed + TakenWithin : until + MovedWithin
                : trade.EntryRestsUntil;
    }
}
