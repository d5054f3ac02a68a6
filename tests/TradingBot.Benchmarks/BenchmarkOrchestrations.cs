using TradingBot.LocalRuntime.Durable.Engine;

namespace TradingBot.Benchmarks;

/// <summary>
/// Orchestrations that measure themselves. They read clocks, which real orchestrators must not, and never let them decide anything.
/// </summary>
internal sealed class BenchmarkOrchestrations
{
    public Samples Hops { get; } = new();

    public Samples WakeUps { get; } = new();

    public OrchestrationRegistry Registry()
    {
        var registry = new OrchestrationRegistry();
        registry.AddActivity("Next", typeof(int), (_, value, _) => Task.FromResult<object?>((int)value! + 1));
        registry.AddOrchestrator("Chain", async context =>
        {
            var value = 0;
            for (var hop = 0; hop < context.GetInput<int>(); hop++)
            {
                var started = TimeProvider.System.GetTimestamp();
                value = await context.CallActivityAsync<int>("Next", value);
                if (!context.IsReplaying) Hops.Since(started);
            }

            return value;
        });
        registry.AddOrchestrator("FanOut", async context =>
            (await Task.WhenAll(
                Enumerable.Range(0, context.GetInput<int>()).Select(value => context.CallActivityAsync<int>("Next", value)))).Length);
        registry.AddOrchestrator("Sleep", async context =>
        {
            var until = context.GetInput<DateTime>();
            await context.CreateTimer(until, CancellationToken.None);
            WakeUps.Add(TimeProvider.System.GetUtcNow().UtcDateTime - until);
            return null;
        });
        return registry;
    }
}
