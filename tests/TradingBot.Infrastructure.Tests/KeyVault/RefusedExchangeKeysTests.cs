using TradingBot.Core.Exchange;
using TradingBot.TestKit;

namespace TradingBot.Infrastructure.Tests.KeyVault;

/// <summary>What follows when the exchange refuses the pair.</summary>
public sealed class RefusedExchangeKeysTests : VaultTests
{
    [Fact]
    public async Task Refused_pair_is_replaced_at_once_by_the_one_in_the_vault()
    {
        var first = await Fixture.KeyAsync();
        Vault.WriteKey(VaultFixture.NextKey, VaultFixture.NextSecret);

        Assert.True(await Fixture.Keys.RefusedAsync(first, Token));

        Assert.Equal(VaultFixture.NextKey, (await Fixture.KeyAsync()).ApiKey);
        Assert.True(await Fixture.Keys.RefusedAsync(first, Token));
        Assert.Equal(2, Vault.Reads);
    }

    [Fact]
    public async Task Pair_that_stays_refused_asks_the_vault_once_in_ten_seconds_however_many_are_refused()
    {
        var key = await Fixture.KeyAsync();

        var all = await Task.WhenAll(Enumerable.Range(0, 50)
            .Select(_ => Task.Run(async () => await Fixture.Keys.RefusedAsync(key, Token), Token)));
        Fixture.Time.Advance(TimeSpan.FromSeconds(9));
        Assert.False(await Fixture.Keys.RefusedAsync(key, Token));

        Assert.All(all, Assert.False);
        Assert.Equal(2, Vault.Reads);

        Fixture.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(await Fixture.Keys.RefusedAsync(key, Token));
        Assert.Equal(3, Vault.Reads);
    }

    [Fact]
    public async Task Reading_begun_before_the_refusal_is_not_taken_for_its_answer()
    {
        var first = await Fixture.KeyAsync();
        var release = new TaskCompletionSource();
        var old = (VaultFixture.Key, VaultFixture.Secret);
        Vault.Fault = async context =>
        {
            Vault.Fault = null;
            await release.Task;
            await VaultServer.AnswerAsync(context, $$"""{"apiKey":"{{old.Key}}","apiSecret":"{{old.Secret}}"}""");
        };
        Fixture.Time.Advance(Age * 0.8);
        await Fixture.KeyAsync();
        await Eventually.TrueAsync(() => Vault.Reads == 2, "the early reading is under way", cancellationToken: Token);
        Vault.WriteKey(VaultFixture.NextKey, VaultFixture.NextSecret);

        var refused = Fixture.Keys.RefusedAsync(first, Token).AsTask();
        release.SetResult();

        Assert.True(await refused);
        Assert.Equal(VaultFixture.NextKey, (await Fixture.KeyAsync()).ApiKey);
    }

    [Fact]
    public async Task Wrong_pair_written_by_mistake_is_put_right_by_the_next_version()
    {
        var first = await Fixture.KeyAsync();
        // The new key with the old secret, as a person may write it: well formed, and refused by the exchange.
        Vault.WriteKey(VaultFixture.NextKey, VaultFixture.Secret);
        Assert.True(await Fixture.Keys.RefusedAsync(first, Token));
        var mismatched = await Fixture.KeyAsync();
        Assert.False(await Fixture.Keys.RefusedAsync(mismatched, Token));

        Vault.WriteKey(VaultFixture.NextKey, VaultFixture.NextSecret);
        Fixture.Time.Advance(TimeSpan.FromSeconds(10));

        Assert.True(await Fixture.Keys.RefusedAsync(mismatched, Token));
        Assert.Equal(new ExchangeKey(VaultFixture.NextKey, VaultFixture.NextSecret), await Fixture.KeyAsync());
    }
}
