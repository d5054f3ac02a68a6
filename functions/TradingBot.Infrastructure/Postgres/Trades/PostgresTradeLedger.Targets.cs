using TradingBot.Core.Identifiers;
using TradingBot.Core.Notifications;
using TradingBot.Core.Trades;
using TradingBot.Infrastructure.Postgres.Queries;

namespace TradingBot.Infrastructure.Postgres.Trades;

/// <summary>Targets of a trade: which are reached, and where a person has moved them.</summary>
internal sealed partial class PostgresTradeLedger
{
    public Task<bool> NoteTargetsReachedAsync(
        TradeId id, IReadOnlyList<int> targets, NewTradeEvent line, Notification? notice, DateTimeOffset now, CancellationToken token) =>
        dataSource.InTransactionAsync(
            async transaction =>
            {
                var connection = transaction.Connection!;
                if (await connection.MarkReachedAsync(id, targets, token) == 0)
                    return false;
                await connection.AddLineAsync(id, line, now, token);
                if (notice is not null)
                    await connection.AddNotificationAsync(notice, now, token);
                return true;
            },
            token);

    public Task<bool> NoteTargetMovedAsync(
        TradeId id, int target, decimal price, NewTradeEvent line, Notification notice, DateTimeOffset now, CancellationToken token) =>
        dataSource.InTransactionAsync(
            async transaction =>
            {
                // Prices are stored as text, so that no digit is lost.
                const string Move = """
                    update trading.trades
                    set targets = jsonb_set(targets, array[@target::text, 'price'], to_jsonb(trim_scale(@price)::text))
                    where id = @id and (targets -> @target ->> 'price')::numeric <> @price
                    """;
                var connection = transaction.Connection!;
                var args = new Args { ["id"] = id.Value, ["target"] = target, ["price"] = price };
                if (await connection.ExecuteAsync(Move, args, token) == 0)
                    return false;
                await connection.AddLineAsync(id, line, now, token);
                await connection.AddNotificationAsync(notice, now, token);
                return true;
            },
            token);
}
