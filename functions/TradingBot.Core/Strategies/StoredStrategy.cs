namespace TradingBot.Core.Strategies;

/// <summary>A strategy with what the ledger keeps beside it. The token itself is never stored, only its SHA-256.</summary>
public sealed record StoredStrategy(
    Strategy Strategy, ReadOnlyMemory<byte> TokenHash, DateTimeOffset UpdatedAt, DateTimeOffset? LastSignalAt, int OpenTrades);
