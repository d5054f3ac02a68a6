using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TradingBot.LocalRuntime.Hosting;
using TradingBot.LocalRuntime.Tests.Http;
using TradingBot.PostgresHosting;
using TradingBot.TestKit;

namespace TradingBot.LocalRuntime.Tests.Hosting;

[Collection("console")]
public sealed class StartupTests
{
    [Fact]
    public async Task Steps_run_in_order_before_any_worker_starts()
    {
        List<string> seen = [];
        var builder = TestHost.Builder(typeof(SampleFunctions));
        builder.Services.AddHostedService(_ => new Worker(() => seen.Add("worker")));
        builder.ConfigureLocalRuntime(options =>
        {
            options.OnStarting.Add((_, _) => Note("first"));
            options.OnStarting.Add((_, _) => Note("second"));
        });

        await using var host = await TestHost.StartAsync(builder);

        Assert.Equal(["first", "second", "worker"], seen);

        Task Note(string what)
        {
            seen.Add(what);
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task Failing_step_ends_the_program_with_its_sentence_and_starts_nothing()
    {
        var started = false;
        var builder = TestHost.Builder(typeof(SampleFunctions));
        builder.Services.AddHostedService(_ => new Worker(() => started = true));
        builder.ConfigureLocalRuntime(
            options => options.OnStarting.Add((_, _) => throw new StartupException("The vault is closed: open it.")));

        var (exitCode, error) = await RunAsync(builder);

        Assert.Equal(1, exitCode);
        Assert.Equal("The vault is closed: open it.", error);
        Assert.False(started);
    }

    [Fact]
    public async Task Port_in_use_is_named_together_with_the_setting_that_changes_it()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        var builder = TestHost.Builder(typeof(SampleFunctions));
        builder.Configuration["urls"] = $"http://localhost:{port}";

        var (exitCode, error) = await RunAsync(builder);

        Assert.Equal(1, exitCode);
        Assert.Contains($"port {port}", error, StringComparison.Ordinal);
        Assert.Contains("ASPNETCORE_URLS", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Database_that_does_not_answer_is_told_in_one_sentence()
    {
        var builder = TestHost.Builder(typeof(SampleFunctions));
        builder.ConfigureLocalRuntime(
            options => options.ConnectionString = $"Host=127.0.0.1;Port={FreePort.Next()};Username=nobody;Password=none");

        var (exitCode, error) = await RunAsync(builder);

        Assert.Equal(1, exitCode);
        Assert.Contains("connection string", error, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error);
    }

    [Fact]
    public async Task Setting_of_the_wrong_type_is_named_in_one_sentence()
    {
        var builder = TestHost.Builder(typeof(SampleFunctions));
        builder.Configuration["Sample:Kind"] = "neither";
        builder.ConfigureLocalRuntime(options => options.OnStarting.Add((services, _) =>
            Task.FromResult(services.GetRequiredService<IConfiguration>().GetValue<DayOfWeek>("Sample:Kind"))));

        var (exitCode, error) = await RunAsync(builder);

        Assert.Equal(1, exitCode);
        Assert.Contains("Sample:Kind", error, StringComparison.Ordinal);
        Assert.Contains("neither", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Embedded_database_lives_as_long_as_the_host()
    {
        using var folder = new TempFolder();
        var builder = TestHost.Builder(typeof(SampleFunctions));
        builder.ConfigureLocalRuntime(options => options.Postgres = new EmbeddedPostgresOptions
        {
            DataDirectory = folder.At("postgres"),
            BinariesDirectory = RepositoryRoot.At(".tradingbot", "tools"),
            OwnFolder = folder.Path,
            Durable = false,
        });

        await using (var host = await TestHost.StartAsync(builder))
        {
            var source = host.Services.GetRequiredService<Npgsql.NpgsqlDataSource>();
            await using var command = source.CreateCommand("SELECT current_database()");
            Assert.Equal("tradingbot", await command.ExecuteScalarAsync(TestContext.Current.CancellationToken));
        }

        Assert.False(File.Exists(folder.At("postgres", "cluster", "postmaster.pid")));
    }

    private static async Task<(int ExitCode, string Error)> RunAsync(LocalApplicationBuilder builder)
    {
        var before = Console.Error;
        await using var error = new StringWriter();
        Console.SetError(error);
        try
        {
            return (await LocalRuntimeProgram.RunAsync(() => Task.FromResult(builder.Build())), error.ToString().Trim());
        }
        finally
        {
            Console.SetError(before);
        }
    }

    private sealed class Worker(Action onStart) : IHostedService
    {
        public Task StartAsync(CancellationToken token)
        {
            onStart();
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken token) => Task.CompletedTask;
    }
}
