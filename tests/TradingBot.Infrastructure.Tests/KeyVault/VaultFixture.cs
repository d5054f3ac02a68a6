using Azure.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using TradingBot.Core.Exchange;
using TradingBot.Infrastructure.KeyVault;

namespace TradingBot.Infrastructure.Tests.KeyVault;

/// <summary>The keys as the program registers them, reading from a vault over HTTPS, on a clock that a test moves.</summary>
internal sealed class VaultFixture : IAsyncDisposable
{
    public const string Key = "key-one-aaaa1111";
    public const string Secret = "secret-one-bbbb2222";
    public const string NextKey = "key-two-cccc3333";
    public const string NextSecret = "secret-two-dddd4444";

    private readonly ServiceProvider _services;

    private VaultFixture(VaultServer vault)
    {
        Vault = vault;
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["KeyVault:Uri"] = vault.Uri.ToString(),
            ["KeyVault:CacheSeconds"] = "60",
        };
        var services = new ServiceCollection()
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Log))
            .AddSingleton<TokenCredential>(Identity)
            .AddSingleton(vault.Transport())
            .AddSingleton<TimeProvider>(Time);
        services.AddKeyVaultExchangeKeys(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        _services = services.BuildServiceProvider(validateScopes: true);
    }

    public VaultServer Vault { get; }

    public VaultIdentity Identity { get; } = new();

    public CapturedLog Log { get; } = new();

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero));

    public IExchangeKeys Keys => _services.GetRequiredService<IExchangeKeys>();

    /// <summary>With the first pair in the vault.</summary>
    public static async Task<VaultFixture> OpenAsync()
    {
        var vault = await VaultServer.StartAsync();
        vault.WriteKey(Key, Secret);
        return new VaultFixture(vault);
    }

    public async Task<ExchangeKey> KeyAsync() => await Keys.GetAsync(TestContext.Current.CancellationToken) switch
    {
        ExchangeKeyReading.Found { Key: var key } => key,
        var other => throw new Xunit.Sdk.XunitException($"Expected a key but got {other}"),
    };

    public async Task<string> MissingAsync() =>
        Assert.IsType<ExchangeKeyReading.Missing>(await Keys.GetAsync(TestContext.Current.CancellationToken)).Reason;

    /// <summary>Nothing of a pair, and no token, may stand in what people read.</summary>
    public static void AssertClean(string text)
    {
        foreach (var secret in new[] { Key, Secret, NextKey, NextSecret, VaultServer.Token })
            Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Vault.DisposeAsync();
    }
}
