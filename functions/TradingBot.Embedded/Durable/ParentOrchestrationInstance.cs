namespace TradingBot.Embedded.Durable;

/// <summary>The orchestration that started a sub-orchestration.</summary>
public record ParentOrchestrationInstance(TaskName Name, string InstanceId);
