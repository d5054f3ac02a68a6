namespace TradingBot.Functions.Api.Operations;

/// <summary>What anyone may know: whether the bot is well and how to sign in.</summary>
public sealed record HealthView(HealthStatus Status, string AuthMode);
