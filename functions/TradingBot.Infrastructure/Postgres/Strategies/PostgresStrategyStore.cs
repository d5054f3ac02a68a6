using Npgsql;
using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Strategies;
using TradingBot.Infrastructure.Postgres.Queries;

namespace TradingBot.Infrastructure.Postgres.Strategies;

/// <summary>Strategies as documents, with what the ledger knows about their use.</summary>
internal sealed class PostgresStrategyStore(NpgsqlDataSource dataSource) : IStrategyStore
{
    // A call without the right token says nothing about the strategy's alerts, so it does not count as its last signal.
    private static readonly string Select = $"""
        select strategy.document, strategy.token_hash, strategy.updated_at,
            (select signal.received_at from trading.signals signal
                where signal.strategy = strategy.key and signal.reason ->> 'code' is distinct from '{DenialCodes.WebhookUnauthorized}'
                order by signal.received_at desc limit 1) as last_signal_at,
            (select count(*)::int from trading.trades trade
                where trade.strategy = strategy.key and trade.status in {TradeMoves.Unfinished}) as open_trades
        from trading.strategies strategy
        """;

    public async Task<StoredStrategy?> FindAsync(StrategyKey key, CancellationToken token)
    {
        await using var connection = await dataSource.OpenConnectionAsync(token);
        return await connection.FirstAsync($"{Select} where strategy.key = @key", new Args { ["key"] = key.Value }, Map, token);
    }

    public async Task<IReadOnlyList<StoredStrategy>> ListAsync(CancellationToken token)
    {
        await using var connection = await dataSource.OpenConnectionAsync(token);
        return await connection.ListAsync($"{Select} order by strategy.created_at desc, strategy.key desc", [], Map, token);
    }

    public async Task<IReadOnlyList<ReadOnlyMemory<byte>>> ListTokenHashesAsync(CancellationToken token)
    {
        await using var connection = await dataSource.OpenConnectionAsync(token);
        return await connection.ListAsync(
            "select token_hash from trading.strategies",
            [],
            static row => (ReadOnlyMemory<byte>)row.Value<byte[]>("token_hash"),
            token);
    }

    /// <exception cref="InvalidOperationException">The strategy is new and has no token.</exception>
    public async Task SaveAsync(Strategy strategy, ReadOnlyMemory<byte>? tokenHash, DateTimeOffset now, CancellationToken token)
    {
        const string Replace = "update trading.strategies set document = @document, updated_at = @now where key = @key";
        const string Save = """
            insert into trading.strategies (key, document, token_hash, created_at, updated_at) values (@key, @document, @hash, @now, @now)
            on conflict (key) do update set document = excluded.document, token_hash = excluded.token_hash, updated_at = excluded.updated_at
            """;
        var args = new Args { ["key"] = strategy.Key.Value, ["document"] = Args.Json.Of(strategy), ["now"] = now };
        if (tokenHash is { } hash)
            args["hash"] = hash.ToArray();
        await using var connection = await dataSource.OpenConnectionAsync(token);
        if (await connection.ExecuteAsync(tokenHash is null ? Replace : Save, args, token) == 0)
            throw new InvalidOperationException($"The new strategy '{strategy.Key}' has no token.");
    }

    private static StoredStrategy Map(NpgsqlDataReader row) => new(
        LedgerJson.Read<Strategy>(row.Value<string>("document")),
        row.Value<byte[]>("token_hash"),
        row.Value<DateTimeOffset>("updated_at"),
        row.Nullable<DateTimeOffset>("last_signal_at"),
        row.Value<int>("open_trades"));
}
