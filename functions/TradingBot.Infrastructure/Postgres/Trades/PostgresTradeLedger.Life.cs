using Npgsql;
using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Notifications;
using TradingBot.Core.Signals;
using TradingBot.Core.Trades;
using TradingBot.Infrastructure.Postgres.Queries;

namespace TradingBot.Infrastructure.Postgres.Trades;

/// <summary>The life of a trade: forward only, each step with its line in the story.</summary>
internal sealed partial class PostgresTradeLedger
{
    public Task AdvanceAsync(TradeId id, TradeCause cause, NewTradeEvent? line, DateTimeOffset now, CancellationToken token) =>
        dataSource.InTransactionAsync(
            async transaction =>
            {
                const string Advance = $"update trading.trades set status = {TradeMoves.Next} where id = @id and {TradeMoves.IsExpected}";
                var connection = transaction.Connection!;
                await connection.ExecuteAsync(Advance, new Args { ["id"] = id.Value }.With(cause), token);
                await connection.AddLineAsync(id, line, now, token);
                return true;
            },
            token);

    public Task<(TakeBackReason Reason, DateTimeOffset At)> NoteTakenBackAsync(
        TradeId id, TakeBackReason reason, NewTradeEvent line, DateTimeOffset now, CancellationToken token) =>
        dataSource.InTransactionAsync(
            async transaction =>
            {
                const string Note = """
                    with before as (select taken_back as reason, taken_back_at as at from trading.trades where id = @id for update)
                    update trading.trades
                    set taken_back = coalesce(before.reason, @reason), taken_back_at = coalesce(before.at, @now)
                    from before where id = @id
                    returning taken_back, taken_back_at, before.reason is null
                    """;
                var connection = transaction.Connection!;
                var args = new Args { ["id"] = id.Value, ["reason"] = EnumNames.Write(reason), ["now"] = now };
                var (stands, at, isNew) = await connection.FirstAsync(
                    Note, args, static row => (row.GetString(0), row.GetFieldValue<DateTimeOffset>(1), row.GetBoolean(2)), token);
                if (isNew)
                    await connection.AddLineAsync(id, line, now, token);
                return (EnumNames.Parse<TakeBackReason>(stands), at);
            },
            token);

    public Task<bool> MoveEntryAsync(TradeId id, EntryMove move, NewTradeEvent? line, CancellationToken token) =>
        dataSource.InTransactionAsync(
            async transaction =>
            {
                var sql = $"""
                    update trading.trades set entry_moved = @move
                    where id = @id and status in {TradeMoves.Unfinished} and taken_back is null and close_requested_at is null
                      and coalesce((entry_moved ->> 'number')::int, 0) = @before
                    """;
                var connection = transaction.Connection!;
                var args = new Args { ["id"] = id.Value, ["move"] = Args.Json.Of(move), ["before"] = move.Number - 1 };
                if (await connection.ExecuteAsync(sql, args, token) == 0)
                    return false;
                await connection.AddLineAsync(id, line, move.At, token);
                return true;
            },
            token);

    public Task<bool> RequestCloseAsync(TradeId id, CloseReason reason, NewTradeEvent line, DateTimeOffset now, CancellationToken token) =>
        RequestCloseAsync(id, reason, targetsVersion: null, line, now, token);

    public Task<bool> RequestCloseForTargetAsync(TradeRecord seen, NewTradeEvent line, DateTimeOffset now, CancellationToken token) =>
        RequestCloseAsync(seen.Id, CloseReason.TakeProfit, seen.TargetsVersion, line, now, token);

    private const string RequestClose = $"""
        with before as (select close_requested_at as asked from trading.trades where id = @id for update)
        update trading.trades
        set close_requested_at = coalesce(before.asked, @now), close_reason = coalesce(close_reason, @reason), status = {TradeMoves.Next}
        from before
        where id = @id and {TradeMoves.IsExpected} and targets_version = coalesce(@version::integer, targets_version)
        returning before.asked is null
        """;

    private static Args CloseArgs(TradeId id, CloseReason reason, int? targetsVersion, DateTimeOffset now) => new Args
    {
        ["id"] = id.Value,
        ["reason"] = EnumNames.Write(reason),
        ["version"] = targetsVersion,
        ["now"] = now,
    }.With(TradeCause.CloseRequested);

