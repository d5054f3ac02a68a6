using TradingBot.LocalRuntime.Durable.Engine;

namespace TradingBot.CrashHost;

/// <summary>
/// An orchestration that beats: a short timer and an activity that says which worker it ran on, shown as the custom status.
/// </summary>
public static class PulseWork
{
    public const string Name = "Pulse";

    public static void Register(OrchestrationRegistry registry, string worker)
    {
        ArgumentNullException.ThrowIfNull(registry);
        registry.AddActivity("WhoRunsMe", null, (_, _, _) => Task.FromResult<object?>(worker));
        registry.AddOrchestrator(Name, async context =>
        {
            for (var beat = 0; beat < context.GetInput<int>(); beat++)
            {
                await context.CreateTimer(TimeSpan.FromMilliseconds(200), CancellationToken.None);
                context.SetCustomStatus(await context.CallActivityAsync<string>("WhoRunsMe"));
            }

            return null;
        });
    }
}
