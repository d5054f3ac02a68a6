using Microsoft.Extensions.Logging;
using TradingBot.Core.Exchange;
using TradingBot.TestKit;

namespace TradingBot.Infrastructure.Tests.KeyVault;

public sealed class VaultExchangeKeysTests : IAsyncLifetime
{
    private static readonly TimeSpan Age = TimeSpan.FromSeconds(60);

    private VaultFixture? _desk;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private VaultFixture Desk => _desk ?? throw new InvalidOperationException("The vault is not started.");

    private VaultServer Vault => Desk.Vault;

    public async ValueTask InitializeAsync() => _desk = await VaultFixture.OpenAsync();

    public ValueTask DisposeAsync() => Desk.DisposeAsync();

    [Fact]
    public async Task Pair_is_read_after_the_vaults_challenge_with_the_bots_identity()
    {
        Assert.Equal(new ExchangeKey(VaultFixture.Key, VaultFixture.Secret), await Desk.KeyAsync());

        Assert.Equal(1, Vault.Challenges);
        Assert.Equal(1, Vault.Reads);
        var asked = Assert.Single(Desk.Identity.Asked);
        Assert.Equal(["https://vault.example/.default"], asked.Scopes);
        Assert.Equal(VaultServer.Tenant, asked.TenantId);
        Assert.All(Vault.Paths, path => Assert.StartsWith("/secrets/Bybit--KeyPair", path, StringComparison.Ordinal));
        Assert.Equal(new ExchangeKeysState(true, Desk.Time.GetUtcNow(), null), Desk.Keys.State);
    }

    [Fact]
    public async Task Token_is_not_sent_where_the_sign_in_is_asked_for_another_domain()
    {
        Vault.Resource = "https://vault.elsewhere";

        Assert.Contains("no token was sent", await Desk.MissingAsync(), StringComparison.Ordinal);

        Assert.Equal(0, Vault.Reads);
        Assert.Empty(Desk.Identity.Asked);
    }

    [Fact]
    public async Task Changed_pair_is_seen_once_the_held_one_has_reached_its_age()
    {
        var first = await Desk.KeyAsync();
        Vault.WriteKey(VaultFixture.NextKey, VaultFixture.NextSecret);
        Desk.Time.Advance(Age * 0.7);
        Assert.Same(first, await Desk.KeyAsync());
        Assert.Equal(1, Vault.Reads);

        Desk.Time.Advance(Age * 0.31);

        Assert.Equal(new ExchangeKey(VaultFixture.NextKey, VaultFixture.NextSecret), await Desk.KeyAsync());
        Assert.Equal(2, Vault.Reads);
    }

    [Fact]
    public async Task Pair_is_read_ahead_without_a_caller_waiting()
    {
        var first = await Desk.KeyAsync();
        var release = new TaskCompletionSource();
        Vault.WriteKey(VaultFixture.NextKey, VaultFixture.NextSecret);
        Hold(release);
        Desk.Time.Advance(Age * 0.8);

        // The vault holds its answer back, so whoever waited for it would wait for ever.
        Assert.Same(first, await Desk.KeyAsync());
        Vault.Fault = null;
        release.SetResult();
        await Eventually.TrueAsync(
            async () =>
                (await Desk.KeyAsync()).ApiKey == VaultFixture.NextKey, "the pair read ahead comes into use", cancellationToken: Token);
        Assert.Equal(2, Vault.Reads);
    }

    [Fact]
    public async Task Unchanged_pair_stays_the_same_object_whatever_its_version()
    {
        var first = await Desk.KeyAsync();
        Vault.WriteKey(VaultFixture.Key, VaultFixture.Secret);
        Desk.Time.Advance(Age);

        Assert.Same(first, await Desk.KeyAsync());
        Assert.Equal(2, Vault.Reads);
    }

