using TradingBot.Core.Foundation;

namespace TradingBot.Trading.Entries;

/// <summary>The answer to asking for the facts of a market: all of them, or why nothing can be opened there.</summary>
public abstract record EntryFactsReading
{
    private EntryFactsReading()
    {
    }

    public sealed record Known(EntryFacts Facts) : EntryFactsReading;

    /// <summary>The exchange answered, and its answer is a no: the symbol is not listed, or not to be traded.</summary>
    public sealed record Refused(Denial Denial) : EntryFactsReading;
}
