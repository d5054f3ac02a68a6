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

    public required string SettleCoin { get; init; }

    /// <summary>The coin of the plan's notional and risk; inverse: USD.</summary>
    public required string QuoteCoin { get; init; }

    public int? TimeStopMinutes { get; init; }

    /// <summary>See <see cref="Strategies.Strategy.KeepMovedStops"/>.</summary>
    public bool KeepMovedStops { get; init; }

    public required DateTimeOffset EntryValidUntil { get; init; }

    /// <summary>How long a limit entry may wait for its fill, counted from <see cref="Now"/>; greater than zero.</summary>
    public required TimeSpan EntryRestsFor { get; init; }

    public required DateTimeOffset Now { get; init; }
}
