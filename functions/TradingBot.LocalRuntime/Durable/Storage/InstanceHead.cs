using Microsoft.DurableTask.Client;
using TradingBot.LocalRuntime.Durable.Orchestrations;

namespace TradingBot.LocalRuntime.Durable.Storage;

/// <summary>What a worker keeps of an instance's row between steps.</summary>
internal sealed record InstanceHead(
    OrchestrationIdentity Identity,
    OrchestrationRuntimeStatus Status,
    long Version,
    int Episodes,
    string? CustomStatus,
    string? TraceParent,
    int ParkedAttempts)
{
    public bool IsTerminal =>
        Status is OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated;
}
