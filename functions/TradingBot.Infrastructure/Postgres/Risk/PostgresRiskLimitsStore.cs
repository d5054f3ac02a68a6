using Npgsql;
using TradingBot.Core.Risk;
using TradingBot.Infrastructure.Postgres.Queries;

namespace TradingBot.Infrastructure.Postgres.Risk;

internal sealed class PostgresRiskLimitsStore(NpgsqlDataSource dataSource) : IRiskLimitsStore
{
    public async Task<RiskLimits> ReadAsync(CancellationToken token)
    {
        await using var connection = await dataSource.OpenConnectionAsync(token);
        return Map(await connection.FirstAsync(Read.Sql, Read.Args, static row => row.GetString(0), token));
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

    internal static Statement Read { get; } = new("select document from trading.settings where name = 'risk-limits'", []);

    internal static RiskLimits Map(string? document) => LedgerJson.ReadOrNull<RiskLimits>(document) ?? new RiskLimits();
}
