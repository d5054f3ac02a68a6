namespace TradingBot.Functions.Api.Strategies;

/// <summary>A strategy that was just saved, and how TradingView reaches it.</summary>
public sealed record StrategySavedView(StrategyView Strategy, WebhookView Webhook);

/// <summary>Where a strategy's alerts go.</summary>
/// <param name="Url">The address without the token.</param>
/// <param name="Token">Given only when it was just made or sent; afterwards only its hash exists.</param>
public sealed record WebhookView(string Url, string? Token);
