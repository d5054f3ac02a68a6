using System.Security.Cryptography;
using TradingBot.Core.Strategies;
using TradingBot.Trading.Security;

namespace TradingBot.Trading.Alerts;

/// <summary>Compares an alert's token with its strategy's, with the same work whether the strategy exists or not.</summary>
internal static class AlertToken
{
    private static readonly byte[] Nobody = RandomNumberGenerator.GetBytes(SHA256.HashSizeInBytes);

    public static bool Opens(string? given, StoredStrategy? strategy)
    {
        var isEqual = CryptographicOperations.FixedTimeEquals(
            Secrets.Hash(given ?? string.Empty), strategy is null ? Nobody : strategy.TokenHash.Span);
        return isEqual && strategy is not null && !string.IsNullOrEmpty(given);
    }
}
