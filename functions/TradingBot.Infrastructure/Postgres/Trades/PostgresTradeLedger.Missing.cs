using TradingBot.Core.Identifiers;
using TradingBot.Core.Trades;
using TradingBot.Infrastructure.Postgres.Queries;

namespace TradingBot.Infrastructure.Postgres.Trades;

/// <summary>What of a trade the exchange does not show: since when, and how much of that time somebody watched.</summary>
internal sealed partial class PostgresTradeLedger
{
    public Task<DateTimeOffset> NoteStopMissingAsync(
        TradeId id, decimal? looser, TimeSpan pause, NewTradeEvent? line, DateTimeOffset now, CancellationToken token) =>
        dataSource.InTransactionAsync(
            async transaction =>
            {
                const string Note = """
                    with before as (
                        select stop_missing_since is null as is_new,
                            stop_missing_since is not null and stop_watch_returns < @most
                                and @now - coalesce(stop_watched_until, stop_missing_since) > @pause as is_return
                        from trading.trades where id = @id for update)
                    update trading.trades
                    set stop_missing_since = coalesce(stop_missing_since, @now), stop_loss = coalesce(@looser, stop_loss),
                        stop_watched_from = case
                            when before.is_new or before.is_return then @now
                            else coalesce(stop_watched_from, stop_missing_since) end,
                        stop_watched_until = case when before.is_new then @now else greatest(stop_watched_until, @now) end,
                        stop_watch_returns = case
                            when before.is_new then 0 when before.is_return then stop_watch_returns + 1 else stop_watch_returns end
                    from before where id = @id
                    returning stop_watched_from, before.is_new
                    """;
                var connection = transaction.Connection!;
                var args = new Args
                {
                    ["id"] = id.Value,
                    ["looser"] = looser,
                    ["now"] = now,
                    ["pause"] = pause,
                    ["most"] = WatchedTime.MostReturns,
                };
                var (from, isNew) = await connection.FirstAsync(
                    Note, args, static row => (row.GetFieldValue<DateTimeOffset>(0), row.GetBoolean(1)), token);
                if (isNew)
                    await connection.AddLineAsync(id, line, now, token);
                return from;
            },
            token);

    public Task<MissedPosition?> NotePositionMissingAsync(
        TradeId id, bool isMissing, NewTradeEvent line, DateTimeOffset now, CancellationToken token) =>
        dataSource.InTransactionAsync(
            async transaction =>
            {
                const string Note = """
                    with before as (
                        select position_missing_since as since, @now - position_watched_until > @pause as is_return
                        from trading.trades where id = @id for update)
                    update trading.trades
                    set position_missing_since = case when @missing then coalesce(before.since, @now) end,
                        position_watched_from = case
                            when not @missing then null
                            when before.since is null or before.is_return then @now
                            else coalesce(position_watched_from, before.since) end,
                        position_watched_until = case when @missing then greatest(position_watched_until, @now) end
                    from before where id = @id
                    returning position_missing_since, position_watched_from, (before.since is null) = @missing
                    """;
                var connection = transaction.Connection!;
                var args = new Args
                {
                    ["id"] = id.Value,
                    ["missing"] = isMissing,
                    ["now"] = now,
                    ["pause"] = WatchedTime.PositionPause,
                };
                var (missed, isNew) = await connection.FirstAsync(
                    Note,
                    args,
                    static row => (
                        row.IsDBNull(0)
                            ? null
                            : new MissedPosition(row.GetFieldValue<DateTimeOffset>(0), row.GetFieldValue<DateTimeOffset>(1)),
                        row.GetBoolean(2)),
                    token);
                if (isNew)
                    await connection.AddLineAsync(id, line, now, token);
                return missed;
            },
            token);
}
