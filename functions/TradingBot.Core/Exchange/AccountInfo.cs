namespace TradingBot.Core.Exchange;

/// <summary>What kind of account the key belongs to. The margin mode holds for the whole account.</summary>
public sealed record AccountInfo(bool IsUnified, MarginMode MarginMode);
