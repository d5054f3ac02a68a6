using Microsoft.DurableTask;
using Microsoft.Extensions.Logging.Abstractions;
using TradingBot.LocalRuntime.Durable.Orchestrations;

namespace TradingBot.TestKit.Histories;

/// <summary>
/// Runs today's code of an orchestrator against a recorded history, as a worker does when it loads an instance in flight.
/// </summary>
public static class HistoryReplay
{
    /// <summary>
    /// Null when the code makes the recorded calls in the recorded order and ends in the recorded status; else the first difference.
    /// </summary>
    public static string? Difference(RecordedHistory history, Func<TaskOrchestrationContext, Task> code)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(code);
        var isForeign = false;
        var identity = new OrchestrationIdentity(history.InstanceId, Guid.Empty, history.Orchestrator, Parent: null);
        var run = new OrchestrationRun(
            identity, async context => { await code(context); return null; }, NullLoggerFactory.Instance, () => isForeign = true);
        var steps = history.Steps.Select(step => Episode.FromJson(step.GetRawText())).ToList();
        try
        {
            var status = run.Replay(steps);
            if (isForeign) return OrchestratorThread.Explanation;
            return status == history.Status ? null : $"The history leaves the instance {history.Status}, the code {status}.";
        }
        catch (NonDeterminismException difference)
        {
            return difference.Message;
        }
    }
}
