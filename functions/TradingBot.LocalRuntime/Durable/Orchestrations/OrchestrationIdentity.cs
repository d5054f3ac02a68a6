namespace TradingBot.LocalRuntime.Durable.Orchestrations;

/// <summary>Which run of which instance this is.</summary>
internal sealed record OrchestrationIdentity(string InstanceId, Guid ExecutionId, string Name, ParentLink? Parent);
