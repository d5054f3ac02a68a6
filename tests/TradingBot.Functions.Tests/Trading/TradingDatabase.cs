using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using TradingBot.Infrastructure.Postgres.Connections;
using TradingBot.TestKit;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>One ledger for a test class, emptied for each of its tests.</summary>
public sealed class TradingDatabase : IAsyncLifetime
{
    private readonly PostgresFixture _server = new();
    private NpgsqlDataSource? _source;

    public NpgsqlDataSource Source => _source ?? throw new InvalidOperationException("The database is not initialised.");

    public async ValueTask InitializeAsync()
    {
        await _server.InitializeAsync();
        _source = await _server.CreateDatabaseAsync();
        await LedgerMigrations.ApplyAsync(_source, NullLogger.Instance, CancellationToken.None);
    }

    public async Task EmptyAsync()
    {
        const string Empty = """
            truncate trading.fills, trading.orders, trading.trade_events, trading.trades, trading.signals, trading.strategies,
                trading.notifications, trading.discrepancies, trading.audit, trading.settings, trading.snapshots;
            update trading.halt set is_halted = false, reason = null, flatten = false, since = null, by = null;
            """;
        await ExecuteAsync(Empty);
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
