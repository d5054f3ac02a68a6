using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Signals;

namespace TradingBot.Core.Risk;

/// <summary>What the books say of the account under its risk lock: as long as the lock is held, no other entry changes it.</summary>
/// <param name="Open">Every unfinished trade of the account, all strategies.</param>
/// <param name="EntriesInLastMinute">Entries approved in the minute before <see cref="EntryDraft.Now"/>, all strategies.</param>
/// <param name="LastEntryAt">When the strategy last had an entry on the symbol approved (UTC); null never.</param>
/// <param name="Neighbors">Alerts that may have come after the one being decided: <see cref="ISignalJournal.ListNeighborsAsync"/>.</param>
public sealed record PortfolioState(
    IReadOnlyList<OpenExposure> Open,
    RiskLimits Limits,
    bool IsHalted,
    int EntriesInLastMinute,
    DateTimeOffset? LastEntryAt,
    IReadOnlyList<SignalRecord> Neighbors);

/// <summary>What one unfinished trade binds of the limits: its notional and its risk at the stop, both in quote coin.</summary>
public sealed record OpenExposure(
    TradeId Trade, StrategyKey Strategy, Category Category, Symbol Symbol, Direction Direction, decimal Notional, decimal Risk)
{
    /// <summary>By which the alerts of its strategy call it: of an option that was chosen for an alert, the underlying.</summary>
    public Symbol SignalSymbol { get => field.Value is null ? Symbol : field; init; }
}
