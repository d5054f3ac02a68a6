using System.Text.Json.Nodes;
using Npgsql;

namespace TradingBot.Infrastructure.Postgres.Queries;

/// <summary>The audit row, written in the transaction of what it tells of.</summary>
internal static class AuditStatements
{
    public static async Task AddAuditAsync(
        this NpgsqlConnection connection, string actor, string action, string target,
        JsonObject? detail, DateTimeOffset at, CancellationToken token)
    {
        const string Insert = "insert into trading.audit (at, actor, action, target, detail) values (@at, @actor, @action, @target, @detail)";
        var args = new Args
        {
            ["at"] = at,
            ["actor"] = actor,
            ["action"] = action,
            ["target"] = target,
            ["detail"] = new Args.Json(detail?.ToJsonString()),
        };
        await connection.ExecuteAsync(Insert, args, token);
    }
}
