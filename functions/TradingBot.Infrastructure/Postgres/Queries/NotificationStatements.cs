using Npgsql;
using TradingBot.Core.Foundation;
using TradingBot.Core.Notifications;

namespace TradingBot.Infrastructure.Postgres.Queries;

/// <summary>The notice's row, written in the transaction of what it tells of.</summary>
internal static class NotificationStatements
{
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
            ["severity"] = EnumNames.Write(notice.Severity),
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
