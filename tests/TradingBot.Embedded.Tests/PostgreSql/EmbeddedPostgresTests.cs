using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using TradingBot.Embedded.PostgreSql;
using TradingBot.TestKit;

namespace TradingBot.Embedded.Tests.PostgreSql;

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
        Assert.Equal(OperatingSystem.IsWindows() ? (UnixFileMode)(-1) : UnixFileMode.UserRead | UnixFileMode.UserWrite, password.UnixFileMode);
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
            async () => await TryScalarAsync(server, "SELECT n FROM kept") is 7, "the killed server did not come back", cancellationToken: Token);
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
            _folder.At("data", "cluster", "postmaster.pid"), $"{stranger}\n{_folder.At("data", "cluster")}\n0\n5432\n\n127.0.0.1\n\nready\n", Token);

        await using var second = await StartAsync(_folder.At("data"));

        Assert.Equal(7, await ScalarAsync(second, "SELECT n FROM kept"));
    }

    [Fact]
    public async Task Second_instance_on_the_same_folder_is_refused()
    {
        await using var first = await StartAsync(_folder.At("data"));

        var refusal = await Assert.ThrowsAsync<StartupException>(() => StartAsync(_folder.At("data")));

        Assert.Contains("Another instance already works on the data folder", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(1, await ScalarAsync(first, "SELECT 1"));
    }

    [Fact]
    public async Task Folder_that_cannot_be_made_is_named_in_one_sentence()
    {
        await File.WriteAllTextAsync(_folder.At("file"), string.Empty, Token);

        var refusal = await Assert.ThrowsAsync<StartupException>(() => StartAsync(_folder.At("file", "data")));

        Assert.Contains(_folder.At("file", "data"), refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Fact]
    public async Task Folder_with_blanks_in_its_name_works()
    {
        await using var server = await StartAsync(_folder.At("my data", "bot's folder"));

        Assert.Equal(1, await ScalarAsync(server, "SELECT 1"));
    }

    private Task<EmbeddedPostgres> StartAsync(string folder, bool durable = false) =>
        EmbeddedPostgres.StartAsync(
            new EmbeddedPostgresOptions
            {
                DataDirectory = folder,
                BinariesDirectory = RepositoryRoot.At(".tradingbot", "tools"),
                OwnFolder = _folder.Path,
                Durable = durable,
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
