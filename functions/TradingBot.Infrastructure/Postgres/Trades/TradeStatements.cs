using TradingBot.Core.Orders;
using TradingBot.Core.Foundation;
using Npgsql;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Trades;
using TradingBot.Infrastructure.Postgres.Queries;

namespace TradingBot.Infrastructure.Postgres.Trades;

/// <summary>Statements that several ledger steps share, always inside the step's own transaction.</summary>
internal static class TradeStatements
{
    /// <summary>The statuses of orders that have ended, as the list of an in.</summary>
    public static readonly string EndedOrders = string.Join(
        ", ", Enum.GetValues<OrderStatus>().Where(static status => status.IsFinal()).Select(static status => $"'{EnumNames.Write(status)}'"));

    /// <summary>
    /// Brings what of the entry and of an addition still waits up to date; nothing changes before the entry is written down.
    /// </summary>
    public static Task UpdateEntryWaitingAsync(this NpgsqlConnection connection, TradeId trade, CancellationToken token)
    {
        var update = $"""
            with written as (
                select link_id, case when status in ({EndedOrders}) then filled_quantity else quantity end as quantity
                from trading.orders where trade_id = @id and role = 'entry')
            update trading.trades
            set entry_waiting = greatest(
                (select sum(quantity) from written) - filled_quantity
                    + case when addition ->> 'linkId' not in (select link_id from written) then (addition ->> 'quantity')::numeric else 0 end,
                0)
            where id = @id and exists (select from written)
            """;
        return connection.ExecuteAsync(update, new Args { ["id"] = trade.Value }, token);
    }

    /// <summary>
    /// The targets as they are now, with the trade held until the transaction ends; null when a person has changed them since they were
    /// seen.
    /// </summary>
    public static async Task<IReadOnlyList<PlannedTarget>?> HoldTargetsAsync(
        this NpgsqlConnection connection, TradeRecord seen, CancellationToken token)
    {
        const string Hold = "select targets from trading.trades where id = @id and targets_version = @version for no key update";
        var args = new Args { ["id"] = seen.Id.Value, ["version"] = seen.TargetsVersion };
        var standing = await connection.FirstAsync(Hold, args, static row => row.GetString(0), token);
        return LedgerJson.ReadOrNull<IReadOnlyList<PlannedTarget>>(standing);
    }

    /// <summary>
    /// Marks targets as reached, by their places from 0; gives back how many were not before. A place that the trade has no target at is
    /// none, and from the end no place is counted.
    /// </summary>
    public static async Task<int> MarkReachedAsync(
        this NpgsqlConnection connection, TradeId trade, IReadOnlyList<int> targets, CancellationToken token)
    {
        const string Mark = """
            update trading.trades set targets = jsonb_set(targets, array[@target::text, 'isReached'], 'true')
            where id = @id and @target >= 0 and jsonb_array_length(targets) > @target
              and targets -> @target ->> 'isReached' is distinct from 'true'
            """;
        var marked = 0;
        foreach (var target in targets)
            marked += await connection.ExecuteAsync(Mark, new Args { ["id"] = trade.Value, ["target"] = target }, token);
        return marked;
    }

    public static async Task AddLineAsync(
        this NpgsqlConnection connection, TradeId trade, NewTradeEvent? line, DateTimeOffset at, CancellationToken token)
    {
        if (line is null)
            return;
        var (sql, args) = Line(trade, line, at);
        await connection.ExecuteAsync(sql, args, token);
    }

    public static Statement Line(TradeId trade, NewTradeEvent line, DateTimeOffset at)
    {
        const string Insert = """
            insert into trading.trade_events (trade_id, at, kind, message, data, once)
            values (@trade, @at, @kind, @message, @data, @once)
            on conflict (trade_id, once) do nothing
            """;
        return new Statement(Insert, new Args { ["trade"] = trade.Value, ["at"] = at }.With(line));
    }
}
