using TradingBot.Core.Orders;
using TradingBot.Core.Strategies;

namespace TradingBot.Core.Risk;

/// <summary>How much worse than its price an order is reckoned to be filled, as fractions of the price from 0 to 0.1.</summary>
/// <param name="Entry">Of the entry; a limit order is never filled worse than its price, or than the price that it may be moved to.</param>
/// <param name="Stop">Of the stop, which is a market order.</param>
public readonly record struct Slippage(decimal Entry, decimal Stop)
{
    internal static Slippage Of(Strategy strategy, OrderType entry, decimal reference, decimal? worst)
    {
        var share = strategy.SlippagePercent / 100;
        decimal? most = worst is { } bound ? Math.Abs(bound - reference) / reference : null;
        return new Slippage(entry == OrderType.Market ? Math.Min(share, most ?? share) : most ?? 0, share);
    }
}
