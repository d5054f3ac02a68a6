using TradingBot.LocalRuntime.Durable.Storage;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using TradingBot.TestKit;

namespace TradingBot.LocalRuntime.Tests.Durable;

public sealed class LifeCycleTests(PostgresFixture postgres) : DurableTests(postgres)
{
    [Fact]
    public async Task Timer_left_open_keeps_the_instance_running_until_it_fires()
    {
        var host = await (await HostAsync())
            .Orchestrator("Forgetful", context =>
            {
                _ = context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
                return Task.FromResult<object?>("returned");
            })
            .StartAsync();
        var id = await host.StartInstanceAsync("Forgetful");

        await host.AdvanceAsync(TimeSpan.FromMinutes(59));
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await host.Client.GetInstanceAsync(id, Token))!.RuntimeStatus);
        await host.AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.Equal("returned", (await host.FinishAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Cancelled_timer_lets_the_instance_complete()
    {
        var host = await (await HostAsync())
            .Orchestrator("Tidy", async context =>
            {
                using var loser = new CancellationTokenSource();
                var slow = context.CreateTimer(TimeSpan.FromDays(30), loser.Token);
                var fast = context.CreateTimer(TimeSpan.FromSeconds(1), CancellationToken.None);
                var first = await Task.WhenAny(slow, fast) == fast ? "fast" : "slow";
                loser.Cancel();
                return first;
            })
            .StartAsync();
        var id = await host.StartInstanceAsync("Tidy");

        await host.AdvanceAsync(TimeSpan.FromSeconds(1));

        Assert.Equal("fast", (await host.FinishAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Continue_as_new_cuts_the_history_and_keeps_unread_events_in_order()
    {
        var host = await (await HostAsync())
            .Orchestrator("Collector", async context =>
            {
                var seen = context.GetInput<string>() + await context.WaitForExternalEvent<string>("Letter");
                if (seen.Length == 5) return seen;
                context.ContinueAsNew(seen);
                return null;
            })
            .StartAsync();
        var id = await host.StartInstanceAsync("Collector", "");
        await host.Client.SuspendInstanceAsync(id, "gather first", Token);
        foreach (var letter in "abcde") await host.Client.RaiseEventAsync(id, "letter", letter.ToString(), Token);
        await host.IdleAsync();

        await host.Client.ResumeInstanceAsync(id, null, Token);

        Assert.Equal("abcde", (await host.FinishAsync(id)).ReadOutputAs<string>());
        Assert.Equal(1, await host.ScalarAsync<long>($"SELECT count(*) FROM {host.Schema}.history"));
    }

    [Fact]
    public async Task Terminate_ends_the_instance_and_drops_the_running_activitys_result()
    {
        var (entered, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        var host = await (await HostAsync())
            .Activity<object>("Slow", async (_, _) =>
            {
                entered.SetResult();
                await release.Task;
                return "too late";
            })
            .Orchestrator("Waits", async context => await context.CallActivityAsync<string>("Slow", "x"))
            .StartAsync();
        var id = await host.StartInstanceAsync("Waits");
        await entered.Task.WaitAsync(Token);

        await host.Client.TerminateInstanceAsync(id, "stopped by hand", Token);
        var ended = await host.FinishAsync(id);
        release.SetResult();
        await host.IdleAsync();

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, ended.RuntimeStatus);
        Assert.Equal("stopped by hand", (await host.FinishAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Recursive_terminate_reaches_sub_orchestrations()
    {
        var host = await (await HostAsync())
            .Orchestrator("Child", async context => await context.WaitForExternalEvent<string>("never"))
            .Orchestrator("Parent", async context => await context.CallSubOrchestratorAsync<string>(
                "Child", options: new SubOrchestrationOptions(instanceId: "child")))
            .StartAsync();
        await host.StartInstanceAsync("Parent", id: "parent");
        await Eventually.TrueAsync(
            async () => await host.Client.GetInstanceAsync("child", Token) is { IsRunning: true }, "no child", cancellationToken: Token);

        await host.Client.TerminateInstanceAsync("parent", new TerminateInstanceOptions("all", Recursive: true), Token);

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await host.FinishAsync("parent")).RuntimeStatus);
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await host.FinishAsync("child")).RuntimeStatus);
    }

    [Fact]
    public async Task Suspended_instance_holds_events_and_timers_until_it_is_resumed()
    {
        var host = await (await HostAsync())
            .Orchestrator("Held", async context =>
            {
                await Task.WhenAll(
                    context.CreateTimer(TimeSpan.FromMinutes(1), CancellationToken.None), context.WaitForExternalEvent<int>("Go"));
                return context.CurrentUtcDateTime;
            })
            .StartAsync();
        var id = await host.StartInstanceAsync("Held");
        await host.Client.WaitForInstanceStartAsync(id, Token);

        await host.Client.SuspendInstanceAsync(id, "hold", Token);
        await host.Client.RaiseEventAsync(id, "Go", 1, Token);
        await host.AdvanceAsync(TimeSpan.FromMinutes(5));
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await host.Client.GetInstanceAsync(id, Token))!.RuntimeStatus);
        await host.Client.ResumeInstanceAsync(id, "go on", Token);

        Assert.Equal(host.Clock.GetUtcNow().UtcDateTime, (await host.FinishAsync(id)).ReadOutputAs<DateTime>());
    }

    [Fact]
    public async Task Custom_status_is_seen_at_the_next_await()
    {
        var host = await (await HostAsync())
            .Orchestrator("Reporter", async context =>
            {
                context.SetCustomStatus(new { Stage = "waiting", Left = 1.50m });
                await context.WaitForExternalEvent<int>("Go");
                context.SetCustomStatus(new { Stage = "done", Left = 0m });
                return 1;
            })
            .StartAsync();
        var id = await host.StartInstanceAsync("Reporter");
        await host.Client.WaitForInstanceStartAsync(id, Token);

        Assert.Equal("""{"Stage":"waiting","Left":1.50}""", (await host.Client.GetInstanceAsync(id, true, Token))!.SerializedCustomStatus);
        await host.Client.RaiseEventAsync(id, "Go", 1, Token);
        Assert.Equal("""{"Stage":"done","Left":0}""", (await host.FinishAsync(id)).SerializedCustomStatus);
    }

    [Fact]
    public async Task Payloads_read_only_when_fetched_and_keep_pascal_case()
    {
        var host = await (await HostAsync()).Orchestrator(
            "Echo", context => Task.FromResult<object?>(context.GetInput<Order>())).StartAsync();
        var id = await host.StartInstanceAsync("Echo", new Order("BTCUSDT", 0.10m) { Note = "field" });
        var full = await host.FinishAsync(id);
        var bare = await host.Client.GetInstanceAsync(id, Token);

        Assert.Equal("""{"Symbol":"BTCUSDT","Quantity":0.10,"Note":"field"}""", full.SerializedOutput);
        Assert.Throws<InvalidOperationException>(() => bare!.ReadOutputAs<Order>());
    }

    [Fact]
    public async Task Instances_are_listed_by_pages_status_and_prefix()
    {
        var host = await (await HostAsync())
            .Orchestrator("Ok", _ => Task.FromResult<object?>(1))
            .Orchestrator("Wait", async context => await context.WaitForExternalEvent<int>("never"))
            .StartAsync();
        for (var index = 0; index < 5; index++) await host.RunAsync("Ok", id: $"ok-{index}");
        await host.StartInstanceAsync("Wait", id: "wait-1");

        var done = new OrchestrationQuery(Statuses: [OrchestrationRuntimeStatus.Completed], InstanceIdPrefix: "ok-", PageSize: 2);
        var pages = new List<string>();
        await foreach (var page in host.Client.GetAllInstancesAsync(done).AsPages())
            pages.Add(string.Join(',', page.Values.Select(found => found.InstanceId)));
        var all = new List<string>();
        await foreach (var found in host.Client.GetAllInstancesAsync()) all.Add(found.InstanceId);

        Assert.Equal(["ok-0,ok-1", "ok-2,ok-3", "ok-4"], pages);
        Assert.Equal(6, all.Count);
    }

    [Fact]
    public async Task Due_work_is_found_without_reading_the_table_of_instances()
    {
        var host = await HostAsync();
        await using var filling = host.Source.CreateCommand($"""
            INSERT INTO {host.Schema}.instances (instance_id, execution_id, name, status, created_at, updated_at)
            SELECT 'old-' || n, gen_random_uuid(), 'Old', 1, now(), now() FROM generate_series(1, 3000) n;
            INSERT INTO {host.Schema}.messages (instance_id, visible_at, content)
            SELECT 'old-' || n, now() + n * interval '1 minute', json_build_object() FROM generate_series(1, 300) n;
            ANALYZE {host.Schema}.instances; ANALYZE {host.Schema}.messages
            """);
        await filling.ExecuteNonQueryAsync(Token);
        var store = new InstanceStore(new DurableDatabase(host.Source, host.Schema), Guid.NewGuid(), TimeSpan.FromSeconds(10));

        await using var explain = host.Source.CreateCommand($"EXPLAIN {store.FindDueStatement}");
        explain.Parameters.AddWithValue(TimeProvider.System.GetUtcNow().AddHours(6));
        explain.Parameters.AddWithValue(Guid.NewGuid());
        explain.Parameters.AddWithValue(Array.Empty<string>());
        explain.Parameters.AddWithValue(100);
        var plan = new List<string>();
        await using var reader = await explain.ExecuteReaderAsync(Token);
        while (await reader.ReadAsync(Token)) plan.Add(reader.GetString(0));

        Assert.Contains(plan, static line => line.Contains("Index Scan using instances_pkey", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, static line => line.Contains("Seq Scan on instances", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Purge_removes_finished_instances_only()
    {
        var host = await (await HostAsync())
            .Orchestrator("Ok", _ => Task.FromResult<object?>(1))
            .Orchestrator("Wait", async context => await context.WaitForExternalEvent<int>("never"))
            .StartAsync();
        for (var index = 0; index < 3; index++) await host.RunAsync("Ok", id: $"ok-{index}");
        await host.StartInstanceAsync("Wait", id: "wait");

        Assert.Equal(0, (await host.Client.PurgeInstanceAsync("wait", Token)).PurgedInstanceCount);
        Assert.Equal(1, (await host.Client.PurgeInstanceAsync("ok-0", Token)).PurgedInstanceCount);
        var rest = await host.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter(CreatedTo: host.Clock.GetUtcNow()), Token);

        Assert.Equal((2, true), (rest.PurgedInstanceCount, rest.IsComplete));
        Assert.Equal(1, await host.ScalarAsync<long>($"SELECT count(*) FROM {host.Schema}.instances"));
        Assert.Equal(0, await host.ScalarAsync<long>($"SELECT count(*) FROM {host.Schema}.history WHERE instance_id LIKE 'ok%'"));
    }

    internal sealed record Order(string Symbol, decimal Quantity)
    {
        public string? Note;
    }
}
