namespace TradingBot.DurableScenarios;

/// <summary>An instance's life: started once, seen from outside, held, ended by hand, taken over by another worker.</summary>
public abstract class LifeScenarios : DurableScenario
{
    private static readonly OrchestrationRuntimeStatus[] Everything =
    [
        OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated,
        OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended,
    ];

    private static DurableWork Waiting => new DurableWork().Orchestrator(
        "Waits", static async context => $"{context.GetInput<string>()}:{await context.WaitForExternalEvent<string>("Go")}");

    [Fact]
    public async Task Live_instance_refuses_a_second_start()
    {
        await Hub.StartWorkerAsync(Waiting);
        await StartAsync("Waits", "first", "one");
        await RecordedAsync("one", "ExecutionStarted");

        await AssertRefusedAsync(new StartOrchestrationOptions("one"));
        await Client.RaiseEventAsync("one", "Go", "went", Token);

        Assert.Equal("first:went", (await EndAsync("one")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Finished_instance_is_replaced_unless_deduplicated()
    {
        await Hub.StartWorkerAsync(
            new DurableWork().Orchestrator("Echo", static context => Task.FromResult<object?>(context.GetInput<string>())));
        await EndAsync(await StartAsync("Echo", "first", "one"));

        await AssertRefusedAsync(new StartOrchestrationOptions("one").WithDedupeStatuses(Everything));
        await StartAsync("Echo", "second", "one");

        await StandAsync("one", static found => found is { IsCompleted: true, SerializedOutput: "\"second\"" });
    }

    [Fact]
    public async Task Custom_status_is_seen_at_the_next_await_and_stays_after_the_end()
    {
        await Hub.StartWorkerAsync(new DurableWork().Orchestrator("Reporter", static async context =>
        {
            context.SetCustomStatus(new { Stage = "waiting", Left = 1.50m });
            await context.WaitForExternalEvent<int>("Go");
            context.SetCustomStatus(new { Stage = "done", Left = 0m });
            return 1;
        }));
        var id = await StartAsync("Reporter");

        await StandAsync(id, static found => found.SerializedCustomStatus == """{"Stage":"waiting","Left":1.50}""");
        await Client.RaiseEventAsync(id, "Go", 1, Token);

        Assert.Equal("""{"Stage":"done","Left":0}""", (await EndAsync(id)).SerializedCustomStatus);
    }

    [Fact]
    public async Task Terminated_instance_keeps_the_reason_and_drops_what_still_comes()
    {
        var (entered, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        await Hub.StartWorkerAsync(new DurableWork()
            .Activity<string>("Slow", async _ =>
            {
                entered.TrySetResult();
                await release.Task;
                return "too late";
            })
            .Orchestrator("Echo", static context => Task.FromResult<object?>(context.GetInput<string>()))
            .Orchestrator("Waits", static async context => await context.CallActivityAsync<string>("Slow", "x")));
        var id = await StartAsync("Waits");
        await entered.Task.WaitAsync(Token);

        await Client.TerminateInstanceAsync(id, "stopped by hand", Token);
        await EndAsync(id);
        release.SetResult();
        // Another instance's whole life is behind the late result.
        await RunAsync("Echo", "later");

        var ended = (await StandAsync(id))!;
        Assert.Equal((OrchestrationRuntimeStatus.Terminated, "stopped by hand"), (ended.RuntimeStatus, ended.ReadOutputAs<string>()));
        Assert.DoesNotContain("TaskCompleted", await ShapeAsync(id));
    }

    [Fact]
    public async Task Suspended_instance_holds_events_until_it_is_resumed()
    {
        await Hub.StartWorkerAsync(Waiting);
        var id = await StartAsync("Waits", "held");
        await RecordedAsync(id, "ExecutionStarted");

        await Client.SuspendInstanceAsync(id, "hold", Token);
        await StandAsync(id, static found => found.RuntimeStatus == OrchestrationRuntimeStatus.Suspended);
        await Client.RaiseEventAsync(id, "Go", "went", Token);
        await RecordedAsync(id, "EventRaised");
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await StandAsync(id))!.RuntimeStatus);
        await Client.ResumeInstanceAsync(id, "go on", Token);

        Assert.Equal("held:went", (await EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Another_worker_goes_on_where_the_first_was_stopped_and_repeats_no_activity()
    {
        var calls = 0;
        DurableWork Work() => new DurableWork()
            .Activity<string>("Step", text => $"{text}{Interlocked.Increment(ref calls)}")
            .Orchestrator("Steps", static async context =>
            {
                var before = context.NewGuid();
                var first = await context.CallActivityAsync<string>("Step", "a");
                await context.WaitForExternalEvent<string>("Go");
                await context.CreateTimer(TimeSpan.FromMilliseconds(300), CancellationToken.None);
                var second = await context.CallActivityAsync<string>("Step", $"{before:N}");
                return $"{first},{second == $"{before:N}2"}";
            });
        await Hub.StartWorkerAsync(Work());
        var id = await StartAsync("Steps");
        await RecordedAsync(id, "TaskCompleted");
        await Hub.StopWorkerAsync();
        await Client.RaiseEventAsync(id, "Go", "while nobody worked", Token);

        await Hub.StartWorkerAsync(Work());

        Assert.Equal("a1,True", (await EndAsync(id)).ReadOutputAs<string>());
        Assert.Equal(
            [
                "ExecutionStarted Steps", "TaskScheduled Step", "TaskCompleted", "EventRaised Go", "TimerCreated", "TimerFired",
                "TaskScheduled Step", "TaskCompleted", "ExecutionCompleted",
            ],
            await ShapeAsync(id));
    }

    [Fact]
    public async Task Finished_instances_are_purged_by_age_and_live_ones_stay()
    {
        await Hub.StartWorkerAsync(
            Waiting.Orchestrator("Echo", static context => Task.FromResult<object?>(context.GetInput<string>())));
        await EndAsync(await StartAsync("Echo", "first", "ended"));
        await StartAsync("Waits", "second", "live");
        await RecordedAsync("live", "ExecutionStarted");
        var beginning = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

        async Task PurgeAsync(TimeSpan fromNow) => await Client.PurgeAllInstancesAsync(
            new PurgeInstancesFilter(beginning, TimeProvider.System.GetUtcNow() + fromNow, [OrchestrationRuntimeStatus.Completed]), Token);
        await PurgeAsync(TimeSpan.FromHours(-1));
        Assert.NotNull(await Client.GetInstanceAsync("ended", Token));
        await PurgeAsync(TimeSpan.FromHours(1));

        Assert.Null(await Client.GetInstanceAsync("ended", Token));
        await Client.RaiseEventAsync("live", "Go", "went", Token);
        Assert.Equal("second:went", (await EndAsync("live")).ReadOutputAs<string>());
    }

    // Told apart by name, as the product does: each backend keeps this exception in an assembly of its own.
    private async Task AssertRefusedAsync(StartOrchestrationOptions options)
    {
        var refusal = await Assert.ThrowsAnyAsync<Exception>(
            () => Client.ScheduleNewOrchestrationInstanceAsync("Waits", "second", options, Token));
        Assert.Equal("OrchestrationAlreadyExistsException", refusal.GetType().Name);
    }
}
