using Microsoft.DurableTask.Client;
using TradingBot.Embedded.Durable.Orchestrations;

namespace TradingBot.Embedded.Durable.Storage;

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
