using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace TradingBot.Trading.Security;

/// <summary>A password as it may be stored: PBKDF2-SHA256 with its salt and its number of rounds.</summary>
public sealed record PasswordHash(byte[] Salt, byte[] Hash, int Iterations)
{
    private const int NewIterations = 600_000;
    private const int Size = 32;

    /// <summary>Changes whenever the password does; a session carries it.</summary>
    public string Stamp => Convert.ToHexStringLower(SHA256.HashData([.. Salt, .. Hash]));

    public static PasswordHash Of(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(Size);
        return new PasswordHash(salt, Derive(password, salt, NewIterations), NewIterations);
    }

    public static PasswordHash Read(JsonObject document) => new(
        Convert.FromBase64String(Text(document, "salt")),
        Convert.FromBase64String(Text(document, "hash")),
        int.Parse(Text(document, "iterations"), CultureInfo.InvariantCulture));

    public JsonObject Write() => new()
    {
        ["algorithm"] = "PBKDF2-SHA256",
        ["salt"] = Convert.ToBase64String(Salt),
        ["hash"] = Convert.ToBase64String(Hash),
        ["iterations"] = Iterations.ToString(CultureInfo.InvariantCulture),
    };

    public bool Matches(string password) => CryptographicOperations.FixedTimeEquals(Derive(password, Salt, Iterations), Hash);

    private static byte[] Derive(string password, byte[] salt, int iterations) =>
        Rfc2898DeriveBytes.Pbkdf2(password, salt, iterations, HashAlgorithmName.SHA256, Size);

    private static string Text(JsonObject document, string name) =>
        (string?)document[name] ?? throw new InvalidOperationException($"The stored password has no '{name}'.");
}
