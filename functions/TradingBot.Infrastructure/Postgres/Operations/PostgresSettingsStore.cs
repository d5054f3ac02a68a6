using System.Text.Json.Nodes;
using Npgsql;
using TradingBot.Core.Operations;
using TradingBot.Infrastructure.Postgres.Queries;

namespace TradingBot.Infrastructure.Postgres.Operations;

/// <summary>Named documents, one row each.</summary>
internal sealed class PostgresSettingsStore(NpgsqlDataSource dataSource) : ISettingsStore
{
    public async Task<JsonObject?> ReadAsync(string name, CancellationToken token)
    {
        const string Read = "select document from trading.settings where name = @name";
        await using var connection = await dataSource.OpenConnectionAsync(token);
        return await connection.FirstAsync(
            Read, new Args { ["name"] = name }, static row => JsonNode.Parse(row.GetString(0))?.AsObject(), token);
    }

    public async Task<JsonObject> AddOrGetAsync(string name, JsonObject document, DateTimeOffset now, CancellationToken token)
    {
        await WriteAsync("on conflict (name) do nothing", name, document, now, token);
        return await ReadAsync(name, token) ?? throw new InvalidOperationException($"The setting '{name}' vanished while it was read.");
    }

    public Task SaveAsync(string name, JsonObject document, DateTimeOffset now, CancellationToken token) =>
        WriteAsync(
            "on conflict (name) do update set document = excluded.document, updated_at = excluded.updated_at", name, document, now, token);

    private async Task WriteAsync(string onConflict, string name, JsonObject document, DateTimeOffset now, CancellationToken token)
    {
        const string Insert = "insert into trading.settings (name, document, updated_at) values (@name, @document, @now) ";
        var args = new Args { ["name"] = name, ["document"] = new Args.Json(document.ToJsonString()), ["now"] = now };
        await using var connection = await dataSource.OpenConnectionAsync(token);
        await connection.ExecuteAsync(Insert + onConflict, args, token);
    }
}
