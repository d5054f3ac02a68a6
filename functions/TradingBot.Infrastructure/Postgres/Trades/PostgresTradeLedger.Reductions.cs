using TradingBot.Core.Identifiers;
using TradingBot.Core.Notifications;
using TradingBot.Core.Signals;
using TradingBot.Core.Trades;
using TradingBot.Infrastructure.Postgres.Queries;
using TradingBot.Infrastructure.Postgres.Signals;

namespace TradingBot.Infrastructure.Postgres.Trades;

/// <summary>Parts of a trade that are closed while the rest stays open: one at a time.</summary>
internal sealed partial class PostgresTradeLedger
{
    public Task<bool> RequestReductionAsync(
        TradeRecord seen, decimal quantity, SignalId? signal, IReadOnlyList<int> targets, NewTradeEvent line, DateTimeOffset now,
        CancellationToken token) =>
        dataSource.InTransactionAsync(
            async transaction =>
            {
                // The row is held while the alert ends, so that both happen or none.
                const string Hold = """
                    select id from trading.trades
                    where id = @id and status = 'open' and close_requested_at is null and reduce_quantity is null and addition is null
                      and filled_quantity = @filled and exited_quantity = @exited and filled_quantity - exited_quantity >= @quantity
                      and (targets_version = @version or cardinality(@targets) = 0)
                    for no key update
                    """;
                const string Request = """
                    update trading.trades
                    set reduce_quantity = @quantity, reduce_requested_at = @now, reduce_targets = @targets,
                        reduce_from = (select count(*) from trading.orders where trade_id = @id and role = 'exit')
                    where id = @id
                    """;
                var connection = transaction.Connection!;
                var id = seen.Id;
                var args = new Args
                {
                    ["id"] = id.Value,
                    ["quantity"] = quantity,
                    ["filled"] = seen.FilledQuantity,
                    ["exited"] = seen.ExitedQuantity,
                    ["targets"] = targets.ToArray(),
                    ["version"] = seen.TargetsVersion,
                    ["now"] = now,
                };
                if (await connection.FirstAsync(Hold, args, static row => (Guid?)row.GetGuid(0), token) is null)
                    return false;
                if (signal is { } alert)
                {
                    var (end, its) = PostgresSignalJournal.Advance(alert, SignalStatus.Completed, reason: null, now, closes: [id]);
                    if (await connection.ExecuteAsync(end, its, token) == 0)
                        return false;
                }

                await connection.ExecuteAsync(Request, args, token);
                await connection.AddLineAsync(id, line, now, token);
                return true;
            },
            token);

    public Task<bool> EndReductionAsync(
        TradeId id, Reduction reduction, bool isClosed, NewTradeEvent line, Notification notice, DateTimeOffset now,
        CancellationToken token) =>
        dataSource.InTransactionAsync(
            async transaction =>
            {
                const string End = """
                    update trading.trades set reduce_quantity = null, reduce_from = null, reduce_requested_at = null, reduce_targets = '{}'
                    where id = @id and reduce_from = @from and reduce_requested_at = @requestedAt
                    """;
                var connection = transaction.Connection!;
                var args = new Args { ["id"] = id.Value, ["from"] = reduction.From, ["requestedAt"] = reduction.RequestedAt };
                if (await connection.ExecuteAsync(End, args, token) == 0)
                    return false;
                if (isClosed)
                    await connection.MarkReachedAsync(id, reduction.Targets, token);
                await connection.AddLineAsync(id, line, now, token);
                await connection.AddNotificationAsync(notice, now, token);
                return true;
            },
            token);
}
