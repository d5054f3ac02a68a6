namespace TradingBot.Functions.Activities;

/// <summary>What does this signal lead to? Closed: the trades that were closed because of it, when it is asked a second time.</summary>
public sealed record SignalQuestion(Guid SignalId, Guid[] Closed);
