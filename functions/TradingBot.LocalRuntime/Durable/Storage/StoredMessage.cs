using TradingBot.LocalRuntime.Durable.Orchestrations;

namespace TradingBot.LocalRuntime.Durable.Storage;

/// <summary>One message of the inbox. Without an execution id it is for whichever run is there.</summary>
internal sealed record StoredMessage(long Id, Guid? ExecutionId, InboundEvent Content);
