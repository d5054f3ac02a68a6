using System.Diagnostics;
using TradingBot.AzureStorage.Tests.Storage;
using TradingBot.DurableScenarios;

namespace TradingBot.AzureStorage.Tests;

/// <summary>
/// A worker that stops still fetches messages after it has stopped answering them. They are not given back: the next worker sees them only
/// when their visibility timeout is over, five minutes unless the host's settings say less. Until then the instance stands still.
/// </summary>
public sealed class StoppingWorkerTests(Azurite azurite)
{
    private static readonly TimeSpan Visibility = TimeSpan.FromSeconds(4);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Result_that_comes_while_the_worker_stops_is_seen_only_after_the_visibility_timeout()
    {
        var (entered, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        var calls = 0;
        var work = new DurableWork()
            .Activity<string>("Slow", async _ =>
            {
                Interlocked.Increment(ref calls);
                entered.TrySetResult();
                await release.Task;
                return "done";
            })
            .Orchestrator("Waits", static async context => await context.CallActivityAsync<string>("Slow", "x"));
        await using var hub = await AzureStorageHub.OpenAsync(azurite, visibility: Visibility);
        await hub.StartWorkerAsync(work);
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Waits", Token);
        await entered.Task.WaitAsync(Token);

        var stopping = hub.StopWorkerAsync();
        var hidden = Stopwatch.StartNew();
        release.SetResult();
        await stopping;
        await hub.StartWorkerAsync(work);
        var ended = await hub.Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, Token);

        Assert.Equal(("done", 1), (ended.ReadOutputAs<string>(), calls));
        Assert.True(hidden.Elapsed > Visibility, $"Seen after {hidden.Elapsed}");
    }
}
