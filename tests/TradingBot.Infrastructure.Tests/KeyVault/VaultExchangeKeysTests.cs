using TradingBot.Core.Exchange;
using TradingBot.TestKit;

namespace TradingBot.Infrastructure.Tests.KeyVault;

/// <summary>How the pair is read, held, and read again.</summary>
public sealed class VaultExchangeKeysTests : VaultTests
{
    [Fact]
    public async Task Pair_is_read_after_the_vaults_challenge_with_the_bots_identity()
    {
        Assert.Equal(new ExchangeKey(VaultFixture.Key, VaultFixture.Secret), await Fixture.KeyAsync());

        Assert.Equal(1, Vault.Challenges);
        Assert.Equal(1, Vault.Reads);
        var asked = Assert.Single(Fixture.Identity.Asked);
        Assert.Equal(["https://vault.example/.default"], asked.Scopes);
        Assert.Equal(VaultServer.Tenant, asked.TenantId);
        Assert.All(Vault.Paths, path => Assert.StartsWith("/secrets/Bybit--KeyPair", path, StringComparison.Ordinal));
        Assert.Equal(new ExchangeKeysState(true, Fixture.Time.GetUtcNow(), null), Fixture.Keys.State);
    }

    [Fact]
    public async Task Token_is_not_sent_where_the_sign_in_is_asked_for_another_domain()
    {
        Vault.Resource = "https://vault.elsewhere";

        Assert.Contains("no token was sent", await Fixture.MissingAsync(), StringComparison.Ordinal);

        Assert.Equal(0, Vault.Reads);
        Assert.Empty(Fixture.Identity.Asked);
    }

    [Fact]
    public async Task Changed_pair_is_seen_once_the_held_one_has_reached_its_age()
    {
        var first = await Fixture.KeyAsync();
        Vault.WriteKey(VaultFixture.NextKey, VaultFixture.NextSecret);
        Fixture.Time.Advance(Age * 0.7);
        Assert.Same(first, await Fixture.KeyAsync());
        Assert.Equal(1, Vault.Reads);

        Fixture.Time.Advance(Age * 0.31);

        Assert.Equal(new ExchangeKey(VaultFixture.NextKey, VaultFixture.NextSecret), await Fixture.KeyAsync());
        Assert.Equal(2, Vault.Reads);
    }

    [Fact]
    public async Task Pair_is_read_ahead_without_a_caller_waiting()
    {
        var first = await Fixture.KeyAsync();
        var release = new TaskCompletionSource();
        Vault.WriteKey(VaultFixture.NextKey, VaultFixture.NextSecret);
        Hold(release);
        Fixture.Time.Advance(Age * 0.8);

        // The vault holds its answer back, so whoever waited for it would wait for ever.
        Assert.Same(first, await Fixture.KeyAsync());
        Vault.Fault = null;
        release.SetResult();
        await Eventually.TrueAsync(
            async () =>
                (await Fixture.KeyAsync()).ApiKey == VaultFixture.NextKey, "the pair read ahead comes into use", cancellationToken: Token);
        Assert.Equal(2, Vault.Reads);
    }

    [Fact]
    public async Task Unchanged_pair_stays_the_same_object_whatever_its_version()
    {
        var first = await Fixture.KeyAsync();
        Vault.WriteKey(VaultFixture.Key, VaultFixture.Secret);
        Fixture.Time.Advance(Age);

        Assert.Same(first, await Fixture.KeyAsync());
        Assert.Equal(2, Vault.Reads);
    }

    [Fact]
    public async Task Fifty_callers_at_once_read_the_vault_once()
    {
        var release = new TaskCompletionSource();
        Hold(release);

        var callers = Enumerable.Range(0, 50).Select(_ => Task.Run(Fixture.KeyAsync, Token)).ToList();
        await Eventually.TrueAsync(() => Vault.Reads == 1, "the vault is asked", cancellationToken: Token);
        Vault.Fault = null;
        release.SetResult();
        var keys = await Task.WhenAll(callers);

        Assert.All(keys, key => Assert.Same(keys[0], key));
        Assert.Equal(1, Vault.Reads);
    }

    [Fact]
    public async Task Caller_that_gives_up_leaves_the_reading_to_the_others()
    {
        var release = new TaskCompletionSource();
        Hold(release);
        using var giveUp = new CancellationTokenSource();
        var impatient = Fixture.Keys.GetAsync(giveUp.Token).AsTask();
        var patient = Fixture.KeyAsync();
        await Eventually.TrueAsync(() => Vault.Reads == 1, "the vault is asked", cancellationToken: Token);

        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        Vault.Fault = null;
        release.SetResult();

        Assert.Equal(VaultFixture.NextKey, (await patient).ApiKey);
        Assert.Equal(1, Vault.Reads);
    }

    [Fact]
    public async Task Held_pair_is_answered_without_waiting_and_without_garbage()
    {
        await Fixture.KeyAsync();
        var keys = Fixture.Keys;
        await keys.GetAsync(Token);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var call = 0; call < 1000; call++)
            await keys.GetAsync(CancellationToken.None);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public async Task Nothing_secret_is_written_in_any_form()
    {
        var key = await Fixture.KeyAsync();
        await Fixture.Keys.RefusedAsync(key, Token);
        var answer = await Fixture.Keys.GetAsync(Token);

        VaultFixture.AssertClean($"{key} {answer} {Fixture.Keys.State} {Fixture.Keys}");
        VaultFixture.AssertClean(Fixture.Log.Text);
        Assert.Contains("was read from Key Vault", Fixture.Log.Text, StringComparison.Ordinal);
    }

    // Holds the vault's answers back until released.
    private void Hold(TaskCompletionSource release) => Vault.Fault = async context =>
    {
        await release.Task;
        await VaultServer.AnswerAsync(context, $$"""{"apiKey":"{{VaultFixture.NextKey}}","apiSecret":"{{VaultFixture.NextSecret}}"}""");
    };
}
