using TradingBot.Core.Markets;
using TradingBot.Core.Signals;
using TradingBot.Core.Strategies;

namespace TradingBot.Core.Risk;

/// <summary>All that the rules look at for one entry, read at one moment under the account's risk lock.</summary>
public sealed record EntryRequest
{
    public required Strategy Strategy { get; init; }

    public required Signal Signal { get; init; }

    public required Direction Direction { get; init; }

    public required Instrument Instrument { get; init; }

    public required Ticker Ticker { get; init; }

    public required FeeRate Fees { get; init; }

    /// <summary>Equity available for percentages, in the instrument's quote coin (spot and linear) or USD.</summary>
    public required decimal Equity { get; init; }

    /// <summary>Free balance in quote coin (spot) or USD margin (derivatives).</summary>
    public required decimal Available { get; init; }

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
