namespace TradingBot.DurableScenarios;

/// <summary>Activities: their results, their failures, and what of them is recorded.</summary>
public abstract class ActivityScenarios : DurableScenario
{
    // More than a storage queue's message may hold.
    private const int LargeLength = 200_000;

    [Fact]
    public async Task Chain_of_activities_gives_the_last_result_and_records_each_once()
    {
        await Hub.StartWorkerAsync(new DurableWork()
            .Activity<int>("Double", value => value * 2)
            .Orchestrator<int>("Chain", async context =>
            {
                var first = await context.CallActivityAsync<int>("Double", context.GetInput<int>());
                return await context.CallActivityAsync<int>("double", first);
            }));

        var ended = await RunAsync("Chain", 5);

        Assert.Equal((OrchestrationRuntimeStatus.Completed, 20), (ended.RuntimeStatus, ended.ReadOutputAs<int>()));
        Assert.Equal(
            [
                "ExecutionStarted Chain", "TaskScheduled Double", "TaskCompleted", "TaskScheduled double", "TaskCompleted",
                "ExecutionCompleted",
            ],
            await ShapeAsync(ended.InstanceId));
    }

    [Fact]
    public async Task Uncaught_failure_of_an_activity_fails_the_orchestration_with_the_activitys_failure_inside()
    {
        await Hub.StartWorkerAsync(new DurableWork()
            .Activity<string>("Break", text => throw new FormatException(text))
            .Orchestrator("Thrower", async context => await context.CallActivityAsync<string>("Break", "boom")));

        var ended = await RunAsync("Thrower");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        var failure = await FailureAsync(ended.InstanceId);
        Assert.Equal(
            ("Microsoft.DurableTask.TaskFailedException", "Task 'Break' (#0) failed with an unhandled exception: boom"),
            (failure.ErrorType, failure.ErrorMessage));
        Assert.Equal(("System.FormatException", "boom"), (failure.InnerFailure!.ErrorType, failure.InnerFailure.ErrorMessage));
        Assert.Equal(
            ["ExecutionStarted Thrower", "TaskScheduled Break", "TaskFailed", "ExecutionCompleted"], await ShapeAsync(ended.InstanceId));
    }

    [Fact]
    public async Task Failed_orchestration_tells_its_failure_where_the_backend_keeps_it()
    {
        await Hub.StartWorkerAsync(new DurableWork().Orchestrator("Broken", static _ => throw new FormatException("spoilt")));

        var ended = await RunAsync("Broken");

        Assert.Equal(Hub.Traits.TellsFailureAsOutput ? "System.FormatException: spoilt" : null, ended.SerializedOutput);
        Assert.Equal(Hub.Traits.TellsFailureAsOutput ? null : ("System.FormatException", "spoilt"), Told(ended.FailureDetails));

        static (string, string)? Told(TaskFailureDetails? failure) => failure is null ? null : (failure.ErrorType, failure.ErrorMessage);
    }

    [Fact]
    public async Task Caught_failure_says_its_type_and_message()
    {
        await Hub.StartWorkerAsync(new DurableWork()
            .Activity<string>("Break", text => throw new FormatException(text))
            .Orchestrator("Catcher", async context =>
            {
                try
                {
                    return await context.CallActivityAsync<string>("Break", "no such thing");
                }
                catch (TaskFailedException failed)
                {
                    var failure = failed.FailureDetails;
                    return $"{failure.ErrorType}|{failure.ErrorMessage}|{failure.IsCausedBy<FormatException>()}";
                }
            }));

        Assert.Equal("System.FormatException|no such thing|True", (await RunAsync("Catcher")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Caught_failure_made_into_details_again_keeps_its_cause_inside()
    {
        await Hub.StartWorkerAsync(new DurableWork()
            .Activity<string>("Break", text => throw new FormatException(text))
            .Orchestrator("Catcher", async context =>
            {
                try
                {
                    return await context.CallActivityAsync<string>("Break", "boom");
                }
                catch (TaskFailedException failed)
                {
                    var details = TaskFailureDetails.FromException(failed);
                    return $"{details.ErrorType}|{details.InnerFailure?.ErrorType}";
                }
            }));

        var answer = (await RunAsync("Catcher")).ReadOutputAs<string>();
        Assert.Equal("Microsoft.DurableTask.TaskFailedException|System.FormatException", answer);
    }

    [Fact]
    public async Task Payload_keeps_names_and_digits()
    {
        await Hub.StartWorkerAsync(new DurableWork()
            .Activity<Order>("Same", order => order)
            .Orchestrator<Order>("Echo", async context => await context.CallActivityAsync<Order>("Same", context.GetInput<Order>())));

        var ended = await RunAsync("Echo", new Order("BTCUSDT", 0.10m, "a field"));

        Assert.Equal("""{"Symbol":"BTCUSDT","Quantity":0.10,"Note":"a field"}""", ended.SerializedOutput);
    }

    [Fact]
    public async Task Large_payload_arrives_whole()
    {
        await Hub.StartWorkerAsync(new DurableWork()
            .Activity<string>("Same", text => text)
            .Orchestrator("Echo", async context => await context.CallActivityAsync<string>("Same", context.GetInput<string>())));
        // Random letters: text that repeats itself would be packed into a small message.
        var large = string.Concat(Enumerable.Range(0, LargeLength).Select(static _ => (char)Random.Shared.Next('A', 'z')));

        Assert.Equal(large, (await RunAsync("Echo", large)).ReadOutputAs<string>());
    }

    private sealed record Order(string Symbol, decimal Quantity, string Note);
}
