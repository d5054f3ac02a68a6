using Npgsql;
using TradingBot.Core.Foundation;
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
                var connection = transaction.Connection!;
                var args = ReductionArgs(seen, quantity, targets, now);
                if (!await HoldsAsync(connection, args, token)
                    || (signal is { } alert && !await EndAlertAsync(connection, alert, [seen.Id], reason: null, now, token)))
                    return false;
                await connection.ExecuteAsync(RequestReduction, args, token);
                await connection.AddLineAsync(seen.Id, line, now, token);
                return true;
            },
            token);

    public Task<bool> RequestTakingsAsync(
        SignalId signal, IReadOnlyList<Taking> takings, Denial? reason, DateTimeOffset now, CancellationToken token) =>
        dataSource.InTransactionAsync(
            async transaction =>
            {
                // All rows are held before anything is written, and in one order, so that of two alerts none waits for the other for ever.
                var connection = transaction.Connection!;
                var ordered = takings.OrderBy(static taking => taking.Seen.Id.Value).ToList();
                foreach (var taking in ordered)
                {
                    if (!(taking.Quantity is { } part
                        ? await HoldsAsync(connection, ReductionArgs(taking.Seen, part, targets: [], now), token)
                        : await HoldsAllAsync(connection, taking.Seen, token)))
                        return false;
                }

                if (!await EndAlertAsync(connection, signal, [.. takings.Select(static taking => taking.Seen.Id)], reason, now, token))
                    return false;
                foreach (var (seen, quantity, line) in ordered)
                {
                    await (quantity is { } part
                        ? connection.ExecuteAsync(RequestReduction, ReductionArgs(seen, part, targets: [], now), token)
                        : connection.ExecuteAsync(RequestClose, CloseArgs(seen.Id, CloseReason.Signal, targetsVersion: null, now), token));
                    await connection.AddLineAsync(seen.Id, line, now, token);
                }

                return true;
            },
            token);

    private const string RequestReduction = """
        update trading.trades
        set reduce_quantity = @quantity, reduce_requested_at = @now, reduce_targets = @targets,
            reduce_from = (select count(*) from trading.orders where trade_id = @id and role = 'exit')
        where id = @id
        """;

    private static Args ReductionArgs(TradeRecord seen, decimal quantity, IReadOnlyList<int> targets, DateTimeOffset now) => new()
    {
        ["id"] = seen.Id.Value,
        ["quantity"] = quantity,
        ["filled"] = seen.FilledQuantity,
        ["exited"] = seen.ExitedQuantity,
        ["targets"] = targets.ToArray(),
        ["version"] = seen.TargetsVersion,
        ["now"] = now,
    };

    // Holds the row until the transaction ends; false when the trade does not stand as it was seen.
    private static async Task<bool> HoldsAsync(NpgsqlConnection connection, Args args, CancellationToken token)
    {
        const string Hold = """
            select id from trading.trades
            where id = @id and status = 'open' and close_requested_at is null and reduce_quantity is null and addition is null
              and filled_quantity = @filled and exited_quantity = @exited and filled_quantity - exited_quantity >= @quantity
              and (targets_version = @version or cardinality(@targets) = 0)
            for no key update
            """;
        return await connection.FirstAsync(Hold, args, static row => (Guid?)row.GetGuid(0), token) is not null;
    }

    private static async Task<bool> HoldsAllAsync(NpgsqlConnection connection, TradeRecord seen, CancellationToken token)
    {
        var hold = $"""
            select id from trading.trades
            where id = @id and status in {TradeMoves.Unfinished} and close_requested_at is null
              and filled_quantity = @filled and exited_quantity = @exited
            for no key update
            """;
        var args = new Args { ["id"] = seen.Id.Value, ["filled"] = seen.FilledQuantity, ["exited"] = seen.ExitedQuantity };
        return await connection.FirstAsync(hold, args, static row => (Guid?)row.GetGuid(0), token) is not null;
    }

    private static async Task<bool> EndAlertAsync(
        NpgsqlConnection connection, SignalId alert, IReadOnlyList<TradeId> closes, Denial? reason, DateTimeOffset now,
        CancellationToken token)
    {
        var (end, args) = PostgresSignalJournal.Advance(alert, SignalStatus.Completed, reason, now, closes: closes);
        return await connection.ExecuteAsync(end, args, token) == 1;
    }

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
