using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using TradingBot.Infrastructure.Postgres.Connections;
using TradingBot.TestKit;

namespace TradingBot.Infrastructure.Tests.Postgres;

/// <summary>A database of its own for one test class, brought up to date as the bot does it.</summary>
public class LedgerDatabase : IAsyncLifetime
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

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync() ?? throw new InvalidOperationException("No row."));
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _server.DisposeAsync();
    }
}
