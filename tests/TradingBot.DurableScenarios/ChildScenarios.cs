namespace TradingBot.DurableScenarios;

/// <summary>Sub-orchestrations: their results, their failures, and ids that are taken.</summary>
public abstract class ChildScenarios : DurableScenario
{
    [Fact]
    public async Task Child_gives_its_result_and_knows_its_parent()
    {
        await Hub.StartWorkerAsync(new DurableWork()
            .Orchestrator("Child", static context =>
                Task.FromResult<object?>($"{context.Parent!.InstanceId}/{context.Parent.Name}/{context.GetInput<string>()}"))
            .Orchestrator("Parent", static async context => await context.CallSubOrchestratorAsync<string>("Child", "hello")));

        var ended = await EndAsync(await StartAsync("Parent", instanceId: "p1"));

        Assert.Equal("p1/Parent/hello", ended.ReadOutputAs<string>());
        Assert.Equal(
            ["ExecutionStarted Parent", "SubOrchestrationInstanceCreated Child", "SubOrchestrationInstanceCompleted", "ExecutionCompleted"],
            await ShapeAsync("p1"));
    }

    [Fact]
    public async Task Failed_child_fails_in_its_parent()
    {
        await Hub.StartWorkerAsync(new DurableWork()
            .Orchestrator("Child", static _ => throw new FormatException("spoilt"))
            .Orchestrator("Parent", static async context =>
            {
                try
                {
                    return await context.CallSubOrchestratorAsync<string>("Child", "x");
                }
                catch (TaskFailedException failed)
                {
                    return $"{failed.FailureDetails.ErrorType}|{failed.FailureDetails.ErrorMessage}";
                }
            }));

        var ended = await RunAsync("Parent");

        Assert.Equal("System.FormatException|spoilt", ended.ReadOutputAs<string>());
        Assert.Contains("SubOrchestrationInstanceFailed", await ShapeAsync(ended.InstanceId));
    }

    [Fact]
    public async Task Child_whose_id_is_taken_by_a_live_instance_takes_its_place_or_fails_as_the_backend_does()
    {
        await Hub.StartWorkerAsync(new DurableWork()
            .Orchestrator("Child", static async context =>
                $"{context.GetInput<string>()} of {context.Parent?.Name ?? "nobody"}: {await context.WaitForExternalEvent<string>("Go")}")
            .Orchestrator("Parent", static async context =>
            {
                try
                {
                    return await context.CallSubOrchestratorAsync<string>("Child", "new", new SubOrchestrationOptions(instanceId: "one"));
                }
                catch (TaskFailedException failed)
                {
                    return failed.FailureDetails.ErrorType;
                }
            }));
        await StartAsync("Child", "old", "one");
        await RecordedAsync("one", "ExecutionStarted");

        var parent = await StartAsync("Parent");
        await RecordedAsync(parent, "SubOrchestrationInstanceCreated");
        if (Hub.Traits.ReplacesLiveInstanceByChild)
        {
            await StandAsync("one", static found => found.SerializedInput == "\"new\"");
            await RecordedAsync("one", "ExecutionStarted");
        }

        await Client.RaiseEventAsync("one", "Go", "went", Token);

        var expected = Hub.Traits.ReplacesLiveInstanceByChild ? "new of Parent: went" : "old of nobody: went";
        Assert.Equal(expected, (await EndAsync("one")).ReadOutputAs<string>());
        var answer = (await EndAsync(parent)).ReadOutputAs<string>()!;
        if (Hub.Traits.ReplacesLiveInstanceByChild)
            Assert.Equal(expected, answer);
        else
            Assert.EndsWith("OrchestrationAlreadyExistsException", answer, StringComparison.Ordinal);
    }
}
