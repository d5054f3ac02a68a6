namespace TradingBot.Trading.Positions;

/// <summary>The state of a trade and when to look again, in milliseconds.</summary>
public sealed record MonitorResult(MonitorState State, int NextLookMilliseconds);
