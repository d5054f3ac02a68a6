namespace TradingBot.DurableScenarios;

/// <summary>One recorded event, its kind named as the Durable Task Framework names it: TaskScheduled, TimerFired, EventRaised.</summary>
/// <param name="Kind">The framework's name of the event's type.</param>
/// <param name="Name">The activity's, orchestrator's or event's name, where the event has one.</param>
/// <param name="FireAt">When a timer is due, in UTC.</param>
/// <param name="Failure">What a failed end was caused by.</param>
public sealed record HistoryEntry(string Kind, string? Name = null, DateTime? FireAt = null, TaskFailureDetails? Failure = null);
