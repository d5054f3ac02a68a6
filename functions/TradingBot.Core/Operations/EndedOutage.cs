namespace TradingBot.Core.Operations;

/// <summary>An outage that is over.</summary>
/// <param name="Since">When it began, in UTC.</param>
/// <param name="Until">When the first usable answer came after it, in UTC.</param>
public sealed record EndedOutage(DateTimeOffset Since, DateTimeOffset Until);
