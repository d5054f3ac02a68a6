using TradingBot.Infrastructure.Postgres.Connections;
using TradingBot.Infrastructure.Tests.KeyVault;
using TradingBot.TestKit;

namespace TradingBot.Infrastructure.Tests.Postgres;

public sealed class LedgerDataSourceTests
{
    private const string Server = "Host=localhost;Username=bot;Database=ledger";

    [Fact]
    public async Task Token_for_the_database_is_the_password_where_none_is_given()
    {
        var identity = new VaultIdentity();

        await using var source = LedgerDataSource.Create(Server, identity);

        await Eventually.TrueAsync(
            () => Task.FromResult(!identity.Asked.IsEmpty), "No token is asked for", cancellationToken: TestContext.Current.CancellationToken);
        Assert.All(
            identity.Asked, static asked => Assert.Equal(["https://ossrdbms-aad.database.windows.net/.default"], asked.Scopes));
    }

    [Fact]
    public async Task Password_that_is_given_is_used_and_no_token_asked_for()
    {
        var identity = new VaultIdentity();

        await using var source = LedgerDataSource.Create($"{Server};Password=given", identity);

        Assert.Empty(identity.Asked);
    }
}
