using TradingBot.Core.Markets;

namespace TradingBot.Trading.Exchange;

/// <summary>The categories in which the exchange is asked for positions.</summary>
internal static class PositionCategories
{
    /// <summary>
    /// Those of the categories in use that know positions, and linear in any case: a position nobody knows of is most likely there.
    /// </summary>
    public static IEnumerable<Category> From(IEnumerable<Category> inUse) =>
        inUse.Append(Category.Linear).Where(static category => category != Category.Spot).Distinct();
}
