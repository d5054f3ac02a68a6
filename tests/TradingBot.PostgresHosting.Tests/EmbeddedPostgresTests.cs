using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using TradingBot.TestKit;

namespace TradingBot.PostgresHosting.Tests;

public sealed class EmbeddedPostgresTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task First_start_gives_an_empty_utf8_database_that_confirms_commits_on_disk()
    {
        await using var server = await StartAsync(_folder.At("data"), durable: true);

        Assert.Equal(0L, await ScalarAsync(server, "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace"));
        Assert.Equal("UTF8", await ScalarAsync(server, "SHOW server_encoding"));
        Assert.Equal("on", await ScalarAsync(server, "SHOW fsync"));
        Assert.Equal("on", await ScalarAsync(server, "SHOW data_checksums"));
        Assert.Equal("127.0.0.1", await ScalarAsync(server, "SHOW listen_addresses"));
    }

    [Fact]
    public async Task Server_refuses_a_wrong_password()
    {
        await using var server = await StartAsync(_folder.At("data"));
        var wrong = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Password = "wrong", Pooling = false };

        await using var connection = new NpgsqlConnection(wrong.ConnectionString);
        var refusal = await Assert.ThrowsAsync<PostgresException>(() => connection.OpenAsync(Token));

        Assert.Equal(PostgresErrorCodes.InvalidPassword, refusal.SqlState);
    }

    [Fact]
    public async Task Password_file_is_readable_by_its_owner_only()
    {
        await using var server = await StartAsync(_folder.At("data"));

        var password = new FileInfo(_folder.At("data", "password"));
        Assert.Equal(
            OperatingSystem.IsWindows() ? (UnixFileMode)(-1) : UnixFileMode.UserRead | UnixFileMode.UserWrite, password.UnixFileMode);
    }

    [Fact]
    public async Task Restart_keeps_the_data()
    {
        await using (var first = await StartAsync(_folder.At("data")))
            await ExecuteAsync(first, "CREATE TABLE kept (n int); INSERT INTO kept VALUES (7)");

        await using var second = await StartAsync(_folder.At("data"));

        Assert.Equal(7, await ScalarAsync(second, "SELECT n FROM kept"));
    }

    [Fact]
    public async Task Killed_postmaster_comes_back_on_the_same_port_with_every_committed_row()
    {
        await using var server = await StartAsync(_folder.At("data"));
        await ExecuteAsync(server, "CREATE TABLE kept (n int); INSERT INTO kept VALUES (7)");
        var (port, killed) = (server.Port, server.ProcessId!.Value);

        Process.GetProcessById(killed).Kill();

        await Eventually.TrueAsync(
            async () =>
                await TryScalarAsync(server, "SELECT n FROM kept") is 7, "the killed server did not come back", cancellationToken: Token);
        Assert.Equal(port, server.Port);
        Assert.NotEqual(killed, server.ProcessId);
    }

    [Fact]
    public async Task Stale_pid_file_of_a_crash_does_not_hinder_the_next_start()
    {
        await using (var first = await StartAsync(_folder.At("data")))
            await ExecuteAsync(first, "CREATE TABLE kept (n int); INSERT INTO kept VALUES (7)");
        var stranger = Environment.ProcessId;
        await File.WriteAllTextAsync(
            _folder.At("data", "cluster", "postmaster.pid"),
            $"{stranger}\n{_folder.At("data", "cluster")}\n0\n5432\n\n127.0.0.1\n\nready\n",
            Token);

        await using var second = await StartAsync(_folder.At("data"));

        Assert.Equal(7, await ScalarAsync(second, "SELECT n FROM kept"));
    }

    [Fact]
    public async Task Second_instance_on_the_same_folder_is_refused()
    {
        await using var first = await StartAsync(_folder.At("data"));

        var refusal = await Assert.ThrowsAsync<EmbeddedPostgresException>(() => StartAsync(_folder.At("data")));

        Assert.Contains("Another instance already works on the data folder", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(1, await ScalarAsync(first, "SELECT 1"));
    }

    [Fact]
    public async Task Folder_that_cannot_be_made_is_named_in_one_sentence()
    {
        await File.WriteAllTextAsync(_folder.At("file"), string.Empty, Token);

        var refusal = await Assert.ThrowsAsync<EmbeddedPostgresException>(() => StartAsync(_folder.At("file", "data")));

        Assert.Contains(_folder.At("file", "data"), refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Fact]
    public async Task Folder_with_blanks_in_its_name_works()
    {
        await using var server = await StartAsync(_folder.At("my data", "bot's folder"));

        Assert.Equal(1, await ScalarAsync(server, "SELECT 1"));
    }

    [Fact]
    public async Task Server_that_a_killed_application_left_running_is_replaced_without_loss()
    {
        await using (var first = await StartAsync(_folder.At("data")))
            await ExecuteAsync(first, "CREATE TABLE kept (n int); INSERT INTO kept VALUES (7)");
        var account = ServerAccount.Current();
        var binaries = await PostgresBinaries.EnsureAsync(Tools, account, NullLogger.Instance, TimeProvider.System, Token);
        var cluster = new PostgresCluster(_folder.At("data"), binaries, account);
        string[] orphan = [binaries.PgCtl, "start", "-D", cluster.DataFolder, "-l", Path.Combine(cluster.DataFolder, "log"), "-w", "-o"];
        await cluster.RunAsync([.. orphan, $"-p {FreePort.Next()} -c unix_socket_directories="], Token);
        var left = PostmasterFile.Read(cluster.DataFolder);
        Assert.True(left?.IsAlive(cluster.DataFolder));

        await using var second = await StartAsync(_folder.At("data"));

        Assert.NotEqual(left?.ProcessId, second.ProcessId);
        Assert.False(left?.IsAlive(cluster.DataFolder));
        Assert.Equal(7, await ScalarAsync(second, "SELECT n FROM kept"));
    }

    [Fact]
    public async Task Initialisation_that_was_broken_off_is_begun_again()
    {
        Directory.CreateDirectory(_folder.At("data", "cluster.new"));
        await File.WriteAllTextAsync(_folder.At("data", "cluster.new", "PG_VERSION"), "17", Token);
        await File.WriteAllTextAsync(_folder.At("data", "initdb-password"), "old", Token);

        await using var server = await StartAsync(_folder.At("data"));

        Assert.Equal(1, await ScalarAsync(server, "SELECT 1"));
        Assert.False(File.Exists(_folder.At("data", "initdb-password")));
    }

    [Fact]
    public async Task Parallel_first_starts_install_once_beside_the_leftover_of_a_killed_installation()
    {
        Directory.CreateDirectory(_folder.At("tools", "staging-dead", "node_modules"));

        var servers = await Task.WhenAll(
            StartAsync(_folder.At("one"), tools: _folder.At("tools")), StartAsync(_folder.At("two"), tools: _folder.At("tools")));

        foreach (var server in servers)
        {
            Assert.Equal(1, await ScalarAsync(server, "SELECT 1"));
            await server.DisposeAsync();
        }

        Assert.Equal(["install.lock", "postgresql-17.10.0-beta.17"], Directory.EnumerateFileSystemEntries(_folder.At("tools")).Select(
            Path.GetFileName).Order());
    }

    [Fact]
    public async Task Wanted_port_that_is_taken_is_named()
    {
        await using var first = await StartAsync(_folder.At("one"));

        var refusal = await Assert.ThrowsAsync<EmbeddedPostgresException>(() => StartAsync(_folder.At("two"), port: first.Port));

        Assert.Contains($"Port {first.Port}", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Folder_that_only_root_can_reach_gets_its_cluster_elsewhere()
    {
        Assert.SkipUnless(ServerAccount.Current().IsOther, "Only under root does the server run as another user.");
        var folder = _folder.At("data");

        string cluster;
        await using (var first = await StartAsync(folder, ownFolder: folder))
        {
            cluster = (string)(await ScalarAsync(first, "SHOW data_directory"))!;
            await ExecuteAsync(first, "CREATE TABLE kept (n int); INSERT INTO kept VALUES (7)");
        }

        await using (var second = await StartAsync(folder, ownFolder: folder))
            Assert.Equal(7, await ScalarAsync(second, "SELECT n FROM kept"));
        Assert.StartsWith("/var/lib/tradingbot/", cluster, StringComparison.Ordinal);
        Directory.Delete(Path.GetDirectoryName(cluster)!, recursive: true);
    }

    private static string Tools => RepositoryRoot.At(".tradingbot", "tools");

    private Task<EmbeddedPostgres> StartAsync(
        string folder, bool durable = false, string? tools = null, string? ownFolder = null, int? port = null) =>
        EmbeddedPostgres.StartAsync(
            new EmbeddedPostgresOptions
            {
                DataDirectory = folder,
                BinariesDirectory = tools ?? Tools,
                OwnFolder = ownFolder ?? _folder.Path,
                Durable = durable,
                Port = port,
            },
            NullLogger.Instance,
            TimeProvider.System,
            Token);

    private static async Task ExecuteAsync(EmbeddedPostgres server, string sql) => await ScalarAsync(server, sql);

    private static async Task<object?> TryScalarAsync(EmbeddedPostgres server, string sql)
    {
        try
        {
            return await ScalarAsync(server, sql);
        }
        catch (NpgsqlException)
        {
            return null;
        }
    }

    private static async Task<object?> ScalarAsync(EmbeddedPostgres server, string sql)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(server.ConnectionString) { Pooling = false });
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(Token);
    }
}
