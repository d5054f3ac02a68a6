namespace TradingBot.PaperExchange;

/// <summary>Whether a call may pass, and what the three limit headers say.</summary>
internal sealed record RateVerdict(bool IsAllowed, int Limit, int Left, long ResetAt);
