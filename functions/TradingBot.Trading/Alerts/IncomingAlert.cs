namespace TradingBot.Trading.Alerts;

/// <summary>One call of the webhook: the strategy as it was named, the token of the address if there was one, and the text.</summary>
public sealed record IncomingAlert(string Strategy, string? PathToken, string Body, string? RemoteIp, DateTimeOffset ReceivedAt);
