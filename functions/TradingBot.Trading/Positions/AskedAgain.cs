namespace TradingBot.Trading.Positions;

/// <summary>How often the exchange is asked for what it does not hold yet.</summary>
internal static class AskedAgain
{
    private static readonly TimeSpan Soonest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Latest = TimeSpan.FromMinutes(1);

    /// <summary>A quarter of the time for which it is wanted, a second to a minute.</summary>
    public static TimeSpan PauseAfter(TimeSpan wanted)
    {
        var pause = wanted / 4;
        return pause < Soonest ? Soonest : pause > Latest ? Latest : pause;
    }
}
