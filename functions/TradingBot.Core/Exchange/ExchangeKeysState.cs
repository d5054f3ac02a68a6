namespace TradingBot.Core.Exchange;

/// <summary>How the store of exchange keys is doing: when the pair in use was last read, and what the last attempt failed with.</summary>
public sealed record ExchangeKeysState(bool HasKey, DateTimeOffset? ReadAt, string? Fault);
