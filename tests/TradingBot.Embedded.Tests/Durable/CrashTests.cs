using System.Collections.Concurrent;
using TradingBot.Embedded.Durable.Client;
using TradingBot.TestKit;

namespace TradingBot.Embedded.Tests.Durable;

public sealed class CrashTests(PostgresFixture postgres) : DurableTests(postgres)
{
    private const int Instances = 40;

    [Fact]
    public async Task Survivor_finishes_everything_when_a_worker_is_killed()
    {
        var (first, second) = (await HostAsync(), (DurableTestHost?)null);
        second = TwinOf(first);
        await MixedWork.Register(first).StartAsync();
        await MixedWork.Register(second).StartAsync();
        var ids = await StartManyAsync(second);

        await Eventually.TrueAsync(
            async () => await second.ScalarAsync<long>($"SELECT count(*) FROM {second.Schema}.history") > Instances, "no progress", cancellationToken: Token);
        await first.KillAsync();

        await AssertAllDoneAsync(second, ids);
    }

    [Fact]
    public async Task Cut_connections_cost_time_but_no_result()
    {
        var host = await HostAsync();
        await MixedWork.Register(host).StartAsync();
        var ids = await StartManyAsync(host);
        await using var saboteur = await Source.OpenConnectionAsync(Token);

        for (var cut = 0; cut < 12; cut++)
        {
            await using var command = saboteur.CreateCommand();
            command.CommandText =
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";
            await command.ExecuteNonQueryAsync(Token);
            host.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Token);
        }

