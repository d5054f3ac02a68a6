using TradingBot.Core.Foundation;

namespace TradingBot.Core.Trades;

/// <summary>How closing a part of a position ended.</summary>
/// <param name="Closed">What was closed of the part; base coin, inverse: USD contracts.</param>
/// <param name="Open">What of the trade stands at the exchange, in the same unit.</param>
/// <param name="IsGuarded">Whether its stop stands at this moment.</param>
/// <param name="GivenUp">Why not all of the part was closed, as a sentence without its end; null when it was.</param>
public sealed record ReductionEnd(decimal Closed, decimal Open, bool IsGuarded, string? GivenUp)
{
    /// <summary>What became of the rest, as a sentence.</summary>
    public string RestText =>
        $"{DecimalText.Write(Open)} stay open" + (IsGuarded ? " with their stop-loss." : "; their stop-loss is looked after.");
}
