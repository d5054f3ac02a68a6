namespace TradingBot.LocalRuntime.Durable.Orchestrations;

/// <summary>Where the result of a sub-orchestration goes.</summary>
internal sealed record ParentLink(string InstanceId, Guid ExecutionId, string Name, int TaskId);
