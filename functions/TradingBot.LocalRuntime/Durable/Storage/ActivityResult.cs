using TradingBot.LocalRuntime.Durable.Orchestrations;

namespace TradingBot.LocalRuntime.Durable.Storage;

/// <summary>An activity that ended, with the event its orchestration is to get.</summary>
internal sealed record ActivityResult(ActivityWork Work, InboundEvent Outcome);
