using Npgsql;
using TradingBot.Infrastructure.Postgres.Queries;

namespace TradingBot.Infrastructure.Postgres.Risk;

/// <summary>One account, one lock: whoever spends of the limits, or takes the right to spend away, holds it until commit.</summary>
internal static class RiskLock
{
    // The bytes of "TBRISK".
    private const long Key = 0x54425249534B;

    public static Statement Take { get; } = new($"select pg_advisory_xact_lock({Key})", []);

    public static Task TakeRiskLockAsync(this NpgsqlConnection connection, CancellationToken token) =>
        connection.ExecuteAsync(Take.Sql, Take.Args, token);
}
