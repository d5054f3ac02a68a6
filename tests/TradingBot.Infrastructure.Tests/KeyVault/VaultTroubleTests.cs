using Microsoft.Extensions.Logging;
using TradingBot.Core.Exchange;
using TradingBot.TestKit;

namespace TradingBot.Infrastructure.Tests.KeyVault;

/// <summary>A vault that cannot be read.</summary>
public sealed class VaultTroubleTests : VaultTests
{
    [Theory]
    [InlineData("403", "Key Vault Secrets User")]
    [InlineData("404", "has no secret Bybit--KeyPair")]
    [InlineData("429", "too many requests")]
    [InlineData("503", "HTTP 503")]
    [InlineData("silence", "did not answer in time")]
    [InlineData("cut", "could not be reached")]
    [InlineData("identity", "got no token")]
    [InlineData("disabled", "must be enabled")]
    [InlineData("half", "does not hold an apiKey and an apiSecret")]
    public async Task Without_a_pair_the_reason_is_told_and_with_one_it_stays_in_use(string kind, string reason)
    {
        await using var other = await VaultFixture.OpenAsync();
        await other.KeyAsync();
        foreach (var fixture in new[] { Fixture, other })
            Break(fixture, kind);
        other.Time.Advance(Age);

        Assert.Contains(reason, await Fixture.MissingAsync(), StringComparison.Ordinal);
        Assert.Equal(new ExchangeKeysState(false, null, await Fixture.MissingAsync()), Fixture.Keys.State);
        Assert.Equal(VaultFixture.Key, (await other.KeyAsync()).ApiKey);
        Assert.Contains(reason, other.Keys.State.Fault, StringComparison.Ordinal);
        Assert.True(other.Keys.State.HasKey);

        VaultFixture.AssertClean(Fixture.Keys.State.Fault!);
        VaultFixture.AssertClean(Fixture.Log.Text + other.Log.Text);
        Assert.Equal(1, Fixture.Log.Count(LogLevel.Error));
        Assert.Equal(1, other.Log.Count(LogLevel.Warning));
    }

    [Fact]
    public async Task Vault_in_trouble_is_asked_after_growing_pauses_and_told_of_once()
    {
        Vault.Fault = VaultServer.Status(503, "busy", retryAfter: "3600");
        var askedAt = new List<int>();
        for (var second = 0; second <= 100; second++)
        {
            var before = Vault.Reads;
            await Fixture.MissingAsync();
            if (Vault.Reads > before)
                askedAt.Add(second);
            Fixture.Time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal([0, 1, 3, 7, 15, 31, 61, 91], askedAt);
        Assert.Equal(1, Fixture.Log.Count(LogLevel.Error));

        Vault.Fault = null;
        Fixture.Time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(VaultFixture.Key, (await Fixture.KeyAsync()).ApiKey);
        Assert.Null(Fixture.Keys.State.Fault);
        Assert.Contains("can be read again", Fixture.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Identity_that_never_gets_a_token_ends_the_wait_by_itself()
    {
        Fixture.Identity.Hangs = true;
        var waiting = Fixture.MissingAsync();
        await Eventually.TrueAsync(() => !Fixture.Identity.Asked.IsEmpty, "the identity is asked", cancellationToken: Token);

        Fixture.Time.Advance(TimeSpan.FromSeconds(10));

        Assert.Contains("did not answer in time", await waiting, StringComparison.Ordinal);
    }

    private static void Break(VaultFixture fixture, string kind)
    {
        // What a vault writes is quoted by the client's exceptions, so it is made to contain the worst.
        var quoted = $"{VaultFixture.Key} {VaultFixture.Secret} {VaultServer.Token}";
        switch (kind)
        {
            case "silence":
                fixture.Vault.Fault = VaultServer.SilenceAsync;
                break;
            case "cut":
                fixture.Vault.Fault = static context =>
                {
                    context.Abort();
                    return Task.CompletedTask;
                };
                break;
            case "identity":
                fixture.Identity.Failure = new Azure.Identity.CredentialUnavailableException(quoted);
                // A token that is held already would serve; a vault that no longer takes it makes the client fetch another.
                fixture.Vault.Fault = static context =>
                {
                    context.Response.StatusCode = 401;
                    context.Response.Headers.WWWAuthenticate = $"Bearer authorization=\"https://login.example/{VaultServer.Tenant}\", "
                        + "resource=\"https://vault.example\", error=\"insufficient_claims\", claims=\"e30=\"";
                    return Task.CompletedTask;
                };
                break;
            case "disabled":
                fixture.Vault.Disable("Bybit--KeyPair");
                break;
            case "half":
                fixture.Vault.Write("Bybit--KeyPair", $$"""{"apiKey":"{{VaultFixture.NextKey}}"}""");
                break;
            case "404":
                fixture.Vault.Fault = VaultServer.Status(404, quoted);
                break;
            default:
                fixture.Vault.Fault = VaultServer.Status(int.Parse(kind, null), quoted, kind == "429" ? "3600" : null);
                break;
        }
    }
}
