using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using TradingBot.TestKit;

namespace TradingBot.LocalRuntime.Tests.Durable;

public sealed class RetryTests(PostgresFixture postgres) : DurableTests(postgres)
{
    [Fact]
    public async Task Delays_grow_by_the_coefficient_up_to_the_cap()
    {
        var attempts = new List<double>();
        var host = await HostAsync();
        var start = host.Clock.GetUtcNow();
        host.Activity<string>("Flaky", _ =>
        {
            attempts.Add((host.Clock.GetUtcNow() - start).TotalSeconds);
            return attempts.Count < 5 ? throw new TimeoutException("not yet") : (object)"finally";
        });
        host.Orchestrator("Retrier", async context => await context.CallActivityAsync<string>(
            "Flaky", "x", TaskOptions.FromRetryPolicy(new RetryPolicy(5, TimeSpan.FromSeconds(1), 3, TimeSpan.FromSeconds(10)))));
        await host.StartAsync();
        var id = await host.StartInstanceAsync("Retrier");

        await host.AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.Equal("finally", (await host.FinishAsync(id)).ReadOutputAs<string>());
        Assert.Equal([0, 1, 4, 13, 23], attempts);
    }

    [Theory]
    [InlineData(2, 3600, true, 2)]
    [InlineData(9, 5, true, 4)]
    [InlineData(9, 3600, false, 1)]
    public async Task Attempts_end_with_their_number_their_time_or_the_filters_no(int most, int timeoutSeconds, bool accepts, int expected)
    {
        var attempts = 0;
        var policy = new RetryPolicy(most, TimeSpan.FromSeconds(2), 1, null, TimeSpan.FromSeconds(timeoutSeconds))
        {
            HandleFailure = _ => accepts,
        };
        var host = await (await HostAsync())
            .Activity<string>("Broken", _ =>
            {
                attempts++;
                throw new FormatException("never");
            })
            .Orchestrator(
                "Retrier", async context => await context.CallActivityAsync<string>("Broken", "x", TaskOptions.FromRetryPolicy(policy)))
            .StartAsync();
        var id = await host.StartInstanceAsync("Retrier");

        await host.AdvanceAsync(TimeSpan.FromMinutes(1));

        var ended = await host.FinishAsync(id);
        Assert.Equal(expected, attempts);
        Assert.Equal(
            $"Task 'Broken' (#{2 * (expected - 1)}) failed with an unhandled exception: never", ended.FailureDetails!.ErrorMessage);
    }

    [Fact]
    public async Task Handler_decides_and_knows_the_attempt_and_the_failure()
    {
        var seen = new List<string>();
        RetryHandler handler = retry =>
        {
            if (!retry.OrchestrationContext.IsReplaying) seen.Add($"{retry.LastAttemptNumber}:{retry.LastFailure.ErrorMessage}");
            return retry.LastAttemptNumber < 3;
        };
        var host = await (await HostAsync())
            .Activity<string>("Broken", _ => throw new FormatException("no"))
            .Orchestrator(
                "Retrier", async context => await context.CallActivityAsync<string>("Broken", "x", TaskOptions.FromRetryHandler(handler)))
            .StartAsync();

        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await host.RunAsync("Retrier")).RuntimeStatus);
        Assert.Equal(["1:no", "2:no", "3:no"], seen);
    }

    [Fact]
    public async Task Unregistered_names_fail_without_another_attempt()
    {
        var policy = TaskOptions.FromRetryPolicy(new RetryPolicy(5, TimeSpan.FromHours(1)));
        var host = await (await HostAsync())
            .Orchestrator("CallsActivity", async context => await context.CallActivityAsync<string>("Nowhere", null, policy))
            .Orchestrator("CallsChild", async context => await context.CallSubOrchestratorAsync<string>("Nowhere", null, policy))
            .StartAsync();

        var activity = await host.RunAsync("CallsActivity");
        var child = await host.RunAsync("CallsChild");

        Assert.Equal("ActivityTaskNotFound", activity.FailureDetails!.InnerFailure!.ErrorType);
        Assert.Equal("OrchestratorTaskNotFound", child.FailureDetails!.InnerFailure!.ErrorType);
    }

    [Fact]
    public void Policy_refuses_numbers_that_make_no_sense()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new RetryPolicy(0, TimeSpan.FromSeconds(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RetryPolicy(1, TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RetryPolicy(1, TimeSpan.FromSeconds(1), 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RetryPolicy(1, TimeSpan.FromSeconds(1), 1, TimeSpan.FromMilliseconds(1)));
    }
}
