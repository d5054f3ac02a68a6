using TradingBot.Embedded.Durable.Orchestrations;

namespace TradingBot.Embedded.Durable.Storage;

/// <summary>One message of the inbox. Without an execution id it is for whichever run is there.</summary>
internal sealed record StoredMessage(long Id, Guid? ExecutionId, InboundEvent Content);
