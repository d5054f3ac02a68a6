using System.Diagnostics;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using TradingBot.LocalRuntime.Durable.Engine;
using TradingBot.LocalRuntime.Durable.Storage;
using TradingBot.PostgresHosting;
using TradingBot.TestKit;

namespace TradingBot.Benchmarks;

/// <summary>The durable engine beside what its database costs anyway.</summary>
internal static class DurableBenchmarks
{
    private const int Sleeping = 10_000;
    private const int DueAtOnce = 1_000;

    public static async Task RunAsync(Report report)
    {
        using var folder = new BenchmarkFolder();
        await using var server = await EmbeddedPostgres.StartAsync(
            new EmbeddedPostgresOptions
            {
                DataDirectory = folder.Path,
                BinariesDirectory = RepositoryRoot.At(".tradingbot", "tools"),
                OwnFolder = folder.Path,
            },
            NullLogger.Instance,
            TimeProvider.System);
        await using var source = NpgsqlDataSource.Create(server.ConnectionString);
        await DurableTaskSchema.MigrateAsync(source);
        var work = new BenchmarkOrchestrations();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddDurableTasks(work.Registry(), options => options.DataSource = _ => source);
        await using var provider = services.BuildServiceProvider();
        var worker = provider.GetRequiredService<OrchestrationWorker>();
        await worker.StartAsync(CancellationToken.None);
        var client = provider.GetRequiredService<DurableTaskClient>();

        // Long enough for the runtime's second compilation: until then what is measured is the compiler.
        await RunManyAsync(client, "Chain", 40, 50);
        await RunManyAsync(client, "FanOut", 10, 100);
        await HopsAsync(report, source, client, work);
        await ThroughputAsync(report, client);
        await SleepersAsync(report, source, client, work);
        await worker.StopAsync(CancellationToken.None);
    }

    private static async Task HopsAsync(Report report, NpgsqlDataSource source, DurableTaskClient client, BenchmarkOrchestrations work)
    {
        var commits = await RawCommit.MeasureAsync(source, 500);
        work.Hops.Clear();
        for (var chain = 0; chain < 4; chain++) await RunManyAsync(client, "Chain", 1, 500);
        report.Add("raw durable commit (one row, fsync on)", commits);
        report.Add(
            "hop: activity scheduled → result seen", work.Hops,
            $"{work.Hops.Median / commits.Median:0.00} × commit at p50, {work.Hops.P99 / commits.P99:0.00} × at p99");
    }

    private static async Task ThroughputAsync(Report report, DurableTaskClient client)
    {
        var chains = TimeProvider.System.GetTimestamp();
        await RunManyAsync(client, "Chain", 120, 50);
        var chained = 6000 / TimeProvider.System.GetElapsedTime(chains).TotalSeconds;
        var fans = TimeProvider.System.GetTimestamp();
        await RunManyAsync(client, "FanOut", 60, 100);
        var fanned = 6000 / TimeProvider.System.GetElapsedTime(fans).TotalSeconds;
        report.Add("activity completions", $"{chained:0} a second", "120 chains of 50 at once");
        report.Add("activity completions", $"{fanned:0} a second", "60 fan-outs of 100 at once");
    }

    private static async Task SleepersAsync(Report report, NpgsqlDataSource source, DurableTaskClient client, BenchmarkOrchestrations work)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var started = TimeProvider.System.GetTimestamp();
        await StartManyAsync(client, Sleeping, TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(30));
        report.Add("starts of instances", $"{Sleeping / TimeProvider.System.GetElapsedTime(started).TotalSeconds:0} a second", "32 clients at once");
        await AsleepAsync(source, Sleeping);
        // Caches are trimmed at the next looks for work.
        await Task.Delay(TimeSpan.FromSeconds(3), TimeProvider.System);
        var held = GC.GetTotalMemory(forceFullCollection: true) - before;
        report.Add($"memory of {Sleeping} sleeping instances", $"{held / (double)Sleeping / 1024:0.00} KiB each", "managed heap of the worker, 1,000 of them cached");

        using var self = Process.GetCurrentProcess();
        var cpu = self.TotalProcessorTime;
        var idle = TimeProvider.System.GetTimestamp();
        await Task.Delay(TimeSpan.FromSeconds(10), TimeProvider.System);
        self.Refresh();
        report.Add(
            $"idle CPU beside {Sleeping} sleeping instances",
            $"{(self.TotalProcessorTime - cpu) / TimeProvider.System.GetElapsedTime(idle) * 100:0.00} % of one core", "the worker's process over 10 s");

        work.WakeUps.Clear();
        var due = TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(12);
        await StartManyAsync(client, DueAtOnce, due);
        await AsleepAsync(source, Sleeping + DueAtOnce);
        var inTime = TimeProvider.System.GetUtcNow().UtcDateTime < due;
        while (work.WakeUps.Count < DueAtOnce) await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        report.Add(
            $"wake-up of {DueAtOnce} timers due in one moment", $"p50 {work.WakeUps.Median:0} ms, last {work.WakeUps.Largest:0} ms after it",
            $"beside {Sleeping} sleeping instances{(inTime ? "" : "; NOT all were set in time")}");
    }

    private static async Task AsleepAsync(NpgsqlDataSource source, long count)
    {
        await using var asleep = source.CreateCommand("SELECT count(*) FROM durable.messages WHERE timer_id IS NOT NULL");
        while ((long)(await asleep.ExecuteScalarAsync())! < count) await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
    }

    private static Task StartManyAsync(DurableTaskClient client, int count, DateTime until) => Parallel.ForAsync(
        0, count, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (_, token) =>
            await client.ScheduleNewOrchestrationInstanceAsync("Sleep", until, token));

    private static Task RunManyAsync(DurableTaskClient client, string orchestrator, int count, int size) => Parallel.ForAsync(
        0, count, new ParallelOptions { MaxDegreeOfParallelism = count }, async (_, token) =>
            await client.WaitForInstanceCompletionAsync(
                await client.ScheduleNewOrchestrationInstanceAsync(orchestrator, size, token), token));
}
