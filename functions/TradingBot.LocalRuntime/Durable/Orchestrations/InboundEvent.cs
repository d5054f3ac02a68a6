using System.Text.Json.Serialization;
using Microsoft.DurableTask;

namespace TradingBot.LocalRuntime.Durable.Orchestrations;

/// <summary>Something that happened to an instance; stored first as a message, then for good in its history.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(InboundEvent.OrchestrationStarted), "started")]
[JsonDerivedType(typeof(InboundEvent.TaskCompleted), "completed")]
[JsonDerivedType(typeof(InboundEvent.TaskFailed), "failed")]
[JsonDerivedType(typeof(InboundEvent.TimerFired), "timer")]
[JsonDerivedType(typeof(InboundEvent.EventRaised), "event")]
[JsonDerivedType(typeof(InboundEvent.OrchestrationSuspended), "suspended")]
[JsonDerivedType(typeof(InboundEvent.OrchestrationResumed), "resumed")]
[JsonDerivedType(typeof(InboundEvent.OrchestrationTerminated), "terminated")]
internal abstract record InboundEvent
{
    /// <summary>A run begins; after continue-as-new it takes over the events that the run before left unread.</summary>
    public sealed record OrchestrationStarted(string? Input, IReadOnlyList<EventRaised>? CarriedEvents = null) : InboundEvent;

    /// <summary>An activity or a sub-orchestration returned.</summary>
    public sealed record TaskCompleted(int TaskId, string? Result) : InboundEvent;

    /// <summary>An activity or a sub-orchestration failed.</summary>
    public sealed record TaskFailed(int TaskId, TaskFailureDetails Failure) : InboundEvent;

    public sealed record TimerFired(int TaskId) : InboundEvent;

    public sealed record EventRaised(string Name, string? Payload) : InboundEvent;

    public sealed record OrchestrationSuspended(string? Reason) : InboundEvent;

    public sealed record OrchestrationResumed(string? Reason) : InboundEvent;

    public sealed record OrchestrationTerminated(string? Output, bool Recursive) : InboundEvent;
}