        await AssertAllDoneAsync(host, ids);
    }

    [Fact]
    public async Task Activity_of_a_killed_worker_runs_again_elsewhere()
    {
        var (runs, entered) = (0, new TaskCompletionSource());
        var (first, second) = (await HostAsync(), (DurableTestHost?)null);
        second = TwinOf(first);
        foreach (var host in new[] { first, second })
        {
            host.Activity<string>("Work", async (_, token) =>
            {
                if (Interlocked.Increment(ref runs) > 1) return "done";
                entered.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
                return "never";
            });
            host.Orchestrator("Worker", async context => await context.CallActivityAsync<string>("Work", "x"));
        }

        await first.StartAsync();
        var id = await first.StartInstanceAsync("Worker");
        await entered.Task.WaitAsync(Token);
        await first.KillAsync();
        await second.StartAsync();

        Assert.Equal("done", (await second.FinishAsync(id)).ReadOutputAs<string>());
        Assert.Equal(2, runs);
    }

    [Fact]
    public async Task Restart_after_a_crash_does_not_wait_for_the_dead_ones_leases()
    {
        var (runs, entered) = (0, new TaskCompletionSource());
        var host = await HostAsync();
        void Register() => host
            .Activity<string>("Work", async (_, token) =>
            {
                if (Interlocked.Increment(ref runs) > 1) return "done";
                entered.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
                return "never";
            })
            .Orchestrator("Worker", async context => await context.CallActivityAsync<string>("Work", "x"));
        Register();
        await host.StartAsync(options => options.LeaseDuration = TimeSpan.FromMinutes(5));
        var id = await host.StartInstanceAsync("Worker");
        await entered.Task.WaitAsync(Token);
        await host.KillAsync();

        Register();
        await host.StartAsync(options => options.LeaseDuration = TimeSpan.FromMinutes(5));

        Assert.Equal("done", (await host.FinishAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Starting_worker_leaves_the_leases_of_a_living_one_alone()
    {
        var (runs, release) = (0, new TaskCompletionSource());
        var first = await HostAsync();
        var second = TwinOf(first);
        foreach (var host in new[] { first, second })
        {
            host.Activity<string>("Work", async (_, _) =>
            {
                Interlocked.Increment(ref runs);
                await release.Task;
                return "done";
            });
            host.Orchestrator("Worker", async context => await context.CallActivityAsync<string>("Work", "x"));
        }

        await first.StartAsync();
        var id = await first.StartInstanceAsync("Worker");
        await Eventually.TrueAsync(() => runs == 1, "the activity did not start", cancellationToken: Token);
        await second.StartAsync();
        // Longer than a lease and than the starting worker's search for dead ones.
        await Task.Delay(TimeSpan.FromSeconds(3), TimeProvider.System, Token);
        release.SetResult();

        Assert.Equal("done", (await second.FinishAsync(id)).ReadOutputAs<string>());
        Assert.Equal(1, runs);
    }

    [Fact]
    public async Task Activity_interrupted_by_a_stop_is_no_failure_and_runs_again()
    {
        var (runs, entered) = (0, new TaskCompletionSource());
        var host = await HostAsync();
        void Register() => host
            .Activity<string>("Work", async (_, token) =>
            {
                if (Interlocked.Increment(ref runs) > 1) return "done";
                entered.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
                return "never";
            })
            .Orchestrator("Worker", async context => await context.CallActivityAsync<string>("Work", "x"));
        Register();
        await host.StartAsync(options => options.DrainTimeout = TimeSpan.FromMilliseconds(50));
        var id = await host.StartInstanceAsync("Worker");
        await entered.Task.WaitAsync(Token);

        await host.StopAsync();
        Register();
        await host.StartAsync();

        Assert.Equal("done", (await host.FinishAsync(id)).ReadOutputAs<string>());
        Assert.Equal(2, runs);
    }

    [Fact]
    public async Task Stop_lets_a_short_activity_finish()
    {
        var (runs, entered) = (0, new TaskCompletionSource());
        var host = await HostAsync();
        void Register() => host
            .Activity<string>("Work", async (_, token) =>
            {
                Interlocked.Increment(ref runs);
                entered.SetResult();
                await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, token);
                return "done";
            })
            .Orchestrator("Worker", async context => await context.CallActivityAsync<string>("Work", "x"));
        Register();
        await host.StartAsync(options => options.DrainTimeout = TimeSpan.FromSeconds(20));
        var id = await host.StartInstanceAsync("Worker");
        await entered.Task.WaitAsync(Token);

        await host.StopAsync();
        Register();
        await host.StartAsync();

        Assert.Equal("done", (await host.FinishAsync(id)).ReadOutputAs<string>());
        Assert.Equal(1, runs);
    }

    [Fact]
    public async Task Result_of_an_activity_whose_lease_was_taken_away_is_refused()
    {
        var (runs, entered, release) = (0, new TaskCompletionSource(), new TaskCompletionSource());
        var host = await (await HostAsync())
            .Activity<string>("Work", async (_, _) =>
            {
                if (Interlocked.Increment(ref runs) > 1) return "second";
                entered.SetResult();
                await release.Task;
                return "first";
            })
            .Orchestrator("Worker", async context => await context.CallActivityAsync<string>("Work", "x"))
            .StartAsync();
        var id = await host.StartInstanceAsync("Worker");
        await entered.Task.WaitAsync(Token);

        await host.ScalarAsync<object>(
            $"UPDATE {host.Schema}.activities SET lease_owner = gen_random_uuid(), lease_until = now() + interval '300 ms' RETURNING 1");
        release.SetResult();

        Assert.Equal("second", (await host.FinishAsync(id)).ReadOutputAs<string>());
        await AssertEachResultOnceAsync(host);
    }

    [Fact]
    public async Task Step_on_an_instance_that_another_worker_moved_on_is_refused_and_repeated()
    {
        var release = new TaskCompletionSource();
        var first = await HostAsync();
        var second = TwinOf(first);
        foreach (var host in new[] { first, second })
        {
            host.Activity<string>("Work", async (_, _) =>
            {
                await release.Task;
                return "done";
            });
            host.Orchestrator("Worker", async context =>
            {
                if (context.GetInput<string>() is { } mistake) return mistake;
                var work = context.CallActivityAsync<string>("Work", "x");
                var go = context.WaitForExternalEvent<string>("Go");
                if (await Task.WhenAny(work, go) == work)
                {
                    // Only a worker that doesn't know of the event gets here.
                    context.ContinueAsNew("the event was lost");
                    return null;
                }

                context.SetCustomStatus(await go);
                return await work;
            });
        }

        await first.StartAsync();
        var id = await first.StartInstanceAsync("Worker");
        await Eventually.TrueAsync(
            async () => await first.ScalarAsync<long>($"SELECT count(*) FROM {first.Schema}.activities") == 1, "not begun", cancellationToken: Token);
        await second.StartAsync();
        await second.ScalarAsync<object>($"UPDATE {first.Schema}.instances SET lease_owner = NULL, lease_until = '-infinity' RETURNING 1");
        await second.Client.RaiseEventAsync(id, "Go", "seen", Token);
        await Eventually.TrueAsync(
            async () => (await first.Client.GetInstanceAsync(id, true, Token))!.SerializedCustomStatus is not null, "no event", cancellationToken: Token);
        release.SetResult();

        Assert.Equal("done", (await first.FinishAsync(id)).ReadOutputAs<string>());
        Assert.Equal(0, (await first.Health.ReadAsync(Token)).Parked);
        await AssertEachResultOnceAsync(first);
    }

    [Fact]
    public async Task Work_survives_being_killed_again_and_again()
    {
        var host = await HostAsync();
        await MixedWork.Register(host).StartAsync();
        var ids = await StartManyAsync(host);

        for (var kill = 0; kill < 4; kill++)
        {
            var before = await host.ScalarAsync<long>($"SELECT sum(version)::bigint FROM {host.Schema}.instances");
            await Eventually.TrueAsync(
                async () =>
                {
                    host.Clock.Advance(TimeSpan.FromSeconds(1));
                    return await host.ScalarAsync<long>($"SELECT sum(version)::bigint FROM {host.Schema}.instances") > before + 20;
                },
                "no progress",
                cancellationToken: Token);
            await host.KillAsync();
            await MixedWork.Register(host).StartAsync();
        }

        await AssertAllDoneAsync(host, ids);
    }

    private static async Task<List<string>> StartManyAsync(DurableTestHost host)
    {
        var ids = new List<string>();
        for (var index = 0; index < Instances; index++) ids.Add(await host.StartInstanceAsync("Mixed", new MixedWork.State(index, 0)));
        return ids;
    }

    private static async Task AssertAllDoneAsync(DurableTestHost host, List<string> ids)
    {
        var outputs = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        await Eventually.TrueAsync(
            async () =>
            {
                host.Clock.Advance(TimeSpan.FromSeconds(1));
                foreach (var id in ids.Where(id => !outputs.ContainsKey(id)))
                {
                    if (await host.Client.GetInstanceAsync(id, true, Token) is { IsCompleted: true } ended)
                        outputs[id] = ended.RuntimeStatus == OrchestrationRuntimeStatus.Completed ? ended.ReadOutputAs<int>() : -1;
                }

                return outputs.Count == ids.Count;
            },
            "not all instances finished",
            TimeSpan.FromSeconds(60),
            Token);
        Assert.Equal(Enumerable.Range(0, ids.Count).Select(MixedWork.Expected), ids.Select(id => outputs[id]));
        await AssertEachResultOnceAsync(host);
        await host.IdleAsync();
    }

    private static async Task AssertEachResultOnceAsync(DurableTestHost host) => Assert.Equal(0, await host.ScalarAsync<long>($"""
        SELECT count(*) FROM (
            SELECT instance_id, e ->> 'TaskId' FROM {host.Schema}.history, json_array_elements(content -> 'Inbound') e
            WHERE e ->> 'kind' IN ('completed', 'failed', 'timer') GROUP BY 1, 2 HAVING count(*) > 1) twice
        """));
}
