using Npgsql;
using TradingBot.Core.Foundation;
using TradingBot.Core.Notifications;
using TradingBot.Infrastructure.Postgres.Queries;

namespace TradingBot.Infrastructure.Postgres.Notifications;

internal sealed class PostgresNotificationStore(NpgsqlDataSource dataSource) : INotificationStore
{
    // As a table of its own, so that its columns can be named without their source.
    internal const string Select = """
        select * from (
            select notice.id, notice.at, notice.severity, kind, subject, body, trade_id, strategy, once, mail_id,
                repeats, repeated_at, coalesce(mail.state, delivery) as delivery
            from trading.notifications notice left join trading.mails mail on mail.id = notice.mail_id) notice
        """;

    public async Task NotifyAsync(Notification notification, DateTimeOffset now, CancellationToken token)
    {
        await using var connection = await dataSource.OpenConnectionAsync(token);
        await connection.AddNotificationAsync(notification, now, token);
    }

    public Task<LedgerPage<NotificationRecord>> ListAsync(PageRequest page, CancellationToken token) =>
        dataSource.ListByNumberAsync(Select, page, Map, static last => PageCursor.Write(last.At, last.Id), token);

    internal static NotificationRecord Map(NpgsqlDataReader row) => new(
        row.Value<long>("id"),
        row.Value<DateTimeOffset>("at"),
        new Notification(
            EnumNames.Parse<Severity>(row.Value<string>("severity")),
            row.Value<string>("kind"),
            row.Value<string>("subject"),
            row.Value<string>("body"),
            row.TradeId("trade_id"),
            row.Text("strategy"),
            row.Text("once")),
        EnumNames.Parse<Delivery>(row.Value<string>("delivery")),
        row.Value<int>("repeats"),
        row.Nullable<DateTimeOffset>("repeated_at"));
}
