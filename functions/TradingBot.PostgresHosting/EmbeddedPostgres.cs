using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace TradingBot.PostgresHosting;

/// <summary>
/// A PostgreSQL server of this process alone: installed, initialised and recovered as needed, listening on 127.0.0.1 with a
/// random password, started again should it die, and stopped with the process. Failures to start
/// are <see cref="EmbeddedPostgresException"/>s.
/// </summary>
public sealed class EmbeddedPostgres : IAsyncDisposable
{
    private const string RootFolder = "/var/lib/tradingbot";

    private readonly FileLock _instance;
    private readonly PostgresCluster _cluster;
    private readonly ServerLauncher _launcher;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _supervision;

    private EmbeddedPostgres(
        FileLock instance, PostgresCluster cluster, ServerLauncher launcher, ServerProcess process, string connectionString)
    {
        _instance = instance;
        _cluster = cluster;
        _launcher = launcher;
        ConnectionString = connectionString;
        _supervision = launcher.KeepAliveAsync(process, _stopping.Token);
    }

    /// <summary>Connects to the database of the options, as its owner.</summary>
    public string ConnectionString { get; }

    /// <summary>TCP port on 127.0.0.1; stays the same for the life of this object.</summary>
    public int Port => _launcher.Port;

    /// <summary>Process id of the postmaster, or null in the moment in which it is being restarted.</summary>
    public int? ProcessId => PostmasterFile.Read(_cluster.DataFolder)?.ProcessId;

    public static async Task<EmbeddedPostgres> StartAsync(
        EmbeddedPostgresOptions options, ILogger logger, TimeProvider time, CancellationToken token = default)
    {
        var instance = TakeFolder(options.DataDirectory);
        try
        {
            var watch = Stopwatch.StartNew();
            var cluster = await PrepareAsync(options, logger, time, token);
            var launcher = new ServerLauncher(cluster, options, logger, time);
            var process = await launcher.StartAsync(token);
            var connection = ConnectionTo("postgres", cluster, launcher.Port);
            await EnsureDatabaseAsync(connection, options.Database, token);
            connection.Database = options.Database;
            var server = new EmbeddedPostgres(instance, cluster, launcher, process, connection.ConnectionString);
            Log.Started(logger, launcher.Port, server.ProcessId ?? 0, watch.ElapsedMilliseconds);
            return server;
        }
        catch (UnauthorizedAccessException denied)
        {
            instance.Dispose();
            throw Unwritable(options.DataDirectory, denied);
        }
        catch
        {
            instance.Dispose();
            throw;
        }
    }

    /// <summary>Stops the server after finishing what is committed, and frees the data folder.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested)
            return;
        await _stopping.CancelAsync();
        await _supervision;
        await _cluster.StopAsync(CancellationToken.None);
        _instance.Dispose();
        _stopping.Dispose();
    }

    private static FileLock TakeFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            return FileLock.TryTake(Path.Combine(folder, "instance.lock"))
                ?? throw new EmbeddedPostgresException(
                    $"Another instance already works on the data folder '{folder}': stop it, or give this one a data folder of its own.");
        }
        catch (Exception denied) when (denied is UnauthorizedAccessException or IOException)
        {
            throw Unwritable(folder, denied);
        }
    }

    private static EmbeddedPostgresException Unwritable(string folder, Exception cause) =>
        new(
            $"The data folder '{folder}' cannot be used ({cause.Message.TrimEnd('.')}): "
            + "make it writable for this user, or choose another data folder.",
            cause);

    private static async Task<PostgresCluster> PrepareAsync(
        EmbeddedPostgresOptions options, ILogger logger, TimeProvider time, CancellationToken token)
    {
        var account = ServerAccount.Current();
        var binariesFolder = Reachable(options.BinariesDirectory, "tools", options, account, logger);
        var binaries = await PostgresBinaries.EnsureAsync(binariesFolder, account, logger, time, token);
        var identity = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFullPath(options.DataDirectory))))[..16];
        var folder = Reachable(options.DataDirectory, identity, options, account, logger);
        var cluster = new PostgresCluster(folder, binaries, account);
        if (PostmasterFile.Read(cluster.DataFolder) is { } left && left.IsAlive(cluster.DataFolder))
        {
            Log.StoppingOrphan(logger, left.ProcessId);
            await cluster.StopAsync(token);
        }

        await cluster.EnsureAsync(options.Durable, logger, token);
        return cluster;
    }

    // Only under root: the server's user may be kept out by a folder above that is not ours to open.
    private static string Reachable(
        string wanted, string fallbackName, EmbeddedPostgresOptions options, ServerAccount account, ILogger logger)
    {
        var folder = Path.GetFullPath(wanted);
        Directory.CreateDirectory(folder);
        if (account.CanReach(folder, options.OwnFolder))
            return folder;
        var fallback = Path.Combine(RootFolder, fallbackName);
        Directory.CreateDirectory(fallback);
        Log.Relocated(logger, folder, fallback);
        return account.CanReach(fallback, RootFolder)
            ? fallback
            : throw new EmbeddedPostgresException(
                $"The user that PostgreSQL runs as cannot reach '{fallback}': start the application as an ordinary user.");
    }

    private static NpgsqlConnectionStringBuilder ConnectionTo(string database, PostgresCluster cluster, int port) => new()
    {
        Host = "127.0.0.1",
        Port = port,
        Database = database,
        Username = PostgresCluster.UserName,
        Password = cluster.Password(),
        SslMode = SslMode.Disable,
        GssEncryptionMode = GssEncryptionMode.Disable,
    };

    private static async Task EnsureDatabaseAsync(NpgsqlConnectionStringBuilder server, string database, CancellationToken token)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(server.ConnectionString) { Pooling = false });
        await using var exists = source.CreateCommand("SELECT 1 FROM pg_database WHERE datname = $1");
        exists.Parameters.Add(new NpgsqlParameter { Value = database });
        if (await exists.ExecuteScalarAsync(token) is not null)
            return;
        var name = '"' + database.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
        await using var create = source.CreateCommand($"CREATE DATABASE {name}");
        await create.ExecuteNonQueryAsync(token);
    }
}
