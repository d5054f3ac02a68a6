using TradingBot.Infrastructure.Tests.Postgres;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>One ledger for a test class, emptied for each of its tests.</summary>
public sealed class TradingDatabase : LedgerDatabase
{
    public Task EmptyAsync() => ExecuteAsync("""
        truncate trading.fills, trading.funding_payments, trading.orders, trading.trade_events, trading.trades, trading.signals, trading.strategies,
            trading.notifications, trading.discrepancies, trading.audit, trading.settings, trading.snapshots;
        update trading.halt set is_halted = false, reason = null, flatten = false, since = null, by = null;
        """);
}
