using TradingBot.Core.Orders;
using TradingBot.Core.Strategies;

namespace TradingBot.Core.Risk;

/// <summary>How much worse than its price an order is reckoned to be filled, as fractions of the price from 0 to 0.1.</summary>
/// <param name="Entry">Of the entry; a limit order is never filled worse than its price.</param>
/// <param name="Stop">Of the stop, which is a market order.</param>
public readonly record struct Slippage(decimal Entry, decimal Stop)
{
    internal static Slippage Of(Strategy strategy, OrderType entry)
    {
        var share = strategy.SlippagePercent / 100;
        return new Slippage(entry == OrderType.Market ? share : 0, share);
    }
}
