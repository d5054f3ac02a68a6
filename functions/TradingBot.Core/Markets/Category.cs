namespace TradingBot.Core.Markets;

/// <summary>A Bybit product category: decides what a quantity means and which rules an order obeys.</summary>
public enum Category
{
    /// <summary>Coins themselves; quantity in base coin, no leverage, no native position.</summary>
    Spot,

    /// <summary>USDT or USDC margined futures; quantity in base coin.</summary>
    Linear,

    /// <summary>Coin margined futures; quantity in USD contracts, profit in base coin.</summary>
    Inverse,

    /// <summary>Options; quantity in base coin of the underlying, price is the premium.</summary>
    Option,
}
