using TradingBot.Core;
using TradingBot.Core.Ledger;
using TradingBot.Core.Trades;

namespace TradingBot.Infrastructure.Postgres;

/// <summary>The life of a trade: forward only, each step with its line in the story.</summary>
internal sealed partial class PostgresTradeLedger
{
    public Task AdvanceAsync(TradeId id, TradeStatus status, StoryLine? line, DateTimeOffset now, CancellationToken token) =>
        dataSource.InTransactionAsync(
            async transaction =>
            {
                const string Advance = """
                    update trading.trades set status = @status
                    where id = @id
                      and array_position(array['pending', 'opening', 'open', 'closing'], status) < array_position(array['pending', 'opening', 'open', 'closing'], @status)
                    """;
                var connection = transaction.Connection!;
                await connection.ExecuteAsync(Advance, new Args { ["id"] = id.Value, ["status"] = EnumText.Of(status) }, token);
                await connection.AddLineAsync(id, line, now, token);
                return true;
            },
            token);

    public Task<DateTimeOffset> NoteStopMissingAsync(TradeId id, StoryLine line, DateTimeOffset now, CancellationToken token) =>
        dataSource.InTransactionAsync(
            async transaction =>
            {
                const string Note = """
                    update trading.trades set stop_missing_since = coalesce(stop_missing_since, @now) where id = @id
                    returning stop_missing_since, stop_missing_since = @now as is_new
                    """;
                // Compared by the database, which keeps microseconds where our clock has finer ticks.
                var connection = transaction.Connection!;
                var args = new Args { ["id"] = id.Value, ["now"] = now };
                var (since, isNew) = await connection.FirstAsync(Note, args, static row => (row.GetFieldValue<DateTimeOffset>(0), row.GetBoolean(1)), token);
                if (isNew)
                    await connection.AddLineAsync(id, line, now, token);
                return since;
            },
            token);

    public Task ConfirmStopAsync(TradeId id, decimal stopLoss, StoryLine line, DateTimeOffset now, CancellationToken token) =>
        dataSource.InTransactionAsync(
            async transaction =>
            {
                const string Confirm = """
                    update trading.trades
                    set stop_confirmed_at = coalesce(stop_confirmed_at, @now), stop_loss = @stop, stop_missing_since = null
                    where id = @id
                    """;
                var connection = transaction.Connection!;
                await connection.ExecuteAsync(Confirm, new Args { ["id"] = id.Value, ["stop"] = stopLoss, ["now"] = now }, token);
                await connection.AddLineAsync(id, line, now, token);
                return true;
            },
            token);

    public Task<bool> RequestCloseAsync(TradeId id, CloseReason reason, StoryLine line, DateTimeOffset now, CancellationToken token) =>
        dataSource.InTransactionAsync(
            async transaction =>
            {
                const string Request = $"""
                    update trading.trades
                    set close_requested_at = coalesce(close_requested_at, @now), close_reason = coalesce(close_reason, @reason),
                        status = case when status = 'open' then 'closing' else status end
                    where id = @id and status in {Unfinished}
                    """;
                var connection = transaction.Connection!;
                var args = new Args { ["id"] = id.Value, ["reason"] = EnumText.Of(reason), ["now"] = now };
                if (await connection.ExecuteAsync(Request, args, token) == 0)
                    return false;
                await connection.AddLineAsync(id, line, now, token);
                return true;
            },
            token);

    public Task<bool> FinishAsync(
        TradeId id,
        TradeStatus status,
        CloseReason? closeReason,
        Denial? reason,
        StoryLine line,
        Notification notification,
        DateTimeOffset now,
        CancellationToken token) =>
        dataSource.InTransactionAsync(
            async transaction =>
            {
                const string Finish = $"""
                    update trading.trades
                    set status = @status, close_reason = coalesce(close_reason, @closeReason), reason = @reason, closed_at = @now
                    where id = @id and status in {Unfinished}
                    """;
                const string CompleteSignal = """
                    update trading.signals set status = @signalStatus, reason = coalesce(@reason, reason)
                    where trade_id = @id and status = 'accepted'
                    """;
                var connection = transaction.Connection!;
                var args = new Args
                {
                    ["id"] = id.Value,
                    ["status"] = EnumText.Of(status),
                    ["closeReason"] = closeReason is { } why ? EnumText.Of(why) : null,
                    ["reason"] = Args.Json.Of(reason),
                    ["signalStatus"] = EnumText.Of(status == TradeStatus.Closed ? SignalStatus.Completed : SignalStatus.Failed),
                    ["now"] = now,
                };
                if (await connection.ExecuteAsync(Finish, args, token) == 0)
                    return false;
                await connection.ExecuteAsync(CompleteSignal, args, token);
                await connection.AddLineAsync(id, line, now, token);
                await connection.AddNotificationAsync(notification, now, token);
                return true;
            },
            token);

    public async Task AddLineAsync(TradeId id, StoryLine line, DateTimeOffset now, CancellationToken token)
    {
        await using var connection = await dataSource.OpenConnectionAsync(token);
        await connection.AddLineAsync(id, line, now, token);
    }
}
