using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using TradingBot.TestKit;

namespace TradingBot.LocalRuntime.Tests.Durable;

public sealed class DeterminismTests(PostgresFixture postgres) : DurableTests(postgres)
{
    [Fact]
    public async Task Replay_repeats_the_code_but_no_side_effect()
    {
        var (runs, effects, live) = (0, 0, 0);
        var host = await HostAsync();
        void Register() => host
            .Activity<int>("Effect", value =>
            {
                Interlocked.Increment(ref effects);
                return value;
            })
            .Orchestrator("Steps", async context =>
            {
                Interlocked.Increment(ref runs);
                var ids = new List<string>();
                for (var step = 0; step < 4; step++)
                {
                    await context.CallActivityAsync<int>("Effect", step);
                    ids.Add($"{context.NewGuid()}@{context.CurrentUtcDateTime:o}");
                    if (!context.IsReplaying) Interlocked.Increment(ref live);
                    await context.CreateTimer(TimeSpan.FromMinutes(1), CancellationToken.None);
                }

                return ids;
            });

        // Nothing is kept in memory: every step rebuilds the run from its history.
        Register();
        await host.StartAsync(options => options.MaxCachedInstances = 0);
        var id = await host.StartInstanceAsync("Steps");
        for (var minute = 0; minute < 4; minute++)
        {
            await host.AdvanceAsync(TimeSpan.FromMinutes(1));
            await host.StopAsync();
            Register();
            await host.StartAsync(options => options.MaxCachedInstances = 0);
        }

        var ended = await host.FinishAsync(id);
        Assert.Equal(4, ended.ReadOutputAs<string[]>()!.Distinct(StringComparer.Ordinal).Count());
        Assert.True(runs > 1, "nothing was replayed");
        Assert.Equal((4, 4), (effects, live));
    }

    [Fact]
    public async Task New_guid_follows_the_published_recipe()
    {
        var host = await (await HostAsync())
            .Orchestrator("Guids", context => Task.FromResult<object?>(new[] { context.NewGuid(), context.NewGuid() }))
            .StartAsync();

        var ended = await host.RunAsync("Guids", id: "fixed");

        // Made once with another implementation of RFC 4122 version 5 from "fixed_2026-01-05T08:00:00.0000000Z_0" and "…_1".
        Assert.Equal(
            [new Guid("76866b76-a719-545e-903d-4c5009c1a0f7"), new Guid(
                "f6634a04-8b51-544b-ac26-372448f42653")], ended.ReadOutputAs<Guid[]>()!);
    }

    [Theory]
    [InlineData("delay")]
    [InlineData("thread")]
    public async Task Awaiting_a_foreign_task_fails_the_instance_with_an_explanation(string way)
    {
        var host = await (await HostAsync())
            .Orchestrator("Careless", async context =>
            {
                // Long enough not to be over before it is awaited: of a task that is, nobody can tell where it came from.
                var foreign = Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, Token);
                if (way == "delay") await foreign;
                else await Task.WhenAny(Task.Run(() => foreign, Token), context.WaitForExternalEvent<int>("never"));
                return await context.WaitForExternalEvent<int>("never");
            })
            .StartAsync();

        var ended = await host.RunAsync("Careless");

        Assert.Equal("System.InvalidOperationException", ended.FailureDetails!.ErrorType);
        Assert.Contains("awaited a task that its context did not create", ended.FailureDetails.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Code_that_left_its_history_parks_the_instance_and_goes_on_when_it_fits_again()
    {
        var host = await HostAsync();
        void Register(string first) => host
            .Activity<string>("A", _ => "a")
            .Activity<string>("B", _ => "b")
            .Orchestrator("Changing", async context =>
                await context.CallActivityAsync<string>(first, "x") + await context.WaitForExternalEvent<string>("Go"));
        Register("A");
        await host.StartAsync();
        var id = await host.StartInstanceAsync("Changing");
        await host.IdleAsync();
        await host.StopAsync();

        Register("B");
        await host.StartAsync();
        await host.Client.RaiseEventAsync(id, "Go", "!", Token);
        await Eventually.TrueAsync(async () => (await host.Health.ReadAsync(Token)).Parked == 1, "not parked", cancellationToken: Token);
        var reason = await host.ScalarAsync<string>($"SELECT parked_reason FROM {host.Schema}.instances");
        Assert.Matches("sequence number 0 named 'A'.*instead scheduled an activity task named 'B'", reason);
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await host.Client.GetInstanceAsync(id, Token))!.RuntimeStatus);
        await host.StopAsync();

