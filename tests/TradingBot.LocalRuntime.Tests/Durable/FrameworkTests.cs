using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using TradingBot.TestKit;

namespace TradingBot.LocalRuntime.Tests.Durable;

/// <summary>What the framework's executor does, as on Azure, and the four things this runtime does around it.</summary>
public sealed class FrameworkTests(PostgresFixture postgres) : DurableTests(postgres)
{
    [Fact]
    public async Task Retry_that_is_used_up_ends_with_one_more_timer_due_at_once()
    {
        var policy = TaskOptions.FromRetryPolicy(new RetryPolicy(2, TimeSpan.FromMinutes(1)));
        var host = await (await HostAsync())
            .Activity<string>("Broken", _ => throw new FormatException("never"))
            .Orchestrator("Retrier", async context => await context.CallActivityAsync<string>("Broken", "x", policy))
            .StartAsync();
        var start = host.Clock.GetUtcNow();
        var id = await host.StartInstanceAsync("Retrier");

        await host.AdvanceAsync(TimeSpan.FromMinutes(1));
        await host.FinishAsync(id);

        Assert.Equal(["activity", "timer", "activity", "timer"], await CallsAsync(host, id));
        Assert.Equal(TimeSpan.FromMinutes(1), host.Clock.GetUtcNow() - start);
    }

    [Fact]
    public async Task Timer_of_over_three_days_is_stored_in_parts()
    {
        var host = await (await HostAsync())
            .Orchestrator("Sleeper", async context =>
            {
                await context.CreateTimer(TimeSpan.FromDays(7), CancellationToken.None);
                return context.CurrentUtcDateTime;
            })
            .StartAsync();
        var start = host.Clock.GetUtcNow();
        var id = await host.StartInstanceAsync("Sleeper");

        await host.AdvanceAsync(TimeSpan.FromDays(7));

        Assert.Equal(start.UtcDateTime.AddDays(7), (await host.FinishAsync(id)).ReadOutputAs<DateTime>());
        Assert.Equal(["timer", "timer", "timer"], await CallsAsync(host, id));
    }

