using System.Security.Cryptography;
using TradingBot.Core.Strategies;
using TradingBot.Trading.Security;

namespace TradingBot.Trading.Alerts;

/// <summary>
/// Compares an alert's token with its strategy's, with the same work whether the strategy exists or not; and recognises tokens by their
/// value where they should not stand.
/// </summary>
internal static class AlertToken
{
    private static readonly byte[] Nobody = RandomNumberGenerator.GetBytes(SHA256.HashSizeInBytes);

    public static bool Opens(string? given, StoredStrategy? strategy)
    {
        var isEqual = CryptographicOperations.FixedTimeEquals(
            Secrets.Hash(given ?? string.Empty), strategy is null ? Nobody : strategy.TokenHash.Span);
        return isEqual && strategy is not null && !string.IsNullOrEmpty(given);
    }

    /// <summary>Those of the texts that are a token of which the hash is known.</summary>
    public static IReadOnlyList<string> Known(IEnumerable<string> candidates, IReadOnlyCollection<ReadOnlyMemory<byte>> hashes) =>
    [
        .. candidates.Where(candidate =>
        {
            var hash = Secrets.Hash(candidate);
            return hashes.Any(known => CryptographicOperations.FixedTimeEquals(hash, known.Span));
        }),
    ];
}
