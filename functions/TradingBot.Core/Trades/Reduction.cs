namespace TradingBot.Core.Trades;

/// <summary>A part of an open position that is to be closed, while the rest stays with its stop.</summary>
/// <param name="Quantity">What is to be closed in all; base coin, inverse: USD contracts.</param>
/// <param name="From">How many exit orders the trade had before: those after them close the part.</param>
/// <param name="RequestedAt">When it was asked for.</param>
public sealed record Reduction(decimal Quantity, int From, DateTimeOffset RequestedAt)
{
    /// <summary>The targets that are reached with it, by their places from 0; empty for any other reason.</summary>
    public IReadOnlyList<int> Targets { get; init; } = [];
}
