using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace TradingBot.LocalRuntime.Durable.Orchestrations;

/// <summary>An orchestrator as the genuine executor calls it, with the guarded context put in between.</summary>
internal sealed class OrchestratorCode(
    Func<TaskOrchestrationContext, Task<object?>> code,
    OrchestratorThread thread,
    DataConverter converter,
    string? input,
    ILoggerFactory loggerFactory) : ITaskOrchestrator
{
    // The guarded context reads the input when the code says its type; what the executor makes of it is ignored.
    public Type InputType => typeof(object);

    public Type OutputType => typeof(object);

    /// <summary>Null until the executor has started the code.</summary>
    public GuardedContext? Context { get; private set; }

    public Task<object?> RunAsync(TaskOrchestrationContext context, object? ignored)
    {
        Context = new GuardedContext(context, thread, converter, input, loggerFactory);
        return thread.Enter(CallAsync);
    }

    // Awaited here, under the orchestrator's own thread: code that ended elsewhere does not reach the executor.
    private async Task<object?> CallAsync() => await code(Context!);
}
