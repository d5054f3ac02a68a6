namespace TradingBot.Core.Trades;

/// <summary>
/// Of what is missing only time that somebody watched counts: a bound that ran out while the process was away, or the exchange gave no
/// answer, says nothing of whether it can be helped.
/// </summary>
public static class WatchedTime
{
    /// <summary>
    /// How often a look after a pause begins to count anew for one missing stop: who looks and dies and looks may not go on without one for
    /// ever, nor on an exchange whose every answer is late.
    /// </summary>
    public const int MostReturns = 2;

    /// <summary>
    /// Longer than this between two looks nobody watched a position; looks at one that is all missing follow each other sooner.
    /// </summary>
    public static readonly TimeSpan PositionPause = TimeSpan.FromSeconds(10);

    /// <summary>How long a position has to be seen missing without such a pause before anything is concluded.</summary>
    public static readonly TimeSpan PositionSeenFor = TimeSpan.FromSeconds(5);

    // Slow answers of the exchange lie between two looks as well.
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(2);

    /// <summary>Longer than this between two looks nobody watched a position without a stop.</summary>
    /// <param name="within">How long it may stand without one.</param>
    public static TimeSpan StopPause(TimeSpan within) => within / 2 > ShortestPause ? within / 2 : ShortestPause;
}