        Register("A");
        await host.StartAsync();
        Assert.Equal("a!", (await host.FinishAsync(id)).ReadOutputAs<string>());
        Assert.Equal(0, (await host.Health.ReadAsync(Token)).Parked);
    }

    [Fact]
    public async Task Parked_instance_is_tried_again_by_itself_and_can_be_terminated()
    {
        var fits = true;
        var host = await HostAsync();
        await host
            .Activity<string>("A", _ => "a")
            .Orchestrator("Changing", async context =>
            {
                if (fits) await context.CallActivityAsync<string>("A", "x");
                return await context.WaitForExternalEvent<string>("Go");
            })
            .StartAsync(options => (options.MaxCachedInstances, options.ParkedRetryInterval) = (0, TimeSpan.FromSeconds(10)));
        foreach (var id in new[] { "heals", "ends" })
        {
            await host.StartInstanceAsync("Changing", id: id);
            await host.IdleAsync();
        }

        // Idle instances leave the memory at the next look, so the changed code meets the old history.
        await Eventually.TrueAsync(() => host.Worker.CachedInstances == 0, "still cached", cancellationToken: Token);
        fits = false;
        await host.Client.RaiseEventAsync("heals", "Go", "healed", Token);
        await host.Client.RaiseEventAsync("ends", "Go", "never read", Token);
        await Eventually.TrueAsync(async () => (await host.Health.ReadAsync(Token)).Parked == 2, "not parked", cancellationToken: Token);

        await host.Client.TerminateInstanceAsync("ends", Token);
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await host.FinishAsync("ends")).RuntimeStatus);
        fits = true;
        host.Clock.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal("healed", (await host.FinishAsync("heals")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Call_that_the_history_lacks_parks_the_instance()
    {
        var more = false;
        var host = await HostAsync();
        await host
            .Activity<string>("A", _ => "a")
            .Orchestrator("Growing", async context =>
            {
                var extra = more ? context.CallActivityAsync<string>("A", "x") : null;
                var answer = await context.WaitForExternalEvent<string>("Go");
                return extra is null ? answer : await extra;
            })
            .StartAsync(options => options.MaxCachedInstances = 0);
        var id = await host.StartInstanceAsync("Growing");
        await host.IdleAsync();
        await Eventually.TrueAsync(() => host.Worker.CachedInstances == 0, "still cached", cancellationToken: Token);

        more = true;
        await host.Client.RaiseEventAsync(id, "Go", "!", Token);
        await Eventually.TrueAsync(async () => (await host.Health.ReadAsync(Token)).Parked == 1, "not parked", cancellationToken: Token);

        Assert.Equal(
            "The code calls activity 'A' (#0), which its history does not have.",
            await host.ScalarAsync<string>($"SELECT parked_reason FROM {host.Schema}.instances"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Code_that_ends_where_its_history_goes_on_parks_the_instance(bool continuesAsNew)
    {
        var waits = true;
        var host = await HostAsync();
        await host
            .Orchestrator("Shrinking", async context =>
            {
                if (waits) return await context.WaitForExternalEvent<string>("Go");
                if (continuesAsNew) context.ContinueAsNew("again");
                return "short";
            })
            .StartAsync(options => options.MaxCachedInstances = 0);
        var id = await host.StartInstanceAsync("Shrinking");
        await host.IdleAsync();
        await Eventually.TrueAsync(() => host.Worker.CachedInstances == 0, "still cached", cancellationToken: Token);

        waits = false;
        await host.Client.RaiseEventAsync(id, "Go", "!", Token);
        await Eventually.TrueAsync(async () => (await host.Health.ReadAsync(Token)).Parked == 1, "not parked", cancellationToken: Token);

        Assert.Equal(
            "The code ends where its history goes on.",
            await host.ScalarAsync<string>($"SELECT parked_reason FROM {host.Schema}.instances"));
    }

    [Fact]
    public async Task Replay_safe_logger_writes_each_line_once_though_it_calls_itself_enabled()
    {
        var (lines, enabled) = (new LineCounter(), new LineCounter());
        var host = await HostAsync();
        void Register() => host.Orchestrator("Logger", async context =>
        {
            var logger = context.CreateReplaySafeLogger("test");
            if (logger.IsEnabled(LogLevel.Information)) enabled.Add();
            logger.Log(LogLevel.Information, default, lines, null, static (counter, _) => counter.Add());
            await context.CreateTimer(TimeSpan.FromMinutes(1), CancellationToken.None);
            if (logger.IsEnabled(LogLevel.Information)) enabled.Add();
            logger.Log(LogLevel.Information, default, lines, null, static (counter, _) => counter.Add());
            return null;
        });
        Register();
        await host.StartAsync();
        var id = await host.StartInstanceAsync("Logger");
        await host.IdleAsync();
        await host.StopAsync();
        Register();
        await host.StartAsync();

        await host.AdvanceAsync(TimeSpan.FromMinutes(1));
        await host.FinishAsync(id);

        // As on Azure: only what is written knows of the replay. Counting in IsEnabled would count replays too.
        Assert.Equal((2, 3), (lines.Count, enabled.Count));
    }

    private sealed class LineCounter
    {
        private int _count;

        public int Count => _count;

        public string Add() => $"line {Interlocked.Increment(ref _count)}";
    }
}
