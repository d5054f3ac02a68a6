namespace TradingBot.Functions.Api.Strategies;

/// <summary>Where a strategy's alerts go.</summary>
/// <param name="Url">The address without the token.</param>
/// <param name="Token">Given only when it was just made or sent; afterwards only its hash exists.</param>
public sealed record WebhookView(string Url, string? Token);
