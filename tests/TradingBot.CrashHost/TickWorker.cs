namespace TradingBot.CrashHost;

/// <summary>The name under which this process writes its ticks.</summary>
public sealed record TickWorker(string Name);
