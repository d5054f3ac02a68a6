using Npgsql;
using Xunit;

namespace TradingBot.TestKit;

/// <summary>
/// For <c>[assembly: AssemblyFixture(typeof(PostgresFixture))]</c> or <c>IClassFixture&lt;PostgresFixture&gt;</c>:
/// databases of the shared server, deleted with the fixture.
/// </summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private readonly Lock _lock = new();
    private readonly List<NpgsqlDataSource> _sources = [];
    private PostgresServer? _server;

    /// <summary>Connects to the server's own database.</summary>
    public string ConnectionString => Server.ConnectionString;

    private PostgresServer Server => _server ?? throw new InvalidOperationException("The fixture is not initialised.");

    public async ValueTask InitializeAsync() => _server = await PostgresServer.SharedAsync();

    /// <summary>A fresh, empty, uniquely named database.</summary>
    public async Task<NpgsqlDataSource> CreateDatabaseAsync(CancellationToken cancellationToken = default)
    {
        var source = await Server.CreateDatabaseAsync(cancellationToken);
        lock (_lock)
            _sources.Add(source);
        return source;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var source in _sources)
        {
            await source.DisposeAsync();
            await Server.DropDatabaseAsync(new NpgsqlConnectionStringBuilder(source.ConnectionString).Database!);
        }
    }
}
