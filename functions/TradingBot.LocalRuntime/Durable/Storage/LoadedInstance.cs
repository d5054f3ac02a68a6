using TradingBot.LocalRuntime.Durable.Orchestrations;

namespace TradingBot.LocalRuntime.Durable.Storage;

/// <summary>A claimed instance, the messages due for it, and its history unless the caller already had this version.</summary>
internal sealed record LoadedInstance(InstanceHead Head, IReadOnlyList<StoredMessage> Messages, IReadOnlyList<Episode> History);