    [Fact]
    public async Task Fifty_callers_at_once_read_the_vault_once()
    {
        var release = new TaskCompletionSource();
        Hold(release);

        var callers = Enumerable.Range(0, 50).Select(_ => Task.Run(Desk.KeyAsync, Token)).ToList();
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
        var impatient = Desk.Keys.GetAsync(giveUp.Token).AsTask();
        var patient = Desk.KeyAsync();
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
        await Desk.KeyAsync();
        var keys = Desk.Keys;
        await keys.GetAsync(Token);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var call = 0; call < 1000; call++)
            await keys.GetAsync(CancellationToken.None);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public async Task Refused_pair_is_replaced_at_once_by_the_one_in_the_vault()
    {
        var first = await Desk.KeyAsync();
        Vault.WriteKey(VaultFixture.NextKey, VaultFixture.NextSecret);

        Assert.True(await Desk.Keys.RefusedAsync(first, Token));

        Assert.Equal(VaultFixture.NextKey, (await Desk.KeyAsync()).ApiKey);
        Assert.True(await Desk.Keys.RefusedAsync(first, Token));
        Assert.Equal(2, Vault.Reads);
    }

    [Fact]
    public async Task Pair_that_stays_refused_asks_the_vault_once_in_ten_seconds_however_many_are_refused()
    {
        var key = await Desk.KeyAsync();

        var all = await Task.WhenAll(Enumerable.Range(0, 50)
            .Select(_ => Task.Run(async () => await Desk.Keys.RefusedAsync(key, Token), Token)));
        Desk.Time.Advance(TimeSpan.FromSeconds(9));
        Assert.False(await Desk.Keys.RefusedAsync(key, Token));

        Assert.All(all, Assert.False);
        Assert.Equal(2, Vault.Reads);

        Desk.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(await Desk.Keys.RefusedAsync(key, Token));
        Assert.Equal(3, Vault.Reads);
    }

    [Fact]
    public async Task Reading_begun_before_the_refusal_is_not_taken_for_its_answer()
    {
        var first = await Desk.KeyAsync();
        var release = new TaskCompletionSource();
        var old = (VaultFixture.Key, VaultFixture.Secret);
        Vault.Fault = async context =>
        {
            Vault.Fault = null;
            await release.Task;
            await VaultServer.AnswerAsync(context, $$"""{"apiKey":"{{old.Key}}","apiSecret":"{{old.Secret}}"}""");
        };
        Desk.Time.Advance(Age * 0.8);
        await Desk.KeyAsync();
        await Eventually.TrueAsync(() => Vault.Reads == 2, "the early reading is under way", cancellationToken: Token);
        Vault.WriteKey(VaultFixture.NextKey, VaultFixture.NextSecret);

        var refused = Desk.Keys.RefusedAsync(first, Token).AsTask();
        release.SetResult();

        Assert.True(await refused);
        Assert.Equal(VaultFixture.NextKey, (await Desk.KeyAsync()).ApiKey);
    }

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
        foreach (var desk in new[] { Desk, other })
            Break(desk, kind);
        other.Time.Advance(Age);

        Assert.Contains(reason, await Desk.MissingAsync(), StringComparison.Ordinal);
        Assert.Equal(new ExchangeKeysState(false, null, await Desk.MissingAsync()), Desk.Keys.State);
        Assert.Equal(VaultFixture.Key, (await other.KeyAsync()).ApiKey);
        Assert.Contains(reason, other.Keys.State.Fault, StringComparison.Ordinal);
        Assert.True(other.Keys.State.HasKey);

        VaultFixture.AssertClean(Desk.Keys.State.Fault!);
        VaultFixture.AssertClean(Desk.Log.Text + other.Log.Text);
        Assert.Equal(1, Desk.Log.Count(LogLevel.Error));
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
            await Desk.MissingAsync();
            if (Vault.Reads > before)
                askedAt.Add(second);
            Desk.Time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal([0, 1, 3, 7, 15, 31, 61, 91], askedAt);
        Assert.Equal(1, Desk.Log.Count(LogLevel.Error));

