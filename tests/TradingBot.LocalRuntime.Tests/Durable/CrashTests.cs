using System.Collections.Concurrent;
using Microsoft.DurableTask.Client;
using TradingBot.TestKit;

namespace TradingBot.LocalRuntime.Tests.Durable;

public sealed class CrashTests(PostgresFixture postgres) : DurableTests(postgres)
{
    private const int Instances = 40;

    [Fact]
    public async Task Survivor_finishes_everything_when_a_worker_is_killed()
    {
        var (first, second) = (await HostAsync(), (DurableTestHost?)null);
        second = TwinOf(first);
        await AllFeatures.Register(first).StartAsync();
        await AllFeatures.Register(second).StartAsync();
        var ids = await StartManyAsync(second);

        await Eventually.TrueAsync(
            async () => await second.ScalarAsync<long>($"SELECT count(*) FROM {second.Schema}.history") > Instances,
            "no progress",
            cancellationToken: Token);
        await first.KillAsync();

        await AssertAllDoneAsync(second, ids);
    }

    [Fact]
    public async Task Cut_connections_cost_time_but_no_result()
    {
        var host = await HostAsync();
        await AllFeatures.Register(host).StartAsync();
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
            async () => await first.ScalarAsync<long>($"SELECT count(*) FROM {first.Schema}.activities") == 1,
            "not begun",
            cancellationToken: Token);
        await second.StartAsync();
        await second.ScalarAsync<object>($"UPDATE {first.Schema}.instances SET lease_owner = NULL, lease_until = '-infinity' RETURNING 1");
        await second.Client.RaiseEventAsync(id, "Go", "seen", Token);
        await Eventually.TrueAsync(
            async () => (await first.Client.GetInstanceAsync(id, true, Token))!.SerializedCustomStatus is not null,
            "no event",
            cancellationToken: Token);
        release.SetResult();

        Assert.Equal("done", (await first.FinishAsync(id)).ReadOutputAs<string>());
        Assert.Equal(0, (await first.Health.ReadAsync(Token)).Parked);
        await AssertEachResultOnceAsync(first);
    }

    [Fact]
    public async Task Work_survives_being_killed_again_and_again()
    {
        var host = await HostAsync();
        await AllFeatures.Register(host).StartAsync();
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
            await AllFeatures.Register(host).StartAsync();
        }

        await AssertAllDoneAsync(host, ids);
    }

    private static async Task<List<string>> StartManyAsync(DurableTestHost host)
    {
        var ids = new List<string>();
        for (var index = 0; index < Instances; index++) ids.Add(await host.StartInstanceAsync("Mixed", new AllFeatures.State(index, 0)));
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
        Assert.Equal(Enumerable.Range(0, ids.Count).Select(AllFeatures.Expected), ids.Select(id => outputs[id]));
        await AssertEachResultOnceAsync(host);
        await host.IdleAsync();
    }
}
