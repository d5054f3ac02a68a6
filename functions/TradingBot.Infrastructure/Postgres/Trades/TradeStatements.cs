using Npgsql;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Notifications;
using TradingBot.Core.Trades;
using TradingBot.Infrastructure.Postgres.Queries;

namespace TradingBot.Infrastructure.Postgres.Trades;

/// <summary>Statements that several ledger steps share, always inside the step's own transaction.</summary>
internal static class TradeStatements
{
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

    public static async Task AddNotificationAsync(
        this NpgsqlConnection connection, Notification notice, DateTimeOffset at, CancellationToken token)
    {
        const string Insert = """
            insert into trading.notifications (at, severity, kind, subject, body, trade_id, strategy, once)
            values (@at, @severity, @kind, @subject, @body, @trade, @strategy, @once)
            on conflict (once) do nothing
            """;
        var args = new Args
        {
            ["at"] = at,
            ["severity"] = EnumText.Of(notice.Severity),
            ["kind"] = notice.Kind,
            ["subject"] = notice.Subject,
            ["body"] = notice.Body,
            ["trade"] = notice.TradeId?.Value,
            ["strategy"] = notice.Strategy,
            ["once"] = notice.Once,
        };
        await connection.ExecuteAsync(Insert, args, token);
    }
}
