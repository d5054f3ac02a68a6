using TradingBot.Core.Foundation;
using TradingBot.Core.Trades;

namespace TradingBot.Core.Risk;

public abstract record EntryDecision
{
    private EntryDecision()
    {
    }

    /// <summary>The trade as it was written; not new when the signal had been approved before.</summary>
    public sealed record Approved(TradeRecord Trade, bool IsNew) : EntryDecision;

    public sealed record Denied(Denial Denial) : EntryDecision;
}
