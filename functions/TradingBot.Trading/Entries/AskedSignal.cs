using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Signals;
using TradingBot.Core.Strategies;

namespace TradingBot.Trading.Entries;

/// <summary>A signal that is being decided, and what was known of it when that began.</summary>
/// <param name="Closed">The trades that were closed for the alert already.</param>
/// <param name="Known">The alerts that waited when it took its turn; null when it needs none.</param>
/// <param name="GivenUp">Why it may only close; null while it may open as well.</param>
internal sealed record AskedSignal(
    SignalRecord Record, Signal Signal, Strategy Strategy, IReadOnlyList<TradeId> Closed, IReadOnlyList<SignalId>? Known, Denial? GivenUp)
{
    /// <summary>False when what it closes is all that it does, whatever it asks for.</summary>
    public bool MayOpen =>
        GivenUp is null && Signal.EntryRefusal is null && !Record.DryRun && Strategy is { State: StrategyState.Active, DryRun: false };
}