    private Task<bool> RequestCloseAsync(
        TradeId id, CloseReason reason, int? targetsVersion, NewTradeEvent line, DateTimeOffset now, CancellationToken token) =>
        dataSource.InTransactionAsync(
            async transaction =>
            {
                var connection = transaction.Connection!;
                var args = CloseArgs(id, reason, targetsVersion, now);
                if (await connection.FirstAsync(RequestClose, args, static row => (bool?)row.GetBoolean(0), token) is not { } isNew)
                    return false;
                if (isNew)
                    await connection.AddLineAsync(id, line, now, token);
                return true;
            },
            token);

    public Task<bool> FinishAsync(
        TradeId id,
        TradeCause cause,
        CloseReason? closeReason,
        Denial? reason,
        NewTradeEvent line,
        Notification notification,
        DateTimeOffset now,
        CancellationToken token) =>
        dataSource.InTransactionAsync(
            transaction =>
                FinishAsync(transaction.Connection!, new Ending(id, cause, closeReason, reason, line, notification, now), token), token);

    public Task<bool> AbandonAsync(
        TradeId id, Denial reason, NewTradeEvent line, Notification notification, DateTimeOffset now, CancellationToken token) =>
        dataSource.InTransactionAsync(
            async transaction =>
            {
                // The row is held first, as by whoever writes an entry down: one of the two comes second and sees the other.
                var connection = transaction.Connection!;
                await connection.ExecuteAsync("select id from trading.trades where id = @id for no key update", IdOnly(id), token);
                var hasEntry = await connection.FirstAsync(
                    "select exists (select from trading.orders where trade_id = @id and role = 'entry')",
                    IdOnly(id),
                    static row => row.GetBoolean(0),
                    token);
                return !hasEntry && await FinishAsync(
                    connection, new Ending(id, TradeCause.EntryFailed, CloseReason: null, reason, line, notification, now), token);
            },
            token);

    private static async Task<bool> FinishAsync(NpgsqlConnection connection, Ending ending, CancellationToken token)
    {
        const string Finish = $"""
            update trading.trades
            set status = {TradeMoves.Next}, close_reason = coalesce(@closeReason, close_reason), reason = @reason, closed_at = @now,
                reduce_quantity = null, reduce_from = null, reduce_requested_at = null, reduce_targets = array[]::integer[]
            where id = @id and {TradeMoves.IsExpected}
            """;
        const string CompleteSignal = """
            update trading.signals set status = @signalStatus, reason = coalesce(@reason, reason)
            where trade_id = @id and status = 'accepted'
            """;
        var args = new Args
        {
            ["id"] = ending.Id.Value,
            ["closeReason"] = ending.CloseReason is { } why ? EnumNames.Write(why) : null,
            ["reason"] = Args.Json.Of(ending.Reason),
            ["signalStatus"] = EnumNames.Write(SignalStatusAfter(ending.Cause)),
            ["now"] = ending.Now,
        }.With(ending.Cause);
        if (await connection.ExecuteAsync(Finish, args, token) == 0)
            return false;
        await connection.ExecuteAsync(CompleteSignal, args, token);
        await connection.AddLineAsync(ending.Id, ending.Line, ending.Now, token);
        await connection.AddNotificationAsync(ending.Notification, ending.Now, token);
        return true;
    }

    private static SignalStatus SignalStatusAfter(TradeCause cause) => cause switch
    {
        TradeCause.Settled => SignalStatus.Completed,
        TradeCause.EntryFailed => SignalStatus.Failed,
        _ => throw new ArgumentOutOfRangeException(nameof(cause), cause, "The cause ends no trade."),
    };

    private sealed record Ending(
        TradeId Id, TradeCause Cause, CloseReason? CloseReason, Denial? Reason,
        NewTradeEvent Line, Notification Notification, DateTimeOffset Now);

    public async Task AddLineAsync(TradeId id, NewTradeEvent line, DateTimeOffset now, CancellationToken token)
    {
        await using var connection = await dataSource.OpenConnectionAsync(token);
        await connection.AddLineAsync(id, line, now, token);
    }
}
