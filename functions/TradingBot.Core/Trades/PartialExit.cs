using TradingBot.Core.Foundation;
using TradingBot.Core.Markets;

namespace TradingBot.Core.Trades;

/// <summary>
/// What closing a part of a position comes to: never more than was asked for, and nothing is left behind that no order could close.
/// </summary>
public abstract record PartialExit
{
    private PartialExit()
    {
    }

    /// <param name="portion">What is to be closed of it.</param>
    /// <param name="held">What can be closed; base coin, inverse: USD contracts; greater than zero.</param>
    /// <param name="market">The rules of the market.</param>
    /// <param name="price">About what a unit of the part is worth when it is closed, in quote coin.</param>
    /// <param name="lowest">About what a unit of the rest is worth when that is closed, in quote coin; spot: at its stop.</param>
    public static PartialExit Of(Portion portion, decimal held, Instrument market, decimal price, decimal lowest)
    {
        ArgumentNullException.ThrowIfNull(market);
        if (portion.Of(held) >= held) return new Whole();
        var part = Rounding.Down(portion.Of(held), market.QuantityStep);
        if (market.IsTooSmall(part, price)) return new TooSmall(part);
        return market.IsTooSmall(Rounding.Down(held - part, market.QuantityStep), lowest) ? new Whole() : new Part(part);
    }

    /// <summary>So much, in the unit of what is held.</summary>
    public sealed record Part(decimal Quantity) : PartialExit;

    /// <summary>All of it: that much is asked for, or what is left is too little for an order.</summary>
    public sealed record Whole : PartialExit;

    /// <summary>What is asked for is less than an order may be.</summary>
    public sealed record TooSmall(decimal Quantity) : PartialExit;
}
