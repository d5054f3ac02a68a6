using System.Security.Cryptography;
using System.Text.Json.Nodes;
using TradingBot.Trading.Security;

namespace TradingBot.Functions.Tests.Access;

public sealed class PasswordHashTests
{
    private const int Size = 32;

    // What was stored keeps its rounds, also once new passwords get more.
    [Fact]
    public void Stored_password_is_matched_with_the_rounds_it_was_stored_with()
    {
        byte[] salt = [.. Enumerable.Range(0, Size).Select(static one => (byte)one)];
        var hash = PasswordHash.Read(new JsonObject
        {
            ["salt"] = Convert.ToBase64String(salt),
            ["hash"] = Convert.ToBase64String(Rfc2898DeriveBytes.Pbkdf2("correct", salt, 1000, HashAlgorithmName.SHA256, Size)),
            ["iterations"] = "1000",
        });

        Assert.True(hash.Matches("correct"));
        Assert.False(hash.Matches("Correct"));
    }

    [Fact]
    public void Same_password_twice_has_another_salt_another_hash_and_another_stamp()
    {
        var (one, other) = (PasswordHash.Of("correct"), PasswordHash.Of("correct"));

        Assert.NotEqual(one.Salt, other.Salt);
        Assert.NotEqual(one.Hash, other.Hash);
        Assert.NotEqual(one.Stamp, other.Stamp);
        Assert.Equal(one.Stamp, PasswordHash.Read(one.Write()).Stamp);
    }
}
