using System.Text.Json.Nodes;
using Npgsql;
using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Notifications;
using TradingBot.Core.Operations;
using TradingBot.Infrastructure.Postgres.Queries;
using TradingBot.Infrastructure.Postgres.Trades;

namespace TradingBot.Infrastructure.Postgres.Operations;

/// <summary>Notifications, discrepancies and the audit trail; each listed newest first by its running number.</summary>
internal sealed class PostgresNoticeBoard(NpgsqlDataSource dataSource) : INoticeBoard
{
    // As a table of its own, so that its columns can be named without their source.
    internal const string SelectNotifications = """
        select * from (
            select notice.id, notice.at, notice.severity, kind, subject, body, trade_id, strategy, once, mail_id, coalesce(mail.state, delivery) as delivery
            from trading.notifications notice left join trading.mails mail on mail.id = notice.mail_id) notice
        """;

    public async Task NotifyAsync(Notification notification, DateTimeOffset now, CancellationToken token)
    {
        await using var connection = await dataSource.OpenConnectionAsync(token);
        await connection.AddNotificationAsync(notification, now, token);
    }

    public Task<LedgerPage<NotificationRecord>> ListNotificationsAsync(PageRequest page, CancellationToken token) => ListAsync(
        SelectNotifications,
        page,
        MapNotification,
        static last => PageCursor.Write(last.At, last.Id),
        token);

    public async Task<bool> ReportAsync(Discrepancy discrepancy, DateTimeOffset now, CancellationToken token)
    {
        const string Report = """
            insert into trading.discrepancies (at, kind, category, symbol, trade_id, message, is_healed)
            values (@now, @kind, @category, @symbol, @trade, @message, @healed)
            on conflict do nothing
            """;
        var args = new Args
        {
            ["now"] = now,
            ["kind"] = discrepancy.Kind,
            ["category"] = EnumText.Of(discrepancy.Category),
            ["symbol"] = discrepancy.Symbol.Value,
            ["trade"] = discrepancy.TradeId?.Value,
            ["message"] = discrepancy.Message,
            ["healed"] = discrepancy.IsHealed,
        };
        await using var connection = await dataSource.OpenConnectionAsync(token);
        return await connection.ExecuteAsync(Report, args, token) == 1;
    }

    public async Task ResolveOthersAsync(
        IReadOnlyCollection<string> checkedKinds, IReadOnlyCollection<Discrepancy> stillOpen, DateTimeOffset now, CancellationToken token)
    {
        const string Resolve = """
            update trading.discrepancies discrepancy set resolved_at = @now
            where resolved_at is null and discrepancy.kind = any(@checked) and not exists (
                select 1 from unnest(@kinds::text[], @categories::text[], @symbols::text[], @trades::uuid[]) as still (kind, category, symbol, trade_id)
                where still.kind = discrepancy.kind and still.category = discrepancy.category and still.symbol = discrepancy.symbol
                    and still.trade_id is not distinct from discrepancy.trade_id)
            """;
        var args = new Args
        {
            ["now"] = now,
            ["checked"] = checkedKinds.ToArray(),
            ["kinds"] = stillOpen.Select(static open => open.Kind).ToArray(),
            ["categories"] = stillOpen.Select(static open => EnumText.Of(open.Category)).ToArray(),
            ["symbols"] = stillOpen.Select(static open => open.Symbol.Value).ToArray(),
            ["trades"] = stillOpen.Select(static open => open.TradeId?.Value).ToArray(),
        };
        await using var connection = await dataSource.OpenConnectionAsync(token);
        await connection.ExecuteAsync(Resolve, args, token);
    }

    public Task<LedgerPage<DiscrepancyRecord>> ListDiscrepanciesAsync(PageRequest page, CancellationToken token) => ListAsync(
        "select id, at, kind, category, symbol, trade_id, message, is_healed, resolved_at from trading.discrepancies",
        page,
        MapDiscrepancy,
        static last => PageCursor.Write(last.At, last.Id),
        token);

    public async Task AuditAsync(
        string actor, string action, string target, JsonObject? detail, DateTimeOffset now, CancellationToken token)
    {
        await using var connection = await dataSource.OpenConnectionAsync(token);
        await connection.AddAuditAsync(actor, action, target, detail, now, token);
    }

    public Task<LedgerPage<AuditEntry>> ListAuditAsync(PageRequest page, CancellationToken token) => ListAsync(
        "select id, at, actor, action, target, detail from trading.audit", page, MapAudit, static last =>
            PageCursor.Write(last.At, last.Id), token);

    private async Task<LedgerPage<T>> ListAsync<T>(
        string select, PageRequest page, Func<NpgsqlDataReader, T> map, Func<T, string> cursorOf, CancellationToken token)
    {
        var args = new Args
        {
            ["after"] = long.TryParse(PageCursor.Read(page.Cursor)?.Tie, out var id) ? id : long.MaxValue,
            ["limit"] = page.Limit + 1,
        };
        await using var connection = await dataSource.OpenConnectionAsync(token);
        return Paging.Cut(await connection.ListAsync($"{select} where id < @after order by id desc limit @limit", args, map, token), page.Limit, cursorOf);
    }

    internal static NotificationRecord MapNotification(NpgsqlDataReader row) => new(
        row.Value<long>("id"),
        row.Value<DateTimeOffset>("at"),
        new Notification(
            EnumText.Parse<Severity>(row.Value<string>("severity")),
            row.Value<string>("kind"),
            row.Value<string>("subject"),
            row.Value<string>("body"),
            Trade(row),
            row.Text("strategy"),
            row.Text("once")),
        EnumText.Parse<Delivery>(row.Value<string>("delivery")));

    private static DiscrepancyRecord MapDiscrepancy(NpgsqlDataReader row) => new(
        row.Value<long>("id"),
        row.Value<DateTimeOffset>("at"),
        new Discrepancy(
            row.Value<string>("kind"),
            EnumText.Parse<Category>(row.Value<string>("category")),
            Symbol.Parse(row.Value<string>("symbol")),
            Trade(row),
            row.Value<string>("message"),
            row.Value<bool>("is_healed")),
        row.Nullable<DateTimeOffset>("resolved_at"));

    private static AuditEntry MapAudit(NpgsqlDataReader row) => new(
        row.Value<long>("id"),
        row.Value<DateTimeOffset>("at"),
        row.Value<string>("actor"),
        row.Value<string>("action"),
        row.Value<string>("target"),
        row.Text("detail") is { } detail ? JsonNode.Parse(detail)?.AsObject() : null);

    private static TradeId? Trade(NpgsqlDataReader row) => row.Nullable<Guid>("trade_id") is { } id ? new TradeId(id) : null;
}
