using TradingBot.Core.Orders;
using TradingBot.Core.Identifiers;

namespace TradingBot.Core.Trades;

public static class TradeLedgerReading
{
    /// <exception cref="InvalidOperationException">There is no such trade.</exception>
    public static async Task<TradeRecord> GetAsync(this ITradeLedger ledger, TradeId id, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        return await ledger.FindAsync(id, token) ?? throw Missing(id);
    }

    /// <summary>Whether the entry order can fill nothing more; false for one that is not written down yet.</summary>
    public static async Task<bool> HasEntryEndedAsync(this ITradeLedger ledger, TradeId id, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        return (await ledger.ListOrdersAsync(id, token)).Any(static order => order.Role == OrderRole.Entry && order.Status.IsFinal());
    }

    /// <summary>What is thrown where a trade that must be there is not.</summary>
    public static InvalidOperationException Missing(TradeId id) => new($"There is no trade {id}.");
}
