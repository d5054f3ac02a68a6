namespace TradingBot.Core.Operations;

/// <summary>
/// Outages that follow each other so closely that they are counted, and told together once the exchange answers for long.
/// </summary>
/// <param name="Since">When the first of them began, in UTC.</param>
/// <param name="Count">How many there were, the one that lasts included.</param>
/// <param name="Lasted">How long those lasted together that are over.</param>
public sealed record ExchangeOutageSeries(DateTimeOffset Since, int Count, TimeSpan Lasted);
