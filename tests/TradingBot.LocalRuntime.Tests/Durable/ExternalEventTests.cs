using Microsoft.DurableTask.Client;
using TradingBot.TestKit;

namespace TradingBot.LocalRuntime.Tests.Durable;

public sealed class ExternalEventTests(PostgresFixture postgres) : DurableTests(postgres)
{
    [Fact]
    public async Task Event_raised_before_the_wait_is_kept_and_names_ignore_case()
    {
        var host = await (await HostAsync())
            .Orchestrator("Late", async context =>
            {
                await context.CreateTimer(TimeSpan.FromMinutes(1), CancellationToken.None);
                return $"{await context.WaitForExternalEvent<string>("GO")},{await context.WaitForExternalEvent<string>("go")}";
            })
            .StartAsync();
        var id = await host.StartInstanceAsync("Late");
        await host.Client.WaitForInstanceStartAsync(id, Token);

        await host.Client.RaiseEventAsync(id, "Go", "first", Token);
        await host.Client.RaiseEventAsync(id, "gO", "second", Token);
        await host.AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.Equal("first,second", (await host.FinishAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Newest_of_two_waiters_gets_the_first_event()
    {
        var host = await (await HostAsync())
            .Orchestrator("TwoWaiters", async context =>
            {
                var older = context.WaitForExternalEvent<string>("Signal");
                var newer = context.WaitForExternalEvent<string>("Signal");
                return $"newer:{await newer},older:{await older}";
            })
            .StartAsync();
        var id = await host.StartInstanceAsync("TwoWaiters");
        await host.Client.WaitForInstanceStartAsync(id, Token);

        await host.Client.RaiseEventAsync(id, "Signal", "a", Token);
        await host.Client.RaiseEventAsync(id, "Signal", "b", Token);

        Assert.Equal("newer:a,older:b", (await host.FinishAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Wait_that_timed_out_does_not_swallow_a_later_event()
    {
        var host = await (await HostAsync())
            .Orchestrator("Patient", async context =>
            {
                try
                {
                    await context.WaitForExternalEvent<string>("Signal", TimeSpan.FromSeconds(30));
                    return "came early";
                }
                catch (TaskCanceledException)
                {
                    await context.CreateTimer(TimeSpan.FromSeconds(30), CancellationToken.None);
                    return await context.WaitForExternalEvent<string>("Signal");
                }
            })
            .StartAsync();
        var id = await host.StartInstanceAsync("Patient");
        await host.Client.WaitForInstanceStartAsync(id, Token);

        await host.AdvanceAsync(TimeSpan.FromSeconds(31));
        await host.Client.RaiseEventAsync(id, "Signal", "late", Token);
        await host.AdvanceAsync(TimeSpan.FromSeconds(30));

        Assert.Equal("late", (await host.FinishAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Event_in_time_ends_the_wait_and_its_timer()
    {
        var host = await (await HostAsync())
            .Orchestrator("Quick", async context => await context.WaitForExternalEvent<int>("Signal", TimeSpan.FromDays(7)))
            .StartAsync();
        var id = await host.StartInstanceAsync("Quick");
        await host.Client.WaitForInstanceStartAsync(id, Token);

        await host.Client.RaiseEventAsync(id, "Signal", 7, Token);

        Assert.Equal(7, (await host.FinishAsync(id)).ReadOutputAs<int>());
        Assert.Equal(0, await host.ScalarAsync<long>($"SELECT count(*) FROM {host.Schema}.messages"));
    }

    [Fact]
    public async Task Second_wait_for_the_same_name_with_another_type_is_refused()
    {
        var host = await (await HostAsync())
            .Orchestrator("Mixed", async context =>
            {
                _ = context.WaitForExternalEvent<string>("Signal");
                return await context.WaitForExternalEvent<int>("signal");
            })
            .StartAsync();

        var ended = await host.RunAsync("Mixed");

        Assert.Equal("System.ArgumentException", ended.FailureDetails!.ErrorType);
    }

    [Fact]
    public async Task Orchestrations_send_each_other_events()
    {
        var host = await (await HostAsync())
            .Orchestrator("Ponger", async context =>
            {
                var from = await context.WaitForExternalEvent<string>("Ping");
                context.SendEvent(from, "Pong", context.InstanceId);
                return null;
            })
            .Orchestrator("Pinger", async context =>
            {
                context.SendEvent("ponger", "Ping", context.InstanceId);
                return await context.WaitForExternalEvent<string>("Pong");
            })
            .StartAsync();
        await host.StartInstanceAsync("Ponger", id: "ponger");

        Assert.Equal("ponger", (await host.RunAsync("Pinger")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Event_for_an_unknown_or_finished_instance_is_dropped()
    {
        var host = await (await HostAsync()).Orchestrator("Short", _ => Task.FromResult<object?>(1)).StartAsync();
        await host.RunAsync("Short", id: "done");

        await host.Client.RaiseEventAsync("done", "Signal", 1, Token);
        await host.Client.RaiseEventAsync("nobody", "Signal", 1, Token);

        Assert.Equal(0, await host.ScalarAsync<long>($"SELECT count(*) FROM {host.Schema}.messages"));
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await host.Client.GetInstanceAsync("done", Token))!.RuntimeStatus);
    }
}
