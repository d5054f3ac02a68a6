using TradingBot.Core.Identifiers;

namespace TradingBot.Core.Strategies;

public interface IStrategyStore
{
    Task<StoredStrategy?> FindAsync(StrategyKey key, CancellationToken token);

    Task<IReadOnlyList<StoredStrategy>> ListAsync(CancellationToken token);

    /// <summary>The SHA-256 of every strategy's token.</summary>
    Task<IReadOnlyList<ReadOnlyMemory<byte>>> ListTokenHashesAsync(CancellationToken token);

    /// <summary>Creates or replaces the strategy. A null hash keeps the stored token; a new strategy needs one.</summary>
    Task SaveAsync(Strategy strategy, ReadOnlyMemory<byte>? tokenHash, DateTimeOffset now, CancellationToken token);
}
