using Npgsql;
using TradingBot.Core.Ports;
using TradingBot.Core.Risk;

namespace TradingBot.Infrastructure.Postgres;

internal sealed class PostgresRiskLimitsStore(NpgsqlDataSource dataSource) : IRiskLimitsStore
{
    public async Task<RiskLimits> ReadAsync(CancellationToken token)
    {
        await using var connection = await dataSource.OpenConnectionAsync(token);
        return await ReadAsync(connection, token);
    }

    public Task SaveAsync(RiskLimits limits, string actor, DateTimeOffset now, CancellationToken token) =>
        dataSource.InTransactionAsync(
            async transaction =>
            {
                const string Save = """
                    insert into trading.settings (name, document, updated_at) values ('risk-limits', @document, @now)
                    on conflict (name) do update set document = excluded.document, updated_at = excluded.updated_at
                    """;
                const string Audit = """
                    insert into trading.audit (at, actor, action, target, detail) values (@now, @actor, 'risk.changed', 'risk', @document)
                    """;
                var args = new Args { ["document"] = Args.Json.Of(limits), ["now"] = now, ["actor"] = actor };
                await transaction.Connection!.ExecuteAsync(Save, args, token);
                return await transaction.Connection!.ExecuteAsync(Audit, args, token);
            },
            token);

    internal static async Task<RiskLimits> ReadAsync(NpgsqlConnection connection, CancellationToken token)
    {
        var document = await connection.FirstAsync("select document from trading.settings where name = 'risk-limits'", [], static row => row.GetString(0), token);
        return LedgerJson.ReadOrNull<RiskLimits>(document) ?? new RiskLimits();
    }
}
