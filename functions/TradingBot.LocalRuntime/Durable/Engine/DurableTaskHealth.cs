namespace TradingBot.LocalRuntime.Durable.Engine;

/// <summary>
/// Counts of live instances, of work that waits for a worker (due messages and activities nobody holds), the age of the oldest of it
/// (null: none waits), and of instances parked because their code doesn't fit their history.
/// </summary>
public sealed record DurableTaskHealth(long Running, long Pending, long Suspended, long PendingWork, TimeSpan? OldestWorkAge, long Parked);
