using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace TradingBot.Trading.Security;

/// <summary>Secrets are compared by their hashes, in a time that tells neither their length nor where they differ.</summary>
public static class Secrets
{
    private const int Bytes = 32;

    /// <summary>A new secret of 32 random bytes, in 43 characters that need no escaping in a URL.</summary>
    public static string Create() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    public static bool AreEqual(string given, string expected) => CryptographicOperations.FixedTimeEquals(Hash(given), Hash(expected));
}
