using Npgsql;
using TradingBot.Core.Foundation;
using TradingBot.Core.Markets;
using TradingBot.Core.Operations;
using TradingBot.Infrastructure.Postgres.Queries;

namespace TradingBot.Infrastructure.Postgres.Operations;

internal sealed class PostgresDiscrepancyStore(NpgsqlDataSource dataSource) : IDiscrepancyStore
{
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
            ["category"] = EnumNames.Write(discrepancy.Category),
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
            ["categories"] = stillOpen.Select(static open => EnumNames.Write(open.Category)).ToArray(),
            ["symbols"] = stillOpen.Select(static open => open.Symbol.Value).ToArray(),
            ["trades"] = stillOpen.Select(static open => open.TradeId?.Value).ToArray(),
        };
        await using var connection = await dataSource.OpenConnectionAsync(token);
        await connection.ExecuteAsync(Resolve, args, token);
    }

    public Task<LedgerPage<DiscrepancyRecord>> ListAsync(PageRequest page, CancellationToken token) => dataSource.ListByNumberAsync(
        "select id, at, kind, category, symbol, trade_id, message, is_healed, resolved_at from trading.discrepancies",
        page,
        Map,
        static last => PageCursor.Write(last.At, last.Id),
        token);

    private static DiscrepancyRecord Map(NpgsqlDataReader row) => new(
        row.Value<long>("id"),
        row.Value<DateTimeOffset>("at"),
        new Discrepancy(
            row.Value<string>("kind"),
            EnumNames.Parse<Category>(row.Value<string>("category")),
            Symbol.Parse(row.Value<string>("symbol")),
            row.TradeId("trade_id"),
            row.Value<string>("message"),
            row.Value<bool>("is_healed")),
        row.Nullable<DateTimeOffset>("resolved_at"));
}
