namespace TradingBot.Core.Exchange;

/// <summary>How a symbol's positions are kept at the exchange.</summary>
public enum PositionMode
{
    /// <summary>One net position a symbol; an opposite order shrinks or flips it.</summary>
    OneWay,

    /// <summary>A long and a short position side by side (USDT perpetuals only).</summary>
    Hedge,
}
