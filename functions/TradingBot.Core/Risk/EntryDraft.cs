using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;

namespace TradingBot.Core.Risk;

/// <summary>What a new trade needs besides its plan.</summary>
public sealed record EntryDraft
{
    public required TradeId TradeId { get; init; }

    public required StrategyKey Strategy { get; init; }

    public required Category Category { get; init; }

    public required Symbol Symbol { get; init; }

    /// <summary>By which the alert calls the market: of an option that was chosen for it, the underlying.</summary>
    public required Symbol SignalSymbol { get; init; }

    public required string SettleCoin { get; init; }

    /// <summary>The coin of the plan's notional and risk; inverse: USD.</summary>
    public required string QuoteCoin { get; init; }

    public int? TimeStopMinutes { get; init; }

    /// <summary>At this moment an option is closed, whatever it is worth; null: it may be held to its delivery.</summary>
    public DateTimeOffset? CloseBy { get; init; }

    /// <summary>See <see cref="Strategies.Strategy.KeepMovedStops"/>.</summary>
    public bool KeepMovedStops { get; init; }

    public required DateTimeOffset EntryValidUntil { get; init; }

    /// <summary>How long a limit entry may wait for its fill, counted from <see cref="Now"/>; greater than zero.</summary>
    public required TimeSpan EntryRestsFor { get; init; }

    public required DateTimeOffset Now { get; init; }
}
