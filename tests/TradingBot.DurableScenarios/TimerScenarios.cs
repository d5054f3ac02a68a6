namespace TradingBot.DurableScenarios;

/// <summary>Timers: cancelled ones, long ones, forgotten ones.</summary>
public abstract class TimerScenarios : DurableScenario
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(1);

    // The genuine worker makes longer timers of several; storage queues could not hold their messages that long.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(3);
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Event_that_cancels_a_timer_lets_the_instance_complete_without_it()
    {
        await Hub.StartWorkerAsync(new DurableWork().Orchestrator("Tidy", async context =>
        {
            using var loser = new CancellationTokenSource();
            var timer = context.CreateTimer(TimeSpan.FromHours(1), loser.Token);
            var signal = context.WaitForExternalEvent<string>("Go");
            var first = await Task.WhenAny(signal, timer) == signal ? await signal : "timer";
            Cancel(loser);
            return first;
        }));
        var id = await StartAsync("Tidy");
        await RecordedAsync(id, "TimerCreated");

        await Client.RaiseEventAsync(id, "Go", "event", Token);

        Assert.Equal("event", (await EndAsync(id)).ReadOutputAs<string>());
        Assert.Equal(["ExecutionStarted Tidy", "TimerCreated", "EventRaised Go", "ExecutionCompleted"], await ShapeAsync(id));
    }

    [Fact]
    public async Task Timer_of_less_than_a_second_is_waited_for_or_comes_at_once_as_the_backend_does()
    {
        await Hub.StartWorkerAsync(new DurableWork().Orchestrator("Short sleeper", static async context =>
        {
            var due = context.CurrentUtcDateTime + TimeSpan.FromMilliseconds(900);
            await context.CreateTimer(due, CancellationToken.None);
            return context.CurrentUtcDateTime < due;
        }));

        // Three in a row: a busy machine may be late once, not each time.
        var cameEarly = false;
        for (var attempt = 0; attempt < 3; attempt++)
            cameEarly |= (await RunAsync("Short sleeper")).ReadOutputAs<bool>();

        Assert.Equal(Hub.Traits.CutsTimersToSeconds, cameEarly);
    }

    [Fact]
    public async Task Cancelled_timer_changes_nothing_when_its_time_comes()
    {
        await Hub.StartWorkerAsync(new DurableWork().Orchestrator("Goes on", async context =>
        {
            using var loser = new CancellationTokenSource();
            var timer = context.CreateTimer(Short, loser.Token);
            var signal = context.WaitForExternalEvent<string>("Go");
            await Task.WhenAny(signal, timer);
            Cancel(loser);
            await context.CreateTimer(Short * 2, CancellationToken.None);
            return await context.WaitForExternalEvent<string>("Go");
        }));
        var id = await StartAsync("Goes on");
        await RecordedAsync(id, "TimerCreated");

        await Client.RaiseEventAsync(id, "Go", "first", Token);
        await RecordedAsync(id, "TimerFired");
        await Client.RaiseEventAsync(id, "Go", "second", Token);

        Assert.Equal("second", (await EndAsync(id)).ReadOutputAs<string>());
        var fired = (await ShapeAsync(id)).Count(static entry => entry == "TimerFired");
        Assert.Equal(Hub.Traits.DeliversCancelledTimers ? 2 : 1, fired);
    }

    [Fact]
    public async Task Timer_of_ten_days_is_recorded_in_pieces_of_three()
    {
        await Hub.StartWorkerAsync(new DurableWork().Orchestrator("Sleeper", async context =>
        {
            await context.CreateTimer(TimeSpan.FromDays(10), CancellationToken.None);
            return null;
        }));
        var id = await StartAsync("Sleeper");
        await RecordedAsync(id, "TimerCreated");

        var timer = Assert.Single(await Hub.HistoryAsync(id), static entry => entry.Kind == "TimerCreated");
        var created = (await StandAsync(id))!.CreatedAt.UtcDateTime;
        Assert.InRange(timer.FireAt!.Value.ToUniversalTime() - created, Longest - Slack, Longest + Slack);
    }

    [Fact]
    public async Task Timer_that_nobody_awaits_holds_the_end_back_until_it_fires()
    {
        await Hub.StartWorkerAsync(new DurableWork().Orchestrator("Forgetful", context =>
        {
            _ = context.CreateTimer(Short, CancellationToken.None);
            return Task.FromResult<object?>("returned");
        }));

        var ended = await RunAsync("Forgetful");

        Assert.Equal("returned", ended.ReadOutputAs<string>());
        Assert.Equal(
            ["ExecutionStarted Forgetful", "TimerCreated", "TimerFired", "ExecutionCompleted"], await ShapeAsync(ended.InstanceId));
    }
}
