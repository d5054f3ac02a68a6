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
    public void New_password_is_stored_with_its_method_its_rounds_and_a_long_salt()
    {
        var document = PasswordHash.Of("correct").Write();

        Assert.Equal(("PBKDF2-SHA256", "600000"), ((string?)document["algorithm"], (string?)document["iterations"]));
        foreach (var bytes in (string[])["salt", "hash"])
            Assert.Equal(Size, Convert.FromBase64String((string)document[bytes]!).Length);
        Assert.True(PasswordHash.Read(document).Matches("correct"));
    }

    [Fact]
    public void Stamp_changes_with_the_salt_and_with_the_hash()
    {
        byte[] some = [1], other = [2];

        var stamps = new[] { (some, some), (some, other), (other, some) }
            .Select(static stored => new PasswordHash(stored.Item1, stored.Item2, 1).Stamp);

        Assert.Equal(3, stamps.Distinct().Count());
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
