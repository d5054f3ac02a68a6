using System.Diagnostics;
using TradingBot.LocalRuntime.Durable.Engine;
using TradingBot.TestKit;

namespace TradingBot.LocalRuntime.Tests.Durable;

/// <summary>With polling put off for a minute, only signals can bring work on in time.</summary>
public sealed class SignallingTests(PostgresFixture postgres) : DurableTests(postgres)
{
    private static void PollRarely(DurableTaskEngineOptions options) => options.PollInterval = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Committed_transaction_wakes_the_worker()
    {
        var host = await (await HostAsync()).Orchestrator("Echo", context => Task.FromResult<object?>(context.GetInput<int>()))
            .StartAsync(PollRarely);
        await ListeningAsync(host);
        await using var connection = await Source.OpenConnectionAsync(Token);
        await using var transaction = await connection.BeginTransactionAsync(Token);

        await host.Starter.ScheduleAsync(transaction, "Echo", "tx", 5, Token);
        await transaction.CommitAsync(Token);

        Assert.Equal(5, (await host.FinishAsync("tx")).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Event_raised_in_another_process_reaches_the_holder()
    {
        var first = await HostAsync();
        var second = TwinOf(first);
        foreach (var host in new[] { first, second })
        {
            host.Orchestrator("Waits", async context => await context.WaitForExternalEvent<int>("Go"));
            await host.StartAsync(options =>
            {
                PollRarely(options);
                options.LeaseDuration = TimeSpan.FromMinutes(5);
            });
            await ListeningAsync(host);
        }

        var id = await first.StartInstanceAsync("Waits");
        await first.Client.WaitForInstanceStartAsync(id, Token);
        await second.Client.RaiseEventAsync(id, "Go", 7, Token);

        Assert.Equal(7, (await second.FinishAsync(id)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Trace_of_the_starter_runs_through_steps_and_activities()
    {
        using var listener = new ActivityListener();
        listener.ShouldListenTo = source => source.Name is "TradingBot.Embedded.Durable" or "starter";
        listener.Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded;
        ActivitySource.AddActivityListener(listener);
        using var source = new ActivitySource("starter");
        var inActivity = new TaskCompletionSource<string?>();
        var host = await (await HostAsync())
            .Activity<string>("Traced", _ =>
            {
                inActivity.SetResult(Activity.Current?.TraceId.ToString());
                return null;
            })
            .Orchestrator("Traces", async context => await context.CallActivityAsync<string>("Traced", "x"))
            .StartAsync();

        string trace;
        using (var root = source.StartActivity("webhook"))
        {
            trace = root!.TraceId.ToString();
            await host.StartInstanceAsync("Traces");
        }

        Assert.Equal(trace, await inActivity.Task.WaitAsync(Token));
    }

    [Fact]
    public async Task Health_counts_what_runs_and_what_waits()
    {
        var host = await (await HostAsync())
            .Orchestrator("Waits", async context => await context.WaitForExternalEvent<int>("Go"))
            .StartAsync();
        var id = await host.StartInstanceAsync("Waits");
        await host.Client.WaitForInstanceStartAsync(id, Token);

        Assert.Equal(new DurableTaskHealth(1, 0, 0, 0, null, 0), await host.Health.ReadAsync(Token));
    }

    // The locks of the whole server are listed; only those of this database tell of this worker.
    private static Task ListeningAsync(DurableTestHost host) => Eventually.TrueAsync(
        async () => await host.ScalarAsync<long>(
            """
            SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database
            WHERE locktype = 'advisory' AND datname = current_database()
            """) > 0,
        "the worker does not listen",
        cancellationToken: Token);
}
