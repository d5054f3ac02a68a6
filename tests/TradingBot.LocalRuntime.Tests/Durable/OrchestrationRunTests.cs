using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging.Abstractions;
using TradingBot.LocalRuntime.Durable.Orchestrations;
using static TradingBot.LocalRuntime.Durable.Orchestrations.InboundEvent;

namespace TradingBot.LocalRuntime.Tests.Durable;

public sealed class OrchestrationRunTests
{
    private static readonly DateTime At = new(2026, 1, 5, 8, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Run_that_lives_long_keeps_nothing_of_what_it_has_seen()
    {
        var run = new OrchestrationRun(
            new OrchestrationIdentity("long", Guid.Empty, "Long", Parent: null),
            async context =>
            {
                while (true) await context.WaitForExternalEvent<string>("Tick");
            },
            NullLoggerFactory.Instance,
            () => { });
        run.Execute(At, [new OrchestrationStarted(null)]);

        var early = Feed(run);
        for (var tick = 0; tick < 3; tick++) run.Execute(At, [new EventRaised("Tick", "\"later\"")]);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        Assert.False(early.IsAlive, "an event of a past step is still held");
        Assert.Equal(Microsoft.DurableTask.Client.OrchestrationRuntimeStatus.Running, run.Execute(At, []).Status);
    }

    // In a method of its own, so that no register of the test's keeps the text alive.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Feed(OrchestrationRun run)
    {
        var payload = new string(['"', 'e', 'a', 'r', 'l', 'y', '"']);
        run.Execute(At, [new EventRaised("Tick", payload)]);
        return new WeakReference(payload);
    }
}
