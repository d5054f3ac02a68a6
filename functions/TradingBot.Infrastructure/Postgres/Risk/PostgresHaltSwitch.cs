using System.Text.Json.Nodes;
using Npgsql;
using TradingBot.Core.Foundation;
using TradingBot.Core.Risk;
using TradingBot.Core.Trades;
using TradingBot.Infrastructure.Postgres.Queries;

namespace TradingBot.Infrastructure.Postgres.Risk;

/// <summary>
/// The one row that stops everything. Halting takes the account's risk lock: an entry that is being decided is either
/// committed before, and then flattened with the rest, or sees the halt.
/// </summary>
internal sealed class PostgresHaltSwitch(NpgsqlDataSource dataSource) : IHaltSwitch
{
    private const string Columns = "is_halted, reason, flatten, since, by";

    public async Task<HaltState> ReadAsync(CancellationToken token)
    {
        await using var connection = await dataSource.OpenConnectionAsync(token);
        return await FirstAsync(connection, $"select {Columns} from trading.halt where id = 1", [], token);
    }

    public Task<HaltState> HaltAsync(string reason, bool flatten, string actor, DateTimeOffset now, CancellationToken token)
    {
        // Halting what is halted keeps who did it first, why and since when: that is what a person has to answer before resuming.
        const string Halt = $"""
            update trading.halt set
                reason = case when is_halted then reason else @reason end,
                since = case when is_halted then since else @now end,
                by = case when is_halted then by else @actor end,
                flatten = flatten or @flatten,
                is_halted = true
            where id = 1
            returning {Columns}
            """;
        return dataSource.InTransactionAsync(
            async transaction =>
            {
                var connection = transaction.Connection!;
                await connection.TakeRiskLockAsync(token);
                var args = new Args { ["reason"] = reason, ["now"] = now, ["actor"] = actor, ["flatten"] = flatten };
                var state = await FirstAsync(connection, Halt, args, token);
                if (flatten)
                    await CloseAllAsync(connection, reason, actor, now, token);
                var detail = new JsonObject { ["reason"] = reason, ["flatten"] = flatten };
                await connection.AddAuditAsync(actor, "trading.halted", "trading", detail, now, token);
                return state;
            },
            token);
    }

    public Task<HaltState> ResumeAsync(string reason, string actor, DateTimeOffset now, CancellationToken token)
    {
        const string Resume = $"""
            update trading.halt set is_halted = false, reason = null, flatten = false, since = null, by = null where id = 1
            returning {Columns}
            """;
        return dataSource.InTransactionAsync(
            async transaction =>
            {
                var state = await FirstAsync(transaction.Connection!, Resume, [], token);
                await transaction.Connection!.AddAuditAsync(
                    actor, "trading.resumed", "trading", new JsonObject { ["reason"] = reason }, now, token);
                return state;
            },
            token);
    }

    private static async Task CloseAllAsync(
        NpgsqlConnection connection, string reason, string actor, DateTimeOffset now, CancellationToken token)
    {
        const string CloseAll = $"""
            with asked as (
                update trading.trades set
                    close_requested_at = @now,
                    close_reason = coalesce(close_reason, @closeReason),
                    status = {TradeMoves.Next}
                where {TradeMoves.IsExpected} and close_requested_at is null
                returning id
            )
            insert into trading.trade_events (trade_id, at, kind, message, data)
            select id, @now, @kind, @message, @data from asked
            """;
        var args = new Args { ["now"] = now, ["closeReason"] = EnumNames.Write(CloseReason.Halt) }
            .With(TradeCause.CloseRequested)
            .With(TradeEvents.CloseRequestedByHalt(actor, reason));
        await connection.ExecuteAsync(CloseAll, args, token);
    }

    private static async Task<HaltState> FirstAsync(NpgsqlConnection connection, string sql, Args args, CancellationToken token) =>
        await connection.FirstAsync(sql, args, Map, token) ?? throw new InvalidOperationException("The halt row is missing.");

    private static HaltState Map(NpgsqlDataReader row) => new(
        row.Value<bool>("is_halted"),
        row.Text("reason"),
        row.Value<bool>("flatten"),
        row.Nullable<DateTimeOffset>("since"),
        row.Text("by"));
}
