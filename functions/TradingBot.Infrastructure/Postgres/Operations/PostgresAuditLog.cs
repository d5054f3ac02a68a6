using System.Text.Json.Nodes;
using Npgsql;
using TradingBot.Core.Foundation;
using TradingBot.Core.Operations;
using TradingBot.Infrastructure.Postgres.Queries;

namespace TradingBot.Infrastructure.Postgres.Operations;

internal sealed class PostgresAuditLog(NpgsqlDataSource dataSource) : IAuditLog
{
    public async Task WriteAsync(
        string actor, string action, string target, JsonObject? detail, DateTimeOffset now, CancellationToken token)
    {
        await using var connection = await dataSource.OpenConnectionAsync(token);
        await connection.AddAuditAsync(actor, action, target, detail, now, token);
    }

    public Task<LedgerPage<AuditEntry>> ListAsync(PageRequest page, CancellationToken token) => dataSource.ListByNumberAsync(
        "select id, at, actor, action, target, detail from trading.audit",
        page,
        Map,
        static last => PageCursor.Write(last.At, last.Id),
        token);

    private static AuditEntry Map(NpgsqlDataReader row) => new(
        row.Value<long>("id"),
        row.Value<DateTimeOffset>("at"),
        row.Value<string>("actor"),
        row.Value<string>("action"),
        row.Value<string>("target"),
        row.Text("detail") is { } detail ? JsonNode.Parse(detail)?.AsObject() : null);
}
