using TradingBot.Core.Markets;

namespace TradingBot.Core.Trades;

/// <summary>Profit in multiples of the risk taken (R).</summary>
public static class RiskMultiple
{
    /// <param name="category">Decides the coin of the profit.</param>
    /// <param name="profit">In settle coin; null when unknown.</param>
    /// <param name="price">The price at which the profit was or would be taken; needed for inverse, whose profit is in base coin.</param>
    /// <param name="risk">Loss at the stop in quote coin (inverse: USD).</param>
    /// <returns>Four decimals; null when the profit or its price is unknown or nothing was risked.</returns>
    public static decimal? Of(Category category, decimal? profit, decimal? price, decimal risk)
    {
        if (category == Category.Inverse) profit *= price;
        return profit is { } known && risk > 0 ? decimal.Round(known / risk, 4) : null;
    }
}