    [Fact]
    public async Task Code_that_fails_with_a_call_open_fails_when_the_call_has_ended()
    {
        var host = await (await HostAsync())
            .Orchestrator("Hasty", async context =>
            {
                var open = context.CreateTimer(TimeSpan.FromMinutes(1), CancellationToken.None);
                await context.WaitForExternalEvent<int>("Go");
                if (!open.IsCompleted) throw new FormatException("too hasty");
                return null;
            })
            .StartAsync();
        var id = await host.StartInstanceAsync("Hasty");
        await host.Client.RaiseEventAsync(id, "Go", 1, Token);
        await host.IdleAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await host.Client.GetInstanceAsync(id, Token))!.RuntimeStatus);

        await host.AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.Equal("too hasty", (await host.FinishAsync(id)).FailureDetails!.ErrorMessage);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    public async Task Run_that_continues_as_new_with_a_call_open_does_so_when_the_call_has_ended(int cached)
    {
        var host = await (await HostAsync())
            .Orchestrator("Chain", async context =>
            {
                var round = context.GetInput<int>();
                if (round == 2) return "second";
                _ = context.CreateTimer(TimeSpan.FromMinutes(1), CancellationToken.None);
                await context.WaitForExternalEvent<int>("Go");
                context.ContinueAsNew(2);
                return "first";
            })
            .StartAsync(options => options.MaxCachedInstances = cached);
        var id = await host.StartInstanceAsync("Chain", 1);
        await host.Client.RaiseEventAsync(id, "Go", 1, Token);

        await host.AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.Equal("second", (await host.FinishAsync(id)).ReadOutputAs<string>());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    public async Task Run_that_awaits_after_saying_that_it_continues_as_new_does_so_all_the_same(int cached)
    {
        var host = await (await HostAsync())
            .Activity<int>("Tidy", round => round)
            .Orchestrator("Chain", async context =>
            {
                if (context.GetInput<int>() == 2) return "second";
                context.ContinueAsNew(2);
                await context.CallActivityAsync<int>("Tidy", 1);
                await context.CreateTimer(TimeSpan.FromMinutes(1), CancellationToken.None);
                return "first";
            })
            .StartAsync(options => options.MaxCachedInstances = cached);
        var id = await host.StartInstanceAsync("Chain", 1);

        await host.AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.Equal("second", (await host.FinishAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Events_that_nobody_read_reach_the_next_run_in_their_order()
    {
        var host = await (await HostAsync())
            .Orchestrator("Chain", async context =>
            {
                if (context.GetInput<int>() == 2)
                    return $"{await context.WaitForExternalEvent<string>("Word")} {await context.WaitForExternalEvent<string>("Word")}";
                await context.WaitForExternalEvent<int>("Go");
                context.ContinueAsNew(2);
                return null;
            })
            .StartAsync();
        var id = await host.StartInstanceAsync("Chain", 1);
        await host.Client.RaiseEventAsync(id, "Word", "one", Token);
        await host.Client.RaiseEventAsync(id, "Word", "two", Token);
        await host.Client.RaiseEventAsync(id, "Go", 1, Token);

        Assert.Equal("one two", (await host.FinishAsync(id)).ReadOutputAs<string>());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    public async Task Message_of_a_cancelled_timer_goes_and_those_of_others_stay(int cached)
    {
        var host = await (await HostAsync())
            .Orchestrator("Waker", async context =>
            {
                using var rest = new CancellationTokenSource();
                var long1 = context.CreateTimer(TimeSpan.FromHours(1), rest.Token);
                var long2 = context.CreateTimer(TimeSpan.FromHours(2), CancellationToken.None);
                await context.WaitForExternalEvent<int>("Wake");
                rest.Cancel();
                await context.WaitForExternalEvent<int>("Go");
                await long2;
                return $"{long1.Status} {(context.CurrentUtcDateTime.Hour, long2.Status)}";
            })
            .StartAsync(options => options.MaxCachedInstances = cached);
        var id = await host.StartInstanceAsync("Waker");
        await host.IdleAsync();
        Assert.Equal(2, await MessagesAsync(host));

        await host.Client.RaiseEventAsync(id, "Wake", 1, Token);
        await Eventually.TrueAsync(async () => await MessagesAsync(host) == 1, "cancelled timer is still there", cancellationToken: Token);
        await host.Client.RaiseEventAsync(id, "Go", 1, Token);
        await host.AdvanceAsync(TimeSpan.FromHours(2));

        Assert.Equal("Canceled (10, RanToCompletion)", (await host.FinishAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Cancelled_timer_is_never_taken_for_the_pause_of_a_retry_that_ends_at_the_same_moment()
    {
        var attempts = 0;
        var policy = TaskOptions.FromRetryPolicy(new RetryPolicy(3, TimeSpan.FromMinutes(1)));
        var host = await (await HostAsync())
            .Activity<string>("Flaky", _ => ++attempts < 2 ? throw new TimeoutException() : (object)"done")
            .Activity<string>("Quick", _ => throw new FormatException())
            .Orchestrator("Both", async context =>
            {
                using var rest = new CancellationTokenSource();
                var flaky = context.CallActivityAsync<string>("Flaky", "x", policy);
                try
                {
                    await context.CallActivityAsync<string>("Quick", "x");
                }
                catch (TaskFailedException)
                {
                    _ = context.CreateTimer(TimeSpan.FromMinutes(1), rest.Token);
                    rest.Cancel();
                }

                return await flaky;
            })
            .StartAsync(options => options.MaxConcurrentActivities = 1);
        var id = await host.StartInstanceAsync("Both");

        await host.AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.Equal("done", (await host.FinishAsync(id)).ReadOutputAs<string>());
    }

    private static async Task<string[]> CallsAsync(DurableTestHost host, string id) =>
        (await host.ScalarAsync<string[]>($"""
            SELECT array(SELECT action ->> 'kind' FROM {host.Schema}.history h, json_array_elements(h.content -> 'Actions') action
            WHERE h.instance_id = '{id}' ORDER BY h.episode)
            """))!;

    private static Task<long> MessagesAsync(DurableTestHost host) => host.ScalarAsync<long>($"SELECT count(*) FROM {host.Schema}.messages");
}
