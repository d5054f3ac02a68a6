using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using TradingBot.TestKit;

namespace TradingBot.LocalRuntime.Tests.Durable;

public sealed class OrchestrationBasicsTests(PostgresFixture postgres) : DurableTests(postgres)
{
    [Fact]
    public async Task Orchestration_returns_what_its_activities_gave()
    {
        var host = await (await HostAsync())
            .Activity<int>("Double", value => value * 2)
            .Orchestrator("Chain", async context =>
            {
                var first = await context.CallActivityAsync<int>("Double", context.GetInput<int>());
                return await context.CallActivityAsync<int>("double", first);
            })
            .StartAsync();

        var ended = await host.RunAsync("Chain", 5);

        Assert.Equal(OrchestrationRuntimeStatus.Completed, ended.RuntimeStatus);
        Assert.Equal(20, ended.ReadOutputAs<int>());
    }

    [Fact]
    public async Task Fan_out_gathers_every_result()
    {
        var host = await (await HostAsync())
            .Activity<int>("Square", value => value * value)
            .Orchestrator("FanOut", async context =>
                (await Task.WhenAll(Enumerable.Range(1, 100).Select(value => context.CallActivityAsync<int>("Square", value)))).Sum())
            .StartAsync(options => options.MaxConcurrentActivities = 8);

        Assert.Equal(338350, (await host.RunAsync("FanOut")).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Failed_activity_arrives_with_type_and_message()
    {
        var host = await (await HostAsync())
            .Activity<string>("Break", text => throw new FormatException(text))
            .Orchestrator("Catcher", async context =>
            {
                try
                {
                    await context.CallActivityAsync("Break", "no such thing");
                    return null;
                }
                catch (TaskFailedException failed)
                {
                    var details = failed.FailureDetails;
                    return new[] { failed.Message, details.ErrorType, details.IsCausedBy<FormatException>().ToString() };
                }
            })
            .Orchestrator("Thrower", async context => await context.CallActivityAsync<string>("Break", "boom"))
            .StartAsync();

        var caught = await host.RunAsync("Catcher");
        var failed = await host.RunAsync("Thrower");

        Assert.Equal(
            ["Task 'Break' (#0) failed with an unhandled exception: no such thing", "System.FormatException", "True"],
            caught.ReadOutputAs<string[]>()!);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, failed.RuntimeStatus);
        Assert.Equal("Task 'Break' (#0) failed with an unhandled exception: boom", failed.FailureDetails!.ErrorMessage);
        Assert.Equal("System.FormatException", failed.FailureDetails.InnerFailure!.ErrorType);
    }

    [Fact]
    public async Task Sub_orchestration_gives_its_result_and_knows_its_parent()
    {
        var host = await (await HostAsync())
            .Orchestrator("Child", context =>
                Task.FromResult<object?>($"{context.Parent!.InstanceId}/{context.Parent.Name}/{context.GetInput<string>()}"))
            .Orchestrator("Parent", async context => await context.CallSubOrchestratorAsync<string>("Child", "hello"))
            .StartAsync();

        Assert.Equal("p1/Parent/hello", (await host.RunAsync("Parent", id: "p1")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Timer_of_two_days_fires_when_the_clock_gets_there()
    {
        var host = await (await HostAsync())
            .Orchestrator("Sleeper", async context =>
            {
                var start = context.CurrentUtcDateTime;
                await context.CreateTimer(TimeSpan.FromDays(2), CancellationToken.None);
                return (context.CurrentUtcDateTime - start).TotalDays;
            })
            .StartAsync();
        var id = await host.StartInstanceAsync("Sleeper");

        await host.AdvanceAsync(TimeSpan.FromDays(1));
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await host.Client.GetInstanceAsync(id, Token))!.RuntimeStatus);
        await host.AdvanceAsync(TimeSpan.FromDays(1));

        Assert.Equal(2, (await host.FinishAsync(id)).ReadOutputAs<double>());
    }
}
