using Npgsql;
using TradingBot.Core.Ledger;
using TradingBot.Core.Trades;

namespace TradingBot.Infrastructure.Postgres;

/// <summary>Statements that several ledger steps share, always inside the step's own transaction.</summary>
internal static class TradeStatements
{
    public static async Task AddLineAsync(this NpgsqlConnection connection, TradeId trade, StoryLine? line, DateTimeOffset at, CancellationToken token)
    {
        const string Insert = """
            insert into trading.trade_events (trade_id, at, kind, message, data, once)
            values (@trade, @at, @kind, @message, @data, @once)
            on conflict (trade_id, once) do nothing
            """;
        if (line is null)
            return;
        var args = new Args
        {
            ["trade"] = trade.Value,
            ["at"] = at,
            ["kind"] = line.Kind,
            ["message"] = line.Message,
            ["data"] = new Args.Json(line.Data?.ToJsonString()),
            ["once"] = line.Once,
        };
        await connection.ExecuteAsync(Insert, args, token);
    }

    public static async Task AddNotificationAsync(this NpgsqlConnection connection, Notification notice, DateTimeOffset at, CancellationToken token)
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
