using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using TradingBot.PostgresHosting;

namespace TradingBot.TestKit;

/// <summary>
/// One real PostgreSQL a test process, in a throw-away folder and without fsync; or the server that
/// <c>TRADINGBOT_TEST_POSTGRES</c> (a connection string) points to.
/// </summary>
public sealed class PostgresServer
{
    private static readonly Lazy<Task<PostgresServer>> Shared = new(StartAsync);

    private readonly NpgsqlDataSource _admin;
    private int _databases;

    private PostgresServer(string connectionString)
    {
        ConnectionString = connectionString;
        _admin = NpgsqlDataSource.Create(connectionString);
    }

    /// <summary>Connects to the server's own database; tests use databases made by <see cref="CreateDatabaseAsync"/>.</summary>
    public string ConnectionString { get; }

    /// <summary>The server of this test process, started at the first call and stopped when the process ends.</summary>
    public static Task<PostgresServer> SharedAsync() => Shared.Value;

    /// <summary>A fresh, empty database with a name of its own. Disposing the source leaves the database.</summary>
    public async Task<NpgsqlDataSource> CreateDatabaseAsync(CancellationToken cancellationToken = default)
    {
        var name = $"test_{Environment.ProcessId}_{Interlocked.Increment(ref _databases)}_{Guid.NewGuid():N}"[..40];
        await using var create = _admin.CreateCommand($"CREATE DATABASE {name}");
        await create.ExecuteNonQueryAsync(cancellationToken);
        // The password stays in the source's connection string, for parts under test that take a string.
        return NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(ConnectionString) { Database = name, MaxPoolSize = 30, PersistSecurityInfo = true });
    }

    /// <summary>Ends every connection to a database and deletes it.</summary>
    public async Task DropDatabaseAsync(string name, CancellationToken cancellationToken = default)
    {
        await using var drop = _admin.CreateCommand($"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
        await drop.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<PostgresServer> StartAsync()
    {
        if (Environment.GetEnvironmentVariable("TRADINGBOT_TEST_POSTGRES") is { Length: > 0 } existing)
            return new PostgresServer(existing);
        var folder = new TempFolder();
        var options = new EmbeddedPostgresOptions
        {
            DataDirectory = folder.Path,
            BinariesDirectory = RepositoryRoot.At(".tradingbot", "tools"),
            OwnFolder = folder.Path,
            Durable = false,
            MaxConnections = 400,
        };
        var server = await EmbeddedPostgres.StartAsync(options, NullLogger.Instance, TimeProvider.System);
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            server.DisposeAsync().AsTask().GetAwaiter().GetResult();
            folder.Dispose();
        };
        return new PostgresServer(server.ConnectionString);
    }
}
