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

/// <summary>A strategy with what the ledger keeps beside it. The token itself is never stored, only its SHA-256.</summary>
public sealed record StoredStrategy(
    Strategy Strategy, ReadOnlyMemory<byte> TokenHash, DateTimeOffset UpdatedAt, DateTimeOffset? LastSignalAt, int OpenTrades)
{
    /// <summary>
    /// Since when no alert has come although one should have by now: of an active strategy that says how long it may be silent, from its
    /// last alert or its last change on; null otherwise.
    /// </summary>
    public DateTimeOffset? SilentSince(DateTimeOffset now)
    {
        var last = LastSignalAt > UpdatedAt ? LastSignalAt.Value : UpdatedAt;
        return Strategy is { State: StrategyState.Active, SilentAfterMinutes: { } minutes } && now - last >= TimeSpan.FromMinutes(minutes)
            ? last
            : null;
    }
}
