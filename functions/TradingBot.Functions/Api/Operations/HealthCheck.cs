namespace TradingBot.Functions.Api.Operations;

/// <summary>What one probe found; At is the moment its finding stems from, null when there is none.</summary>
public sealed record HealthCheck(string Name, HealthStatus Status, string Message, DateTimeOffset? At);
