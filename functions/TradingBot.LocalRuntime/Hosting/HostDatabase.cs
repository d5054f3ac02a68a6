using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Npgsql;
using TradingBot.LocalRuntime.Database;
using TradingBot.PostgresHosting;

namespace TradingBot.LocalRuntime.Hosting;

/// <summary>The host's own database: an existing server, or an embedded one that lives as long as the host.</summary>
internal sealed class HostDatabase(LocalRuntimeOptions options, ILogger<EmbeddedPostgres> logger, TimeProvider time) : IAsyncDisposable
{
    private EmbeddedPostgres? _server;
    private NpgsqlDataSource? _source;

    public NpgsqlDataSource Source =>
        _source ?? throw new InvalidOperationException("The database is ready only when the host starts: resolve NpgsqlDataSource later.");

    public async Task StartAsync(CancellationToken token)
    {
        var connectionString = options.ConnectionString;
        if (string.IsNullOrWhiteSpace(connectionString))
        {
            var postgres = options.MaxConnections is { } budget
                ? options.Postgres! with { MaxConnections = ConnectionBudget.ServerFor(budget) }
                : options.Postgres!;
            connectionString = await StartServerAsync(postgres, token);
        }

        try
        {
            var builder = new NpgsqlDataSourceBuilder(connectionString);
            options.ConfigureDataSource?.Invoke(builder);
            if (options.MaxConnections is { } budget)
                ConnectionBudget.ApplyTo(builder.ConnectionStringBuilder, budget);
            _source = builder.Build();
            await SlowStep.RunAsync("Connecting to PostgreSQL", logger, time, () => ProbeAsync(_source, token));
        }
        catch (Exception unusable) when (unusable is NpgsqlException or ArgumentException or SocketException)
        {
            throw new StartupException(
                $"The PostgreSQL database cannot be used ({unusable.Message}): check its connection string and that it runs.", unusable);
        }
    }

    private async Task<string> StartServerAsync(EmbeddedPostgresOptions postgres, CancellationToken token)
    {
        try
        {
            _server = await EmbeddedPostgres.StartAsync(postgres, logger, time, token);
            return _server.ConnectionString;
        }
        catch (EmbeddedPostgresException failure)
        {
            throw new StartupException(failure.Message, failure);
        }
    }

    private async Task ProbeAsync(NpgsqlDataSource source, CancellationToken token)
    {
        await using var connection = await source.OpenConnectionAsync(token);
        var pool = new NpgsqlConnectionStringBuilder(source.ConnectionString).MaxPoolSize;
        if (options.MaxConnections is not null)
            await ConnectionBudget.EnsureFitsAsync(connection, pool, token);
    }

    public async ValueTask DisposeAsync()
    {
        if (_source is not null)
            await _source.DisposeAsync();
        if (_server is not null)
            await _server.DisposeAsync();
    }
}
