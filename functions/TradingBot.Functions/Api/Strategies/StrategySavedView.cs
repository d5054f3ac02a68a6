namespace TradingBot.Functions.Api.Strategies;

/// <summary>A strategy that was just saved, and how TradingView reaches it.</summary>
public sealed record StrategySavedView(StrategyView Strategy, WebhookView Webhook);
