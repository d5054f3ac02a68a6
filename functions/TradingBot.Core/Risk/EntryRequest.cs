using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using TradingBot.Core.Signals;
using TradingBot.Core.Strategies;
using TradingBot.Core.Trades;

namespace TradingBot.Core.Risk;

/// <summary>All that the rules look at for one entry, read at one moment under the account's risk lock.</summary>
public sealed record EntryRequest
{
    private readonly Direction? _stance;

    public required Strategy Strategy { get; init; }

    public required Signal Signal { get; init; }

    /// <summary>Of the position that is to be opened.</summary>
    public required Direction Direction { get; init; }

    /// <summary>Of the alert: short where a put is to be bought. Else the direction of the position.</summary>
    public Direction Stance { get => _stance ?? Direction; init => _stance = value; }

    /// <summary>The open trade, of the same market and direction, that is to be added to; null for one that is to be opened.</summary>
    public TradeRecord? AddsTo { get; init; }

    public required Instrument Instrument { get; init; }

    public required Ticker Ticker { get; init; }

    public required FeeRate Fees { get; init; }

    /// <summary>
    /// Of <see cref="NeededBars"/>, in quote coin (inverse: USD); one that is not there has too few bars.
    /// </summary>
    public IReadOnlyDictionary<AtrBars, decimal> AverageTrueRanges { get; init; } = new Dictionary<AtrBars, decimal>();

    /// <summary>Equity available for percentages, in the instrument's quote coin (spot and linear) or USD.</summary>
    public required decimal Equity { get; init; }

    /// <summary>Free balance in quote coin (spot) or USD margin (derivatives).</summary>
    public required decimal Available { get; init; }

    /// <summary>
    /// What stands in the symbol at the exchange, read before the risk lock. Of a symbol that has no unfinished trade of ours nothing there
    /// is ours. Null for spot, where coins held by a person are no position.
    /// </summary>
    public required SymbolPositions? Held { get; init; }

    /// <summary>Every live order of the symbol at the exchange, whoever gave it; empty for spot.</summary>
    public required IReadOnlyList<ExchangeOrder> Resting { get; init; }

    /// <summary>How positions are backed; not asked for spot.</summary>
    public required MarginMode MarginMode { get; init; }

    /// <summary>The instrument's margin terms, lowest step first; empty when the exchange did not tell, and for spot.</summary>
    public required IReadOnlyList<RiskTier> Tiers { get; init; }

    public required IReadOnlyList<OpenExposure> Open { get; init; }

    public required RiskLimits Limits { get; init; }

    public required bool IsHalted { get; init; }

    /// <summary>Entries approved in the last minute, all strategies.</summary>
    public required int EntriesInLastMinute { get; init; }

    /// <summary>When this strategy last had an entry on this symbol approved; null never.</summary>
    public required DateTimeOffset? LastEntryAt { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public required DateTimeOffset Now { get; init; }
}
