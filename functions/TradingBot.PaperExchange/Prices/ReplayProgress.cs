namespace TradingBot.PaperExchange.Prices;

/// <summary>How far a replay has come, stored so that a restart goes on there. Other files have another id and start anew.</summary>
internal sealed record ReplayProgress(string Id, TimeSpan Elapsed)
{
    /// <summary>Before the first point, which lies at zero.</summary>
    public static readonly TimeSpan NotStarted = TimeSpan.FromTicks(-1);
}