        Vault.Fault = null;
        Desk.Time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(VaultFixture.Key, (await Desk.KeyAsync()).ApiKey);
        Assert.Null(Desk.Keys.State.Fault);
        Assert.Contains("can be read again", Desk.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Identity_that_never_gets_a_token_ends_the_wait_by_itself()
    {
        Desk.Identity.Hangs = true;
        var waiting = Desk.MissingAsync();
        await Eventually.TrueAsync(() => !Desk.Identity.Asked.IsEmpty, "the identity is asked", cancellationToken: Token);

        Desk.Time.Advance(TimeSpan.FromSeconds(10));

        Assert.Contains("did not answer in time", await waiting, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_pair_written_by_mistake_is_put_right_by_the_next_version()
    {
        var first = await Desk.KeyAsync();
        // The new key with the old secret, as a person may write it: well formed, and refused by the exchange.
        Vault.WriteKey(VaultFixture.NextKey, VaultFixture.Secret);
        Assert.True(await Desk.Keys.RefusedAsync(first, Token));
        var mismatched = await Desk.KeyAsync();
        Assert.False(await Desk.Keys.RefusedAsync(mismatched, Token));

        Vault.WriteKey(VaultFixture.NextKey, VaultFixture.NextSecret);
        Desk.Time.Advance(TimeSpan.FromSeconds(10));

        Assert.True(await Desk.Keys.RefusedAsync(mismatched, Token));
        Assert.Equal(new ExchangeKey(VaultFixture.NextKey, VaultFixture.NextSecret), await Desk.KeyAsync());
    }

    [Fact]
    public async Task Nothing_secret_is_written_in_any_form()
    {
        var key = await Desk.KeyAsync();
        await Desk.Keys.RefusedAsync(key, Token);
        var answer = await Desk.Keys.GetAsync(Token);

        VaultFixture.AssertClean($"{key} {answer} {Desk.Keys.State} {Desk.Keys}");
        VaultFixture.AssertClean(Desk.Log.Text);
        Assert.Contains("was read from Key Vault", Desk.Log.Text, StringComparison.Ordinal);
    }

    private static void Break(VaultFixture desk, string kind)
    {
        // What a vault writes is quoted by the client's exceptions, so it is made to contain the worst.
        var quoted = $"{VaultFixture.Key} {VaultFixture.Secret} {VaultServer.Token}";
        switch (kind)
        {
            case "silence":
                desk.Vault.Fault = VaultServer.SilenceAsync;
                break;
            case "cut":
                desk.Vault.Fault = static context =>
                {
                    context.Abort();
                    return Task.CompletedTask;
                };
                break;
            case "identity":
                desk.Identity.Failure = new Azure.Identity.CredentialUnavailableException(quoted);
                // A token that is held already would serve; a vault that no longer takes it makes the client fetch another.
                desk.Vault.Fault = static context =>
                {
                    context.Response.StatusCode = 401;
                    context.Response.Headers.WWWAuthenticate = $"Bearer authorization=\"https://login.example/{VaultServer.Tenant}\", "
                        + "resource=\"https://vault.example\", error=\"insufficient_claims\", claims=\"e30=\"";
                    return Task.CompletedTask;
                };
                break;
            case "disabled":
                desk.Vault.Disable("Bybit--KeyPair");
                break;
            case "half":
                desk.Vault.Write("Bybit--KeyPair", $$"""{"apiKey":"{{VaultFixture.NextKey}}"}""");
                break;
            case "404":
                desk.Vault.Fault = VaultServer.Status(404, quoted);
                break;
            default:
                desk.Vault.Fault = VaultServer.Status(int.Parse(kind, null), quoted, kind == "429" ? "3600" : null);
                break;
        }
    }

    // Holds the vault's answers back until released.
    private void Hold(TaskCompletionSource release) => Vault.Fault = async context =>
    {
        await release.Task;
        await VaultServer.AnswerAsync(context, $$"""{"apiKey":"{{VaultFixture.NextKey}}","apiSecret":"{{VaultFixture.NextSecret}}"}""");
    };
}
