using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Signals;
using TradingBot.Infrastructure.Postgres.Queries;
using TradingBot.Infrastructure.Postgres.Risk;
using TradingBot.Infrastructure.Postgres.Signals;

namespace TradingBot.Infrastructure.Postgres.Trades;

/// <summary>Ending a signal that found nothing, under the lock under which entries are decided.</summary>
internal sealed partial class PostgresTradeLedger
{
    public Task<bool> EndFlatAsync(
        SignalRecord signal, SignalStatus status, Denial reason, IReadOnlyList<SignalId>? known, DateTimeOffset now,
        CancellationToken token) =>
        dataSource.InTransactionAsync(
            async transaction =>
            {
                var notHeld = $"""
                    not exists (select from trading.trades
                                where strategy = @strategy and coalesce(signal_symbol, symbol) = @symbol and status in {TradeMoves.Unfinished})
                    """;
                var end = PostgresSignalJournal.EndUnchanged(signal, status, reason, known, now, notHeld);
                return await transaction.Connection!.ReadAllAsync(
                    [RiskLock.Take, end, PostgresSignalJournal.HasEnded(signal.Id)],
                    async reader =>
                    {
                        await reader.NextResultAsync(token);
                        await reader.ReadAsync(token);
                        return reader.GetBoolean(0);
                    },
                    token);
            },
            token);

    public Task<bool> AcceptClosingAsync(
        SignalId id, IReadOnlyList<TradeId> closes, IReadOnlyList<TradeId> seen, bool keepsDryRun, DateTimeOffset now,
        CancellationToken token) =>
        dataSource.InTransactionAsync(
            async transaction =>
            {
                var nothingElse = $"""
                    not exists (select from trading.trades
                                where trades.strategy = signals.strategy and coalesce(trades.signal_symbol, trades.symbol) = signals.signal ->> 'symbol'
                                  and trades.status in {TradeMoves.Unfinished} and trades.id <> all (@seen))
                    """;
                var (accept, args) = PostgresSignalJournal.Advance(
                    id, SignalStatus.Accepted, reason: null, now, nothingElse, closes: closes);
                args["seen"] = seen.Select(static trade => trade.Value).ToArray();
                args["keepsDryRun"] = keepsDryRun;
                var connection = transaction.Connection!;
                await connection.TakeRiskLockAsync(token);
                return await connection.ExecuteAsync(accept, args, token) == 1;
            },
            token);
}
