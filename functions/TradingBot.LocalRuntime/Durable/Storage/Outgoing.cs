using TradingBot.LocalRuntime.Durable.Orchestrations;

namespace TradingBot.LocalRuntime.Durable.Storage;

/// <summary>A message that a step sends; a timer is one to itself that becomes visible later.</summary>
internal sealed record Outgoing(string InstanceId, Guid? ExecutionId, int? TimerId, DateTimeOffset VisibleAt, InboundEvent Content);
