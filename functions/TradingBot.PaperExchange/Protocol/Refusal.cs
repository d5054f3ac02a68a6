namespace TradingBot.PaperExchange.Protocol;

/// <summary>A business refusal: a retCode other than 0 with its text, answered with HTTP 200.</summary>
internal sealed record Refusal(int Code, string Message);
