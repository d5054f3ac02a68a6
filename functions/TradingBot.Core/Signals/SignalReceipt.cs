using TradingBot.Core.Identifiers;

namespace TradingBot.Core.Signals;

/// <summary>
/// What became of writing a signal down: its id (of the first one, for a duplicate) and whether its orchestration was started in the same
/// transaction.
/// </summary>
public sealed record SignalReceipt(SignalId Id, bool IsDuplicate, bool IsStarted);
