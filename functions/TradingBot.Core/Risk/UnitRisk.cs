using TradingBot.Core.Markets;

namespace TradingBot.Core.Risk;

/// <summary>Loss and value of one unit of quantity, in quote coin (inverse: USD, base coin converted at the entry price).</summary>
internal static class UnitRisk
{
    /// <summary>Loss from entry to stop, taker fees of both sides included.</summary>
    public static decimal AtStop(Category category, decimal entry, decimal stop, decimal taker)
    {
        if (category != Category.Inverse) return Math.Abs(entry - stop) + (entry * taker) + (stop * taker);

        // Per USD contract |1/entry − 1/stop| + (1/entry + 1/stop)·taker in base coin; times entry leaves one division.
        var ratio = entry / stop;
        return Math.Abs(1 - ratio) + ((1 + ratio) * taker);
    }

    public static decimal Notional(Category category, decimal entry) => category == Category.Inverse ? 1 : entry;
}
