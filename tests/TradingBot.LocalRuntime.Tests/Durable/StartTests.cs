using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using TradingBot.TestKit;

namespace TradingBot.LocalRuntime.Tests.Durable;

public sealed class StartTests(PostgresFixture postgres) : DurableTests(postgres)
{
    private static readonly OrchestrationRuntimeStatus[] Everything =
    [
        OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated,
        OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended,
    ];

    [Theory]
    [InlineData(OrchestrationRuntimeStatus.Pending)]
    [InlineData(OrchestrationRuntimeStatus.Running)]
    [InlineData(OrchestrationRuntimeStatus.Suspended)]
    public async Task Live_instance_refuses_a_second_start(OrchestrationRuntimeStatus status)
    {
        var host = await InstanceInAsync(status);

        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => host.StartInstanceAsync("Obedient", "end", "one"));
    }

    [Theory]
    [InlineData(OrchestrationRuntimeStatus.Completed)]
    [InlineData(OrchestrationRuntimeStatus.Failed)]
    [InlineData(OrchestrationRuntimeStatus.Terminated)]
    public async Task Finished_instance_is_replaced_unless_deduplicated(OrchestrationRuntimeStatus status)
    {
        var host = await InstanceInAsync(status);
        var once = new StartOrchestrationOptions("one").WithDedupeStatuses(Everything);

        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(
            () => host.Client.ScheduleNewOrchestrationInstanceAsync("Obedient", "end", once, Token));
        await host.StartInstanceAsync("Obedient", "end", "one");

        var ended = await host.FinishAsync("one");
        Assert.Equal((OrchestrationRuntimeStatus.Completed, "end"), (ended.RuntimeStatus, ended.ReadInputAs<string>()));
    }

    [Fact]
    public async Task Of_many_racing_starts_one_wins()
    {
        var host = await InstanceInAsync(OrchestrationRuntimeStatus.Pending);
        var once = new StartOrchestrationOptions("race").WithDedupeStatuses(Everything);

        var won = await Task.WhenAll(Enumerable.Range(0, 16).Select(async _ =>
        {
            try
            {
                await host.Client.ScheduleNewOrchestrationInstanceAsync("Obedient", "end", once, Token);
                return 1;
            }
            catch (OrchestrationAlreadyExistsException)
            {
                return 0;
            }
        }));

        Assert.Equal(1, won.Sum());
    }

    [Fact]
    public async Task Start_in_a_transaction_becomes_true_with_it()
    {
        var host = await InstanceInAsync(OrchestrationRuntimeStatus.Completed);
        await using var connection = await Source.OpenConnectionAsync(Token);

        await using (var undone = await connection.BeginTransactionAsync(Token))
        {
            Assert.True(await host.Starter.ScheduleAsync(undone, "Obedient", "tx", "end", Token));
            await undone.RollbackAsync(Token);
        }

        Assert.Null(await host.Client.GetInstanceAsync("tx", Token));
        await using (var kept = await connection.BeginTransactionAsync(Token))
        {
            Assert.True(await host.Starter.ScheduleAsync(kept, "Obedient", "tx", "end", Token));
            Assert.False(await host.Starter.ScheduleAsync(kept, "Obedient", "one", "end", Token));
            await kept.CommitAsync(Token);
        }

        Assert.Equal("end", (await host.FinishAsync("tx")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Instance_with_a_start_time_waits_for_it()
    {
        var host = await InstanceInAsync(OrchestrationRuntimeStatus.Completed);
        var later = new StartOrchestrationOptions("later", host.Clock.GetUtcNow().AddHours(1));
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Obedient", "end", later, Token);

        await host.AdvanceAsync(TimeSpan.FromMinutes(59));
        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await host.Client.GetInstanceAsync("later", Token))!.RuntimeStatus);
        await host.AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.Equal("end", (await host.FinishAsync("later")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Sub_orchestration_whose_id_is_taken_fails_in_the_parent()
    {
        var host = await InstanceInAsync(OrchestrationRuntimeStatus.Running);

        var ended = await host.RunAsync("Parent");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Equal(typeof(OrchestrationAlreadyExistsException).FullName, ended.FailureDetails!.InnerFailure!.ErrorType);
    }

    /// <summary>A host in which the instance "one" has this status.</summary>
    private async Task<DurableTestHost> InstanceInAsync(OrchestrationRuntimeStatus status)
    {
        var host = await (await HostAsync())
            .Orchestrator("Obedient", async context => context.GetInput<string>() switch
            {
                "wait" => await context.WaitForExternalEvent<string>("never"),
                "fail" => throw new InvalidOperationException("as told"),
                var text => text,
            })
            .Orchestrator("Parent", async context =>
                await context.CallSubOrchestratorAsync<string>("Obedient", "end", new SubOrchestrationOptions(instanceId: "one")))
            .StartAsync();
        var input = status switch
        {
            OrchestrationRuntimeStatus.Completed => "end",
            OrchestrationRuntimeStatus.Failed => "fail",
            _ => "wait",
        };
        DateTimeOffset? startAt = status == OrchestrationRuntimeStatus.Pending ? host.Clock.GetUtcNow().AddDays(1) : null;
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Obedient", input, new StartOrchestrationOptions("one", startAt), Token);
        if (status == OrchestrationRuntimeStatus.Suspended) await host.Client.SuspendInstanceAsync("one", null, Token);
        if (status == OrchestrationRuntimeStatus.Terminated) await host.Client.TerminateInstanceAsync("one", Token);
        await Eventually.TrueAsync(
            async () => (await host.Client.GetInstanceAsync("one", Token))!.RuntimeStatus == status,
            "the status was not reached",
            cancellationToken: Token);
        return host;
    }
}
