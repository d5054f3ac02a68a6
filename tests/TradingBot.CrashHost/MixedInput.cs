namespace TradingBot.CrashHost;

/// <summary>Which of the mixed orchestrations this is, and how far it has come.</summary>
public sealed record MixedInput(int Index, int Round, long Sum);
