namespace TradingBot.Core.Trades;

/// <summary>Where a stop is to stand now.</summary>
/// <param name="Price">On the tick.</param>
/// <param name="Cause">Why.</param>
public sealed record StopMove(decimal Price, StopMoveCause Cause);

/// <summary>Why a stop moves.</summary>
public enum StopMoveCause
{
    /// <summary>To where the trade would end without a loss.</summary>
    BreakEven,

    /// <summary>Behind the best price.</summary>
    Trailing,

    /// <summary>To the target before the one that was reached.</summary>
    Target,

    /// <summary>A person asked for it.</summary>
    Manual,

    /// <summary>The position was added to: the whole of it gets the stop that was approved with the addition.</summary>
    Addition,
}
