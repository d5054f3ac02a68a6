using TradingBot.Core.Notifications;
using TradingBot.Core.Trades;
using TradingBot.Infrastructure.Postgres.Queries;

namespace TradingBot.Infrastructure.Postgres.Trades;

/// <summary>Targets of a trade: which are reached, where a person has moved them, and which a person has put in their place.</summary>
internal sealed partial class PostgresTradeLedger
{
    public Task<bool> NoteTargetsReachedAsync(
        TradeRecord seen, IReadOnlyList<int> targets, NewTradeEvent line, Notification? notice, DateTimeOffset now,
        CancellationToken token) =>
        dataSource.InTransactionAsync(
            async transaction =>
            {
                var connection = transaction.Connection!;
                if (await connection.HoldTargetsAsync(seen, token) is null
                    || await connection.MarkReachedAsync(seen.Id, targets, token) == 0)
                    return false;
                await connection.AddLineAsync(seen.Id, line, now, token);
                if (notice is not null)
                    await connection.AddNotificationAsync(notice, now, token);
                return true;
            },
            token);

    public Task<bool> NoteTargetMovedAsync(
        TradeRecord seen, int target, decimal price, NewTradeEvent line, Notification notice, DateTimeOffset now,
        CancellationToken token) =>
        dataSource.InTransactionAsync(
            async transaction =>
            {
                // Prices are stored as text, so that no digit is lost.
                const string Move = """
                    update trading.trades
                    set targets = jsonb_set(targets, array[@target::text, 'price'], to_jsonb(trim_scale(@price)::text))
                    where id = @id and targets_version = @version and @target >= 0
                      and (targets -> @target ->> 'price')::numeric <> @price
                    """;
                var connection = transaction.Connection!;
                var args = new Args
                {
                    ["id"] = seen.Id.Value,
                    ["version"] = seen.TargetsVersion,
                    ["target"] = target,
                    ["price"] = price,
                };
                if (await connection.ExecuteAsync(Move, args, token) == 0)
                    return false;
                await connection.AddLineAsync(seen.Id, line, now, token);
                await connection.AddNotificationAsync(notice, now, token);
                return true;
            },
            token);

    public Task<bool> ChangeTargetsAsync(
        TradeRecord seen, IReadOnlyList<PlannedTarget> targets, NewTradeEvent line, DateTimeOffset now, CancellationToken token) =>
        dataSource.InTransactionAsync(
            async transaction =>
            {
                // Spot has no target at the exchange: the bot itself watches the price.
                const string Change = """
                    update trading.trades
                    set targets = @targets, targets_version = targets_version + 1,
                        targets_asked_at = case category when 'spot' then null else @now end, targets_tried_at = null
                    where id = @id and status = 'open' and close_requested_at is null and reduce_quantity is null
                      and filled_quantity = @filled and exited_quantity = @exited
                    """;
                var connection = transaction.Connection!;
                var args = new Args
                {
                    ["id"] = seen.Id.Value,
                    ["targets"] = Args.Json.Of(targets),
                    ["filled"] = seen.FilledQuantity,
                    ["exited"] = seen.ExitedQuantity,
                    ["now"] = now,
                };
                if (await connection.HoldTargetsAsync(seen, token) is not { } standing || !standing.SequenceEqual(seen.Targets)
                    || await connection.ExecuteAsync(Change, args, token) == 0)
                    return false;
                await connection.AddLineAsync(seen.Id, line, now, token);
                return true;
            },
            token);

    public async Task ConfirmTargetsAsync(TradeRecord seen, CancellationToken token)
    {
        const string Confirm = "update trading.trades set targets_asked_at = null where id = @id and targets_version = @version";
        await using var connection = await dataSource.OpenConnectionAsync(token);
        await connection.ExecuteAsync(Confirm, new Args { ["id"] = seen.Id.Value, ["version"] = seen.TargetsVersion }, token);
    }

    public async Task<bool> TryTargetsAsync(TradeRecord seen, DateTimeOffset notSince, DateTimeOffset now, CancellationToken token)
    {
        const string Try = """
            update trading.trades set targets_tried_at = @now
            where id = @id and targets_version = @version and (targets_tried_at is null or targets_tried_at <= @notSince)
            """;
        var args = new Args { ["id"] = seen.Id.Value, ["version"] = seen.TargetsVersion, ["notSince"] = notSince, ["now"] = now };
        await using var connection = await dataSource.OpenConnectionAsync(token);
        return await connection.ExecuteAsync(Try, args, token) == 1;
    }
}
