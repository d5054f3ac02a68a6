using TradingBot.Core.Markets;

namespace TradingBot.Core.Exchange;

/// <summary>Full-position stop and target of a derivatives position. Null leaves a side unchanged, zero removes it.</summary>
public sealed record TradingStop(Category Category, Symbol Symbol, decimal? StopLoss, decimal? TakeProfit)
{
    /// <summary>Distance in price at which the exchange's own stop follows; zero removes it. Not for options.</summary>
    public decimal? TrailingStop { get; init; }

    /// <summary>Price from which the trailing stop follows; at once when absent. Only together with <see cref="TrailingStop"/>.</summary>
    public decimal? ActivationPrice { get; init; }

    /// <summary>Which position is meant. Needed only where hedge mode holds both a long and a short one.</summary>
    public Direction? Direction { get; init; }
}
