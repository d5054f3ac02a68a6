using TradingBot.Core.Exchange;
using TradingBot.Core.Foundation;

namespace TradingBot.Trading.Entries;

/// <summary>The answer to asking for the facts of a market: all of them, or why nothing can be opened there.</summary>
public abstract record EntryFactsReading
{
    private EntryFactsReading()
    {
    }

    public sealed record Known(EntryFacts Facts) : EntryFactsReading;

    /// <summary>
    /// The exchange answered, and its answer is a no: the symbol is not listed, or not to be traded, or the bot is not told what it asks.
    /// </summary>
    public sealed record Refused(Denial Denial) : EntryFactsReading
    {
        /// <summary>As <see cref="EntryFacts.Held"/>; null also where the exchange did not tell.</summary>
        public SymbolPositions? Held { get; init; }

        /// <summary>As <see cref="EntryFacts.Resting"/>; empty also where the exchange did not tell.</summary>
        public IReadOnlyList<ExchangeOrder> Resting { get; init; } = [];
    }
}
