using TradingBot.Core.Identifiers;

namespace TradingBot.Trading.Entries;

/// <summary>
/// What a signal leads to, as the process that decided it knows it. It crosses no durable boundary: the orchestration gets ids.
/// </summary>
public abstract record SignalDecision
{
    private SignalDecision()
    {
    }

    /// <summary>Nothing more to do: denied, done, or dry.</summary>
    public sealed record Ended : SignalDecision;

    /// <summary>Nothing more to do: the run of each of the trades closes a part of it, or all.</summary>
    public sealed record Reduces(IReadOnlyList<TradeId> Trades) : SignalDecision;

    /// <summary>Nothing more to do: the trade's own run adds to it.</summary>
    public sealed record Adds(TradeId Trade) : SignalDecision;

    /// <summary>What came before it in its market is still being carried out: ask again in a moment.</summary>
    public sealed record Waits : SignalDecision;

    /// <summary>A trade is to be run.</summary>
    /// <param name="Approved">
    /// The same trade when it was approved this moment and its order can go out at once; null when it had been approved before.
    /// </param>
    public sealed record Opens(TradeId Trade, ApprovedEntry? Approved) : SignalDecision;

    /// <summary>These trades were asked to close.</summary>
    /// <param name="ThenOpen">The signal is to be decided again once they are closed.</param>
    public sealed record Closes(IReadOnlyList<TradeId> Trades, bool ThenOpen) : SignalDecision;
}
