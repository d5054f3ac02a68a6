using TradingBot.Trading.Security;

namespace TradingBot.Functions.Tests.Access;

public sealed class SecretsTests
{
    [Fact]
    public void New_secret_is_another_one_each_time_of_43_characters_that_an_address_takes_as_they_are()
    {
        var secrets = Enumerable.Range(0, 100).Select(static _ => Secrets.Create()).ToList();

        Assert.Equal(100, secrets.Distinct().Count());
        Assert.All(secrets, static secret => Assert.Matches("^[A-Za-z0-9_-]{43}$", secret));
    }

    [Theory]
    [InlineData("one", "one", true)]
    [InlineData("one", "One", false)]
    [InlineData("one", "", false)]
    public void Secrets_are_equal_character_by_character(string given, string expected, bool areEqual) =>
        Assert.Equal(areEqual, Secrets.AreEqual(given, expected));
}
