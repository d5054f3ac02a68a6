using TradingBot.Core.Trades;

namespace TradingBot.Core.Ledger;

public abstract record EntryDecision
{
    private EntryDecision()
    {
    }

    public sealed record Approved(TradeId Trade) : EntryDecision;

    public sealed record Denied(Denial Denial) : EntryDecision;
}
