namespace TradingBot.Functions.Activities;

public sealed record SignalEnd(Guid SignalId, string? Failure);
