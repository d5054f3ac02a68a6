using TradingBot.TestKit;

namespace TradingBot.LocalRuntime.Tests.Durable;

/// <summary>Who may run what: leases on activities when workers stop, die or start.</summary>
public sealed class LeaseTests(PostgresFixture postgres) : DurableTests(postgres)
{
    [Fact]
    public async Task Activity_of_a_killed_worker_runs_again_elsewhere()
    {
        var work = new StuckAtFirst();
        var first = await HostAsync();
        var second = TwinOf(first);
        work.On(first);
        work.On(second);
        await first.StartAsync();
        var id = await first.StartInstanceAsync("Worker");
        await work.Entered.WaitAsync(Token);
        await first.KillAsync();
        await second.StartAsync();

        Assert.Equal("done", (await second.FinishAsync(id)).ReadOutputAs<string>());
        Assert.Equal(2, work.Runs);
    }

    [Fact]
    public async Task Restart_after_a_crash_does_not_wait_for_the_dead_ones_leases()
    {
        var work = new StuckAtFirst();
        var host = await HostAsync();
        work.On(host);
        await host.StartAsync(options => options.LeaseDuration = TimeSpan.FromMinutes(5));
        var id = await host.StartInstanceAsync("Worker");
        await work.Entered.WaitAsync(Token);
        await host.KillAsync();

        work.On(host);
        await host.StartAsync(options => options.LeaseDuration = TimeSpan.FromMinutes(5));

        Assert.Equal("done", (await host.FinishAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Starting_worker_leaves_the_leases_of_a_living_one_alone()
    {
        var (runs, release) = (0, new TaskCompletionSource());
        var first = await HostAsync();
        var second = TwinOf(first);
        foreach (var host in new[] { first, second })
        {
            host.Activity<string>("Work", async (_, _) =>
            {
                Interlocked.Increment(ref runs);
                await release.Task;
                return "done";
            });
            host.Orchestrator("Worker", async context => await context.CallActivityAsync<string>("Work", "x"));
        }

        await first.StartAsync();
        var id = await first.StartInstanceAsync("Worker");
        await Eventually.TrueAsync(() => runs == 1, "the activity did not start", cancellationToken: Token);
        await second.StartAsync();
        // Longer than a lease and than the starting worker's search for dead ones.
        await Task.Delay(TimeSpan.FromSeconds(3), TimeProvider.System, Token);
        release.SetResult();

        Assert.Equal("done", (await second.FinishAsync(id)).ReadOutputAs<string>());
        Assert.Equal(1, runs);
    }

    [Fact]
    public async Task Activity_interrupted_by_a_stop_is_no_failure_and_runs_again()
    {
        var work = new StuckAtFirst();
        var host = await HostAsync();
        work.On(host);
        await host.StartAsync(options => options.DrainTimeout = TimeSpan.FromMilliseconds(50));
        var id = await host.StartInstanceAsync("Worker");
        await work.Entered.WaitAsync(Token);

        await host.StopAsync();
        work.On(host);
        await host.StartAsync();

        Assert.Equal("done", (await host.FinishAsync(id)).ReadOutputAs<string>());
        Assert.Equal(2, work.Runs);
    }

    [Fact]
    public async Task Stop_lets_a_short_activity_finish()
    {
        var (runs, entered) = (0, new TaskCompletionSource());
        var host = await HostAsync();
        void Register() => host
            .Activity<string>("Work", async (_, token) =>
            {
                Interlocked.Increment(ref runs);
                entered.SetResult();
                await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, token);
                return "done";
            })
            .Orchestrator("Worker", async context => await context.CallActivityAsync<string>("Work", "x"));
        Register();
        await host.StartAsync(options => options.DrainTimeout = TimeSpan.FromSeconds(20));
        var id = await host.StartInstanceAsync("Worker");
        await entered.Task.WaitAsync(Token);

        await host.StopAsync();
        Register();
        await host.StartAsync();

        Assert.Equal("done", (await host.FinishAsync(id)).ReadOutputAs<string>());
        Assert.Equal(1, runs);
    }

    [Fact]
    public async Task Result_of_an_activity_whose_lease_was_taken_away_is_refused()
    {
        var (runs, entered, release) = (0, new TaskCompletionSource(), new TaskCompletionSource());
        var host = await (await HostAsync())
            .Activity<string>("Work", async (_, _) =>
            {
                if (Interlocked.Increment(ref runs) > 1) return "second";
                entered.SetResult();
                await release.Task;
                return "first";
            })
            .Orchestrator("Worker", async context => await context.CallActivityAsync<string>("Work", "x"))
            .StartAsync();
        var id = await host.StartInstanceAsync("Worker");
        await entered.Task.WaitAsync(Token);

        await host.ScalarAsync<object>(
            $"UPDATE {host.Schema}.activities SET lease_owner = gen_random_uuid(), lease_until = now() + interval '300 ms' RETURNING 1");
        release.SetResult();

        Assert.Equal("second", (await host.FinishAsync(id)).ReadOutputAs<string>());
        await AssertEachResultOnceAsync(host);
    }

    /// <summary>An activity that never ends the first time it runs, and at once the second time.</summary>
    private sealed class StuckAtFirst
    {
        private readonly TaskCompletionSource _entered = new();
        private int _runs;

        public int Runs => _runs;

        public Task Entered => _entered.Task;

        public void On(DurableTestHost host) => host
            .Activity<string>("Work", async (_, token) =>
            {
                if (Interlocked.Increment(ref _runs) > 1) return "done";
                _entered.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
                return "never";
            })
            .Orchestrator("Worker", async context => await context.CallActivityAsync<string>("Work", "x"));
    }
}
