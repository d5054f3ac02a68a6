using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Signals;
using TradingBot.Infrastructure.Postgres.Queries;
using TradingBot.Infrastructure.Postgres.Risk;
using TradingBot.Infrastructure.Postgres.Signals;

namespace TradingBot.Infrastructure.Postgres.Trades;

/// <summary>Ending a signal that found nothing, under the lock under which entries are decided.</summary>
internal sealed partial class PostgresTradeLedger
{
    public Task<bool> EndFlatAsync(
        SignalRecord signal, Category category, SignalStatus status, Denial reason, IReadOnlyList<SignalId>? known, DateTimeOffset now,
        CancellationToken token) =>
        dataSource.InTransactionAsync(
            async transaction =>
            {
                var notHeld = $"""
                    not exists (select from trading.trades
                                where strategy = @strategy and category = @category and symbol = @symbol and status in {TradeMoves.Unfinished})
                    """;
                var end = PostgresSignalJournal.EndUnchanged(signal, status, reason, known, now, notHeld);
                end.Args["category"] = EnumNames.Write(category);
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
}
