using Npgsql;

namespace TradingBot.Azure.Tests.Parity;

/// <summary>What a run left in the ledger, row by row as JSON.</summary>
internal static class LedgerRows
{
    // How far executions have been read and whether the notices were gone through depends on when somebody looked last; the name of a
    // notice that stands for many holds its ten minutes.
    private static readonly (string Table, string Rows)[] Tables =
    [
        ("signals", "select to_jsonb(s) from trading.signals s order by received_at, id"),
        ("trades", "select to_jsonb(t) - 'executions_read_at' from trading.trades t order by created_at, id"),
        ("orders", "select to_jsonb(o) from trading.orders o order by created_at, link_id"),
        ("fills", "select to_jsonb(f) from trading.fills f order by at, exec_id"),
        (
            "events",
            """
            select to_jsonb(string_agg(distinct e.kind, ' ' order by e.kind))
            from trading.trade_events e join trading.trades t on t.id = e.trade_id
            group by t.id order by t.created_at
            """),
        ("discrepancies", "select to_jsonb(d) - 'id' from trading.discrepancies d order by at, id"),
        (
            "notifications",
            """
            select to_jsonb(n) - 'id' - 'delivery' - case when kind in ('alertRefused', 'entryHeldBack') then 'once' else '' end
            from trading.notifications n order by at, id
            """),
    ];

    public static async Task<IReadOnlyList<string>> ReadAsync(NpgsqlDataSource ledger, CancellationToken token)
    {
        var found = new List<string>();
        foreach (var (table, rows) in Tables)
        {
            await using var command = ledger.CreateCommand(rows);
            await using var reader = await command.ExecuteReaderAsync(token);
            while (await reader.ReadAsync(token))
                found.Add($"{table}: {reader.GetString(0)}");
        }

        return found;
    }
}
