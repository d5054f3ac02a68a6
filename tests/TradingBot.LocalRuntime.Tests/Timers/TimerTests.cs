using System.Collections.Concurrent;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using TradingBot.LocalRuntime.Hosting;
using TradingBot.LocalRuntime.Tests.Hosting;
using TradingBot.LocalRuntime.Timers;
using TradingBot.TestKit;

namespace TradingBot.LocalRuntime.Tests.Timers;

public sealed class TimerTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 30, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>What the functions did, and the gate that they wait at.</summary>
    public sealed class Runs
    {
        public ConcurrentQueue<TimerInfo> Seen { get; } = new();

        public Task Gate { get; set; } = Task.CompletedTask;

        public int Count => Seen.Count;

        public string? Fault { get; set; }
    }

    public sealed class EveryMinute(Runs runs)
    {
        [Function("Minutely")]
        public async Task RunAsync([TimerTrigger("%Minutely%")] TimerInfo timer)
        {
            runs.Seen.Enqueue(timer);
            await runs.Gate;
            if (runs.Fault is { } fault)
                throw new InvalidOperationException(fault);
        }
    }

    public sealed class Daily(Runs runs)
    {
        [Function("Daily")]
        public void Run([TimerTrigger("0 0 0 * * *", RunOnStartup = true)] TimerInfo timer) => runs.Seen.Enqueue(timer);
    }

    public sealed class Unmonitored(Runs runs)
    {
        [Function("Unmonitored")]
        public void Run([TimerTrigger("0 * * * * *", UseMonitor = false)] TimerInfo timer) => runs.Seen.Enqueue(timer);
    }

    [Fact]
    public async Task Timer_runs_at_its_tick_and_tells_how_it_went()
    {
        var (runs, time) = (new Runs(), new FakeTimeProvider(Noon));
        await using var database = await postgres.CreateDatabaseAsync(Token);
        await using var host = await StartAsync<EveryMinute>(database, runs, time);

        Assert.Equal(0, runs.Count);
        var status = await RanAsync(host, runs, time, 1);

        Assert.False(runs.Seen.First().IsPastDue);
        Assert.Equal(TimerOutcome.Succeeded, status.LastOutcome);
        Assert.Null(status.LastError);
        Assert.InRange(status.LastStartedAt!.Value, Noon.AddSeconds(30), Noon.AddSeconds(45));
        Assert.NotNull(status.LastDuration);
        Assert.Equal(Noon.AddSeconds(90), status.NextAt);
    }

    [Fact]
    public async Task Ticks_missed_in_a_downtime_are_caught_up_once()
    {
        var (runs, time) = (new Runs(), new FakeTimeProvider(Noon));
        await using var database = await postgres.CreateDatabaseAsync(Token);
        await using (var before = await StartAsync<EveryMinute>(database, runs, time))
            await RanAsync(before, runs, time, 1);
        time.Advance(TimeSpan.FromHours(3));

        await using var host = await StartAsync<EveryMinute>(database, runs, time);
        var caughtUp = await StatusAsync(host, status => status.LastOutcome == TimerOutcome.Succeeded && status.NextAt > time.GetUtcNow());

        Assert.Equal([false, true], runs.Seen.Select(run => run.IsPastDue));
        Assert.Equal(Noon.AddSeconds(30), new DateTimeOffset(runs.Seen.Last().ScheduleStatus!.Last), TimeSpan.FromSeconds(15));
        Assert.True(caughtUp.NextAt <= time.GetUtcNow().AddMinutes(1));
    }

    [Fact]
    public async Task Unmonitored_timer_does_not_catch_up()
    {
        var (runs, time) = (new Runs(), new FakeTimeProvider(Noon));
        await using var database = await postgres.CreateDatabaseAsync(Token);
        await using (var before = await StartAsync<Unmonitored>(database, runs, time))
            await RanAsync(before, runs, time, 1);
        time.Advance(TimeSpan.FromHours(3));

        await using var host = await StartAsync<Unmonitored>(database, runs, time);
        await StatusAsync(host, status => status.NextAt > time.GetUtcNow());
        await RanAsync(host, runs, time, 2);

        Assert.All(runs.Seen, run => Assert.False(run.IsPastDue));
        Assert.All(runs.Seen, run => Assert.Null(run.ScheduleStatus));
    }

    [Fact]
    public async Task Changed_schedule_makes_nothing_past_due()
    {
        var (runs, time) = (new Runs(), new FakeTimeProvider(Noon));
        await using var database = await postgres.CreateDatabaseAsync(Token);
        await using (var before = await StartAsync<EveryMinute>(database, runs, time))
            await RanAsync(before, runs, time, 1);
        time.Advance(TimeSpan.FromHours(3));

        await using var host = await StartAsync<EveryMinute>(database, runs, time, "30 59 23 * * *");
        var status = await StatusAsync(host, status => status.Schedule == "30 59 23 * * *");

        Assert.Equal(new DateTimeOffset(2026, 11, 23, 23, 59, 30, TimeSpan.Zero), status.NextAt);
        Assert.Equal(1, runs.Count);
    }

    [Fact]
    public async Task Long_run_is_never_overlapped_by_the_next_tick()
    {
        var gate = new TaskCompletionSource();
        var (runs, time) = (new Runs { Gate = gate.Task }, new FakeTimeProvider(Noon));
        await using var database = await postgres.CreateDatabaseAsync(Token);
        await using var host = await StartAsync<EveryMinute>(database, runs, time);
        await AdvanceUntilAsync(time, () => runs.Count == 1);

        time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(TimerOutcome.Running, (await StatusAsync(host, _ => true)).LastOutcome);
        Assert.Equal(1, runs.Count);
        gate.SetResult();
        await RanAsync(host, runs, time, 2);

        Assert.False(runs.Seen.Last().IsPastDue);
    }

    [Fact]
    public async Task Failed_run_is_recorded_and_the_next_tick_tries_again()
    {
        var (runs, time) = (new Runs { Fault = "exchange is away" }, new FakeTimeProvider(Noon));
        await using var database = await postgres.CreateDatabaseAsync(Token);
        await using var host = await StartAsync<EveryMinute>(database, runs, time);

        await AdvanceUntilAsync(time, () => runs.Count == 1);
        var failed = await StatusAsync(host, status => status.LastOutcome == TimerOutcome.Failed);
        Assert.Equal("exchange is away", failed.LastError);
        runs.Fault = null;
        var healed = await RanAsync(host, runs, time, 2);

        Assert.Equal(TimerOutcome.Succeeded, healed.LastOutcome);
        Assert.Null(healed.LastError);
    }

    [Fact]
    public async Task Two_hosts_on_one_database_run_each_tick_once()
    {
        var (runs, time) = (new Runs(), new FakeTimeProvider(Noon));
        await using var database = await postgres.CreateDatabaseAsync(Token);
        await using var one = await StartAsync<EveryMinute>(database, runs, time);
        await using var other = await StartAsync<EveryMinute>(database, runs, time);

        for (var tick = 1; tick <= 5; tick++)
            await RanAsync(one, runs, time, tick);

        Assert.Equal(5, runs.Count);
    }

    [Fact]
    public async Task Run_on_startup_runs_at_once_and_keeps_the_schedule()
    {
        var (runs, time) = (new Runs(), new FakeTimeProvider(Noon));
        await using var database = await postgres.CreateDatabaseAsync(Token);
        await using var host = await StartAsync<Daily>(database, runs, time);

        var status = await StatusAsync(host, status => status.LastOutcome == TimerOutcome.Succeeded);

        Assert.False(Assert.Single(runs.Seen).IsPastDue);
        Assert.Equal(new DateTimeOffset(2026, 11, 24, 0, 0, 0, TimeSpan.Zero), status.NextAt);
    }

    [Theory]
    [InlineData(null, "'Minutely', which is missing")]
    [InlineData("* * * * *", "six fields")]
    [InlineData("nonsense", "six fields")]
    public void Schedule_that_cannot_be_read_is_refused_at_start(string? schedule, string reason)
    {
        var builder = TestHost.Builder(typeof(EveryMinute));
        builder.Configuration["Minutely"] = schedule;
        builder.Services.AddSingleton(NpgsqlDataSource.Create("Host=127.0.0.1"));

        var refusal = Assert.Throws<StartupException>(() => builder.Build());

        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Timers_without_a_database_are_refused_at_start()
    {
        var refusal = Assert.Throws<StartupException>(() => TestHost.Builder(typeof(Daily)).Build());

        Assert.Contains("need a database", refusal.Message, StringComparison.Ordinal);
    }

    private static Task<TestHost> StartAsync<T>(NpgsqlDataSource database, Runs runs, TimeProvider time, string schedule = "0 * * * * *")
    {
        LocalApplicationBuilder builder = TestHost.Builder(typeof(T));
        builder.Configuration["Minutely"] = schedule;
        builder.Services.AddSingleton(runs);
        builder.Services.AddSingleton(time);
        // A factory would make the container dispose the shared source.
        builder.Services.AddSingleton(database);
        return TestHost.StartAsync(builder);
    }

    // The loop arms its wait between reading the clock and sleeping; advancing again and again cannot miss it.
    private static Task AdvanceUntilAsync(FakeTimeProvider time, Func<bool> condition) =>
        Eventually.TrueAsync(
            () =>
            {
                if (condition())
                    return true;
                time.Advance(TimeSpan.FromSeconds(1));
                return false;
            },
            "the timer did not run",
            cancellationToken: Token);

    private static async Task<TimerStatus> RanAsync(TestHost host, Runs runs, FakeTimeProvider time, int count)
    {
        await AdvanceUntilAsync(time, () => runs.Count >= count);
        return await StatusAsync(host, status => status.LastOutcome != TimerOutcome.Running);
    }

    private static async Task<TimerStatus> StatusAsync(TestHost host, Func<TimerStatus, bool> accept)
    {
        var reader = host.Services.GetRequiredService<TimerStatusReader>();
        return (await Eventually.ValueAsync(
            async () => (await reader.ReadAsync(Token)).SingleOrDefault(),
            status => status is not null && accept(status),
            "the timer's row does not say so",
            cancellationToken: Token))!;
    }
}
