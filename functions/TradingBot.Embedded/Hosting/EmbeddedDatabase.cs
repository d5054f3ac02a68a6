using Microsoft.Extensions.Logging;
using Npgsql;
using TradingBot.Embedded.PostgreSql;

namespace TradingBot.Embedded.Hosting;

/// <summary>The host's own database: an existing server, or an embedded one that lives as long as the host.</summary>
internal sealed class EmbeddedDatabase(EmbeddedHostOptions options, ILogger<EmbeddedPostgres> logger, TimeProvider time) : IAsyncDisposable
{
    private EmbeddedPostgres? _server;
    private NpgsqlDataSource? _source;

    public NpgsqlDataSource Source =>
        _source ?? throw new InvalidOperationException("The database is ready only when the host starts: resolve NpgsqlDataSource later.");

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var connectionString = options.ConnectionString;
        if (string.IsNullOrWhiteSpace(connectionString))
        {
            _server = await EmbeddedPostgres.StartAsync(options.Postgres!, logger, time, cancellationToken);
            connectionString = _server.ConnectionString;
        }

        try
        {
            var builder = new NpgsqlDataSourceBuilder(connectionString);
            options.ConfigureDataSource?.Invoke(builder);
            _source = builder.Build();
            await using var probe = await _source.OpenConnectionAsync(cancellationToken);
        }
        catch (Exception unusable) when (unusable is NpgsqlException or ArgumentException)
        {
            throw new StartupException($"The PostgreSQL database cannot be used ({unusable.Message}): check its connection string and that it runs.", unusable);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_source is not null)
            await _source.DisposeAsync();
        if (_server is not null)
            await _server.DisposeAsync();
    }
}
