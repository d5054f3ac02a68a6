namespace TradingBot.Infrastructure.Tests.KeyVault;

/// <summary>A vault on this machine and the keys that are read from it, one pair of them for each test.</summary>
public abstract class VaultTests : IAsyncLifetime
{
    private VaultFixture? _fixture;

    /// <summary>How old a pair may get before the vault is asked again.</summary>
    protected static TimeSpan Age { get; } = TimeSpan.FromSeconds(60);

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected VaultFixture Fixture => _fixture ?? throw new InvalidOperationException("The vault is not started.");

    private protected VaultServer Vault => Fixture.Vault;

    public async ValueTask InitializeAsync() => _fixture = await VaultFixture.OpenAsync();

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return Fixture.DisposeAsync();
    }
}
