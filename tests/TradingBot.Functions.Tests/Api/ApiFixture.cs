using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using TradingBot.Infrastructure.Postgres.Connections;
using TradingBot.TestKit;

namespace TradingBot.Functions.Tests.Api;

/// <summary>One ledger and one host for a test class.</summary>
public sealed class ApiFixture : IAsyncLifetime
{
    private readonly PostgresFixture _server = new();
    private NpgsqlDataSource? _source;
    private ApiHost? _host;

    public NpgsqlDataSource Source => _source ?? throw new InvalidOperationException("The fixture is not initialised.");

    public ApiHost Host => _host ?? throw new InvalidOperationException("The fixture is not initialised.");

    public async ValueTask InitializeAsync()
    {
        await _server.InitializeAsync();
        _source = await _server.CreateDatabaseAsync();
        await LedgerMigrations.ApplyAsync(_source, NullLogger.Instance, CancellationToken.None);
        _host = await ApiHost.StartAsync(_source);
    }

    public Task<NpgsqlDataSource> EmptyDatabaseAsync() => _server.CreateDatabaseAsync();

    public async Task ExecuteAsync(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync() ?? throw new InvalidOperationException("No row."));
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
            await _host.DisposeAsync();
        await _server.DisposeAsync();
    }
}
