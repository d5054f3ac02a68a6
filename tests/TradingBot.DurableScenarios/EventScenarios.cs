namespace TradingBot.DurableScenarios;

/// <summary>External events: kept until they are waited for, whoever waits, and over a new beginning.</summary>
public abstract class EventScenarios : DurableScenario
{
    [Fact]
    public async Task Event_raised_before_the_wait_is_kept_and_names_ignore_case()
    {
        await Hub.StartWorkerAsync(new DurableWork().Orchestrator("Late", async context =>
        {
            await context.WaitForExternalEvent<string>("Open");
            return $"{await context.WaitForExternalEvent<string>("GO")},{await context.WaitForExternalEvent<string>("go")}";
        }));
        var id = await StartAsync("Late");
        await RaiseInOrderAsync(id, ("Go", "first"), ("gO", "second"), ("Open", ""));

        Assert.Equal("first,second", (await EndAsync(id)).ReadOutputAs<string>());
        Assert.Equal(
            ["ExecutionStarted Late", "EventRaised Go", "EventRaised gO", "EventRaised Open", "ExecutionCompleted"], await ShapeAsync(id));
    }

    [Fact]
    public async Task Newest_of_two_waiters_gets_the_first_event()
    {
        await Hub.StartWorkerAsync(new DurableWork().Orchestrator("Two waiters", async context =>
        {
            var older = context.WaitForExternalEvent<string>("Signal");
            var newer = context.WaitForExternalEvent<string>("Signal");
            return $"newer:{await newer},older:{await older}";
        }));
        var id = await StartAsync("Two waiters");

        await RaiseInOrderAsync(id, ("Signal", "a"), ("Signal", "b"));

        Assert.Equal("newer:a,older:b", (await EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Wait_that_timed_out_does_not_swallow_a_later_event()
    {
        await Hub.StartWorkerAsync(new DurableWork().Orchestrator("Patient", async context =>
        {
            try
            {
                return await context.WaitForExternalEvent<string>("Signal", TimeSpan.FromMilliseconds(300));
            }
            catch (TaskCanceledException)
            {
                context.SetCustomStatus("late");
                return await context.WaitForExternalEvent<string>("Signal");
            }
        }));
        var id = await StartAsync("Patient");
        await StandAsync(id, static found => found.SerializedCustomStatus == "\"late\"");

        await Client.RaiseEventAsync(id, "Signal", "came late", Token);

        Assert.Equal("came late", (await EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Continue_as_new_cuts_the_history_and_keeps_unread_events_in_order()
    {
        await Hub.StartWorkerAsync(new DurableWork().Orchestrator("Collector", async context =>
        {
            var seen = context.GetInput<string>()!;
            if (seen.Length == 0)
                await context.WaitForExternalEvent<string>("Open");
            seen += await context.WaitForExternalEvent<string>("Letter");
            if (seen.Length == 4)
                return seen;
            context.ContinueAsNew(seen);
            return null;
        }));
        var id = await StartAsync("Collector", "");

        await RaiseInOrderAsync(id, ("letter", "a"), ("letter", "b"), ("letter", "c"), ("letter", "d"), ("Open", ""));

        Assert.Equal("abcd", (await EndAsync(id)).ReadOutputAs<string>());
        var shape = await ShapeAsync(id);
        Assert.Equal(("ExecutionStarted Collector", "ExecutionCompleted"), (shape[0], shape[^1]));
        Assert.All(shape.Skip(1).SkipLast(1), static entry => Assert.Equal("EventRaised letter", entry));
        Assert.DoesNotContain("EventRaised Open", shape);
    }

    [Fact]
    public async Task Orchestrations_send_each_other_events()
    {
        await Hub.StartWorkerAsync(new DurableWork()
            .Orchestrator("Ponger", async context =>
            {
                context.SendEvent(await context.WaitForExternalEvent<string>("Ping"), "Pong", context.InstanceId);
                return null;
            })
            .Orchestrator("Pinger", async context =>
            {
                context.SendEvent("ponger", "Ping", context.InstanceId);
                return await context.WaitForExternalEvent<string>("Pong");
            }));
        await StartAsync("Ponger", instanceId: "ponger");
        await RecordedAsync("ponger", "ExecutionStarted");

        var ended = await RunAsync("Pinger");

        Assert.Equal("ponger", ended.ReadOutputAs<string>());
        Assert.Equal(
            ["ExecutionStarted Pinger", "EventSent Ping", "EventRaised Pong", "ExecutionCompleted"], await ShapeAsync(ended.InstanceId));
    }

    [Fact]
    public async Task Event_for_an_unknown_or_finished_instance_changes_nothing()
    {
        await Hub.StartWorkerAsync(new DurableWork()
            .Orchestrator("Short", static _ => Task.FromResult<object?>(1))
            .Orchestrator("Sender", static context =>
            {
                context.SendEvent("nobody", "Signal", 1);
                context.SendEvent("done", "Signal", 1);
                return Task.FromResult<object?>("sent");
            }));
        await EndAsync(await StartAsync("Short", instanceId: "done"));

        await Client.RaiseEventAsync("done", "Signal", 1, Token);
        var ended = await RunAsync("Sender");
        // Answered after the stray events, which came first.
        await RunAsync("Short");

        Assert.Equal("sent", ended.ReadOutputAs<string>());
        Assert.Null(await StandAsync("nobody"));
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await StandAsync("done"))!.RuntimeStatus);
        Assert.Equal(["ExecutionStarted Short", "ExecutionCompleted"], await ShapeAsync("done"));
    }

    /// <summary>One after the other, each once the one before is recorded.</summary>
    private async Task RaiseInOrderAsync(string id, params (string Name, string Payload)[] events)
    {
        await RecordedAsync(id, "ExecutionStarted");
        foreach (var (index, (name, payload)) in events.Index())
        {
            await Client.RaiseEventAsync(id, name, payload, Token);
            if (index == events.Length - 1)
                return;
            await Eventually.TrueAsync(
                async () => (await ShapeAsync(id)).Count(static entry => entry.StartsWith("EventRaised", StringComparison.Ordinal)) > index,
                $"{name} was not recorded",
                TimeSpan.FromSeconds(20),
                Token);
        }
    }
}
