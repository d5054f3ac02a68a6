namespace TradingBot.DurableScenarios;

/// <summary>Activities that are tried again: what is recorded between two tries, and after the last.</summary>
public abstract class RetryScenarios : DurableScenario
{
    private static TaskOptions Twice { get; } = TaskOptions.FromRetryPolicy(new RetryPolicy(2, TimeSpan.FromMilliseconds(300)));

    [Fact]
    public async Task Success_at_the_second_try_records_one_timer()
    {
        var tries = 0;
        await Hub.StartWorkerAsync(new DurableWork()
            .Activity<string>(
                "Flaky", _ => Interlocked.Increment(ref tries) == 1 ? throw new TimeoutException("not yet") : (object)"finally")
            .Orchestrator("Retrier", async context => await context.CallActivityAsync<string>("Flaky", "x", Twice)));

        var ended = await RunAsync("Retrier");

        Assert.Equal(("finally", 2), (ended.ReadOutputAs<string>(), tries));
        Assert.Equal(
            [
                "ExecutionStarted Retrier", "TaskScheduled Flaky", "TaskFailed", "TimerCreated", "TimerFired",
                "TaskScheduled Flaky", "TaskCompleted", "ExecutionCompleted",
            ],
            await ShapeAsync(ended.InstanceId));
    }

    [Fact]
    public async Task Last_failure_is_followed_by_one_more_timer_due_at_once()
    {
        var tries = 0;
        await Hub.StartWorkerAsync(new DurableWork()
            .Activity<string>("Broken", _ => throw new FormatException($"try {Interlocked.Increment(ref tries)}"))
            .Orchestrator("Retrier", async context => await context.CallActivityAsync<string>("Broken", "x", Twice)));

        var ended = await RunAsync("Retrier");

        Assert.Equal(2, tries);
        Assert.Equal("try 2", (await FailureAsync(ended.InstanceId)).InnerFailure!.ErrorMessage);
        Assert.Equal(
            [
                "ExecutionStarted Retrier", "TaskScheduled Broken", "TaskFailed", "TimerCreated", "TimerFired",
                "TaskScheduled Broken", "TaskFailed", "TimerCreated", "TimerFired", "ExecutionCompleted",
            ],
            await ShapeAsync(ended.InstanceId));
    }

    [Fact]
    public async Task Failure_that_the_policy_does_not_handle_is_not_tried_again()
    {
        var tries = 0;
        var policy = new RetryPolicy(5, TimeSpan.FromHours(1)) { HandleFailure = static failure => !failure.IsCausedBy<FormatException>() };
        await Hub.StartWorkerAsync(new DurableWork()
            .Activity<string>("Broken", _ => throw new FormatException($"try {Interlocked.Increment(ref tries)}"))
            .Orchestrator("Retrier", async context =>
                await context.CallActivityAsync<string>("Broken", "x", TaskOptions.FromRetryPolicy(policy))));

        var ended = await RunAsync("Retrier");

        Assert.Equal((OrchestrationRuntimeStatus.Failed, 1), (ended.RuntimeStatus, tries));
    }
}
