using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Notifications;
using TradingBot.Core.Trades;
using TradingBot.Infrastructure.Postgres.Queries;

namespace TradingBot.Infrastructure.Postgres.Trades;

/// <summary>The stop of a trade: where it stands, and where the rules want it.</summary>
internal sealed partial class PostgresTradeLedger
{
    // Where it is wanted; a looser one that a person has set and that is kept stands instead of where it was moved to.
    private const string Wanted =
        "coalesce(asked_stop_loss, case when keep_moved_stops then stop_loss end, moved_stop_loss, planned_stop_loss)";

    public Task ConfirmStopAsync(
        TradeId id, decimal stopLoss, NewTradeEvent? line, Notification? notice, DateTimeOffset now, CancellationToken token) =>
        dataSource.InTransactionAsync(
            async transaction =>
            {
                // While a move is under way, what stands nearer than before was asked for a moment ago: it has moved that far.
                var confirm = $"""
                    with before as (
                        select asked_stop_loss,
                            {NearerThan("@stop", "asked_stop_loss")} >= 0 as is_all,
                            {NearerThan("@stop", "coalesce(moved_stop_loss, planned_stop_loss)")} > 0 as is_nearer
                        from trading.trades where id = @id for update)
                    update trading.trades
                    set stop_confirmed_at = coalesce(stop_confirmed_at, @now), stop_loss = @stop, stop_missing_since = null,
                        moved_stop_loss = case
                            when before.asked_stop_loss is null or not before.is_nearer then moved_stop_loss
                            when before.is_all and {NearerThan("before.asked_stop_loss", "coalesce(moved_stop_loss, planned_stop_loss)")} > 0
                                then before.asked_stop_loss
                            when before.is_all then moved_stop_loss
                            else @stop end,
                        asked_stop_loss = case when before.is_all then null else trading.trades.asked_stop_loss end,
                        asked_stop_cause = case when before.is_all then null else asked_stop_cause end,
                        asked_stop_since = case
                            when trading.trades.asked_stop_loss is null or before.is_all then null
                            when before.is_nearer then @now else asked_stop_since end,
                        asked_stop_tried_at = case when before.is_all then null else asked_stop_tried_at end
                    from before
                    where id = @id
                    """;
                var connection = transaction.Connection!;
                await connection.ExecuteAsync(confirm, new Args { ["id"] = id.Value, ["stop"] = stopLoss, ["now"] = now }, token);
                await connection.AddLineAsync(id, line, now, token);
                if (notice is not null)
                    await connection.AddNotificationAsync(notice, now, token);
                return true;
            },
            token);

    public Task<bool> AskStopAsync(TradeId id, StopMove move, NewTradeEvent? line, DateTimeOffset now, CancellationToken token) =>
        dataSource.InTransactionAsync(
            async transaction =>
            {
                var ask = $"""
                    update trading.trades
                    set asked_stop_loss = @price, asked_stop_cause = @cause, asked_stop_since = coalesce(asked_stop_since, @now),
                        asked_stop_tried_at = null
                    where id = @id and close_requested_at is null and status in {TradeMoves.Unfinished}
                        and {NearerThan("@price", Wanted)} > 0
                    """;
                var connection = transaction.Connection!;
                var args = new Args
                {
                    ["id"] = id.Value,
                    ["price"] = move.Price,
                    ["cause"] = EnumNames.Write(move.Cause),
                    ["now"] = now,
                };
                if (await connection.ExecuteAsync(ask, args, token) == 0)
                    return false;
                await connection.AddLineAsync(id, line, now, token);
                return true;
            },
            token);

    public async Task<bool> TryStopAsync(
        TradeId id, decimal price, DateTimeOffset since, DateTimeOffset notSince, DateTimeOffset now, CancellationToken token)
    {
        const string Try = """
            update trading.trades set asked_stop_tried_at = @now, asked_stop_since = @since
            where id = @id and asked_stop_loss = @price and (asked_stop_tried_at is null or asked_stop_tried_at <= @notSince)
            """;
        var args = new Args { ["id"] = id.Value, ["price"] = price, ["since"] = since, ["notSince"] = notSince, ["now"] = now };
        await using var connection = await dataSource.OpenConnectionAsync(token);
        return await connection.ExecuteAsync(Try, args, token) == 1;
    }

    public async Task NoteBestPriceAsync(TradeId id, BestPrice best, CancellationToken token)
    {
        const string Note = """
            update trading.trades
            set best_price = case direction when 'long' then greatest(best_price, @price) else least(best_price, @price) end,
                best_price_until = greatest(best_price_until, @until)
            where id = @id
            """;
        await using var connection = await dataSource.OpenConnectionAsync(token);
        await connection.ExecuteAsync(Note, new Args { ["id"] = id.Value, ["price"] = best.Price, ["until"] = best.Until }, token);
    }

    // Above zero where the first price is nearer to the market than the second, for the side of the trade.
    private static string NearerThan(string price, string other) =>
        $"({price} - {other}) * case direction when 'long' then 1 else -1 end";
}
