namespace TradingBot.Trading.Positions;

/// <summary>The next exit order of a trade.</summary>
/// <param name="Quantity">Base coin; inverse: USD contracts; greater than zero.</param>
/// <param name="Attempt">Which exit order of the trade it is, from 0.</param>
/// <param name="ClosesAll">True when less stands than an order may be, so that only the whole position can be closed.</param>
/// <param name="LimitPrice">The least that it closes for (of a short, the most); null for a market order.</param>
public sealed record ExitOrder(decimal Quantity, int Attempt, bool ClosesAll, decimal? LimitPrice = null);
