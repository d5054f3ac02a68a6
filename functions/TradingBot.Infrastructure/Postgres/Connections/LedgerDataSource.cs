using Azure.Core;
using Npgsql;

namespace TradingBot.Infrastructure.Postgres.Connections;

/// <summary>The data source of a PostgreSQL that knows its clients by Entra tokens instead of passwords.</summary>
public static class LedgerDataSource
{
    private static readonly string[] Scopes = ["https://ossrdbms-aad.database.windows.net/.default"];

    // Tokens are checked when a connection is made and live for an hour at least.
    private static readonly TimeSpan Refresh = TimeSpan.FromMinutes(45);
    private static readonly TimeSpan RetryAfterFailure = TimeSpan.FromSeconds(5);

    /// <summary>A connection string with a password is used as it is; without one the credential's token is the password.</summary>
    public static NpgsqlDataSource Create(string connectionString, TokenCredential credential)
    {
        var builder = new NpgsqlDataSourceBuilder(connectionString) { Name = "ledger" };
        if (string.IsNullOrEmpty(builder.ConnectionStringBuilder.Password))
        {
            builder.UsePeriodicPasswordProvider(
                async (_, token) =>
                    (await credential.GetTokenAsync(new TokenRequestContext(Scopes), token)).Token, Refresh, RetryAfterFailure);
        }

        return builder.Build();
    }
}
