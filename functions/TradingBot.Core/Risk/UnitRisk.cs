using TradingBot.Core.Markets;

namespace TradingBot.Core.Risk;

/// <summary>Loss and value of one unit of quantity, in quote coin (inverse: USD, base coin converted at the entry price).</summary>
internal static class UnitRisk
{
    /// <summary>Loss from entry to stop, taker fees of both sides and slippage included.</summary>
    public static decimal AtStop(Category category, decimal entry, decimal stop, FeeRate fees, Slippage slippage)
    {
        var sign = stop < entry ? 1 : -1;
        var bought = entry * (1 + (sign * slippage.Entry));
        var sold = stop * (1 - (sign * slippage.Stop));
        if (category != Category.Inverse) return Math.Abs(bought - sold) + fees.TakerFee(bought) + fees.TakerFee(sold);

        // Per USD contract |1/bought − 1/sold| + (1/bought + 1/sold)·taker in base coin; times entry leaves two divisions.
        var (first, second) = (entry / bought, entry / sold);
        return Math.Abs(first - second) + ((first + second) * fees.Taker);
    }

    public static decimal Notional(Category category, decimal entry) => category == Category.Inverse ? 1 : entry;
}
