namespace TradingBot.PaperExchange.Http;

/// <summary>How many units of a call may pass, and what the three limit headers say.</summary>
internal sealed record RateVerdict(int Granted, int Limit, int Left, long ResetAt);
