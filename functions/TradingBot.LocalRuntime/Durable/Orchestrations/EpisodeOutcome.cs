using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using static TradingBot.LocalRuntime.Durable.Orchestrations.InboundEvent;

namespace TradingBot.LocalRuntime.Durable.Orchestrations;

/// <summary>What one step changed and asks for; stored in one transaction.</summary>
internal sealed record EpisodeOutcome(Episode Episode, OrchestrationRuntimeStatus Status)
{
    public IReadOnlyList<int> CancelledTimers { get; init; } = [];

    public string? CustomStatus { get; init; }

    public string? Output { get; init; }

    public TaskFailureDetails? Failure { get; init; }

    public bool TerminateChildren { get; init; }

    public OrchestrationStarted? ContinueAsNew { get; init; }

    public bool IsTerminal =>
        Status is OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated;
}
