namespace TradingBot.Core.Markets;

/// <summary>Shares as they are shown to people.</summary>
public static class Percent
{
    /// <summary>
    /// The part in percent of the whole, two decimals, a tie to the even neighbour; null when either is unknown or the whole is zero.
    /// </summary>
    public static decimal? Of(decimal? part, decimal? whole) =>
        part is { } some && whole is { } all && all != 0 ? decimal.Round(some * 100 / all, 2) : null;
}
