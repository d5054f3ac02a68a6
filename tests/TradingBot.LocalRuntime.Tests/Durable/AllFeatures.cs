using Microsoft.DurableTask;

namespace TradingBot.LocalRuntime.Tests.Durable;

/// <summary>
/// An orchestration that uses everything once: activities, a fan-out, a child, a timer, an event, a retry and continue-as-new.
/// </summary>
internal static class AllFeatures
{
    private const int Rounds = 2;

    public static int Expected(int seed)
    {
        var sum = seed;
        for (var round = 0; round < Rounds; round++) sum = Round(sum);
        return sum;
    }

    public static DurableTestHost Register(DurableTestHost host) => host
        .Activity<int>("AddOne", async (value, token) =>
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, token);
            return value + 1;
        })
        .Activity<int>("Refuse", value => throw new FormatException($"refused {value}"))
        .Orchestrator("AddTwo", async context =>
            await context.CallActivityAsync<int>("AddOne", await context.CallActivityAsync<int>("AddOne", context.GetInput<int>())))
        .Orchestrator("Echo", async context =>
        {
            context.SendEvent(context.GetInput<string>()!, "Echo", 1);
            await context.CreateTimer(TimeSpan.FromSeconds(1), CancellationToken.None);
            return null;
        })
        .Orchestrator("Mixed", async context =>
        {
            var state = context.GetInput<State>()!;
            var sum = await context.CallActivityAsync<int>("AddOne", state.Sum);
            sum = await context.CallSubOrchestratorAsync<int>("AddTwo", sum);
            await context.CreateTimer(TimeSpan.FromSeconds(2), CancellationToken.None);
            var echoed = context.WaitForExternalEvent<int>("echo");
            var echo = context.CallSubOrchestratorAsync("Echo", context.InstanceId);
            sum += await echoed;
            await echo;
            var parts = await Task.WhenAll(Enumerable.Range(0, 3).Select(part => context.CallActivityAsync<int>("AddOne", part)));
            sum += parts.Sum();
            try
            {
                await context.CallActivityAsync("Refuse", sum, TaskOptions.FromRetryPolicy(new RetryPolicy(2, TimeSpan.FromSeconds(1))));
            }
            catch (TaskFailedException refused) when (refused.FailureDetails.ErrorMessage == $"refused {sum}")
            {
                sum++;
            }

            if (state.Round + 1 == Rounds) return sum;
            context.ContinueAsNew(new State(sum, state.Round + 1));
            return null;
        });

    private static int Round(int sum) => sum + 1 + 2 + 1 + 6 + 1;

    internal sealed record State(int Sum, int Round);
}
