using System.Security.Cryptography;
using Microsoft.DurableTask;
using TradingBot.LocalRuntime.Durable.Engine;

namespace TradingBot.CrashHost;

/// <summary>
/// Orchestrations that differ by their index and together use everything: activities, fan-out, retries of activities that fail at random,
/// timers, events from inside and outside, races of the two, sub-orchestrations and continue-as-new. What happens on the way is left to
/// chance and to the killer; the output depends on the index alone.
/// </summary>
public static class MixedWork
{
    public const string Name = "Mixed";

    /// <summary>
    /// The event that the test sends once to every instance for which <see cref="AwaitsGo"/> holds; its payload is the index.
    /// </summary>
    public const string GoEvent = "Go";

    private static readonly TaskOptions Patiently = TaskOptions.FromRetryPolicy(
        new RetryPolicy(60, TimeSpan.FromMilliseconds(40), 1.5, TimeSpan.FromMilliseconds(200)));

    private static readonly TaskOptions Twice = TaskOptions.FromRetryPolicy(new RetryPolicy(2, TimeSpan.FromMilliseconds(50)));

    public static bool AwaitsGo(int index) => index % 3 == 0;

    public static void Register(OrchestrationRegistry registry)
    {
        ArgumentNullException.ThrowIfNull(registry);
        Add<long>(registry, "Mix", async (value, token) =>
        {
            await Task.Delay(TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(1, 15)), TimeProvider.System, token);
            return Mixed(value);
        });
        Add<long>(registry, "Unsteady", (value, _) => RandomNumberGenerator.GetInt32(3) == 0
            ? Task.FromResult(Mixed(value))
            : throw new TimeoutException("not this time"));
        Add<long>(registry, "Refuse", (value, _) => throw new FormatException($"refused {value}"));
        registry.AddOrchestrator("Twice", async context =>
            await context.CallActivityAsync<long>("Mix", await context.CallActivityAsync<long>("Mix", context.GetInput<long>())));
        registry.AddOrchestrator("Echo", async context =>
        {
            context.SendEvent(context.Parent!.InstanceId, "Echo", context.GetInput<long>());
            await context.CreateTimer(TimeSpan.FromMilliseconds(100), CancellationToken.None);
            return null;
        });
        registry.AddOrchestrator(Name, RunAsync);
    }

    private static async Task<object?> RunAsync(TaskOrchestrationContext context)
    {
        var input = context.GetInput<MixedInput>()!;
        var sum = await context.CallActivityAsync<long>("Mix", input.Sum + input.Index);
        sum = ((input.Index + input.Round) % 5) switch
        {
            0 => await context.CallSubOrchestratorAsync<long>("Twice", sum),
            1 => await FanOutAsync(context, sum),
            2 => await context.CallActivityAsync<long>("Unsteady", sum, Patiently),
            3 => await EchoAsync(context, sum),
            _ => await RaceAsync(context, sum),
        };
        await context.CreateTimer(TimeSpan.FromMilliseconds(50 + (input.Index * 37 % 400)), CancellationToken.None);
        sum = await RefusedAsync(context, sum);
        if (input.Round < 1 + (input.Index % 3))
        {
            context.ContinueAsNew(input with { Round = input.Round + 1, Sum = sum });
            return null;
        }

        if (AwaitsGo(input.Index)) sum += await context.WaitForExternalEvent<long>(GoEvent);
        return sum;
    }

    private static async Task<long> FanOutAsync(TaskOrchestrationContext context, long sum) =>
        (await Task.WhenAll(Enumerable.Range(0, 4).Select(part => context.CallActivityAsync<long>("Mix", sum + part)))).Aggregate(
            (left, right) => left ^ right);

    private static async Task<long> EchoAsync(TaskOrchestrationContext context, long sum)
    {
        var echo = context.WaitForExternalEvent<long>("echo");
        var child = context.CallSubOrchestratorAsync("Echo", Mixed(sum));
        var heard = await echo;
        await child;
        return heard;
    }

    // Whoever wins, the loser is cancelled and the sum is the same.
    private static async Task<long> RaceAsync(TaskOrchestrationContext context, long sum)
    {
        using var rest = new CancellationTokenSource();
        var timer = context.CreateTimer(TimeSpan.FromMilliseconds(12), rest.Token);
        var work = context.CallActivityAsync<long>("Mix", sum);
        if (await Task.WhenAny(timer, work) == work) Stop(rest);
        return await work;
    }

    // Not CancelAsync: an orchestrator may await nothing but what its context made.
    private static void Stop(CancellationTokenSource source) => source.Cancel();

    private static async Task<long> RefusedAsync(TaskOrchestrationContext context, long sum)
    {
        try
        {
            await context.CallActivityAsync("Refuse", sum, Twice);
            return 0;
        }
        catch (TaskFailedException refused) when (refused.FailureDetails.ErrorMessage == $"refused {sum}")
        {
            return Mixed(sum);
        }
    }

    private static void Add<TInput>(OrchestrationRegistry registry, string name, Func<TInput, CancellationToken, Task<long>> run) =>
        registry.AddActivity(name, typeof(TInput), async (_, input, token) => await run((TInput)input!, token));

    // A step of a linear congruence: no two different paths to the end give the same number.
    private static long Mixed(long value) => unchecked((value * 6364136223846793005L) + 1442695040888963407L) >>> 12;
}
