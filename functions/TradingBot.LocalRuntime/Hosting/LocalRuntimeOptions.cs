using System.Reflection;
using Npgsql;
using TradingBot.LocalRuntime.Durable.Engine;
using TradingBot.PostgresHosting;

namespace TradingBot.LocalRuntime.Hosting;

/// <summary>What one machine has to decide that a cloud platform decides elsewhere.</summary>
public sealed class LocalRuntimeOptions
{
    /// <summary>Assemblies searched for functions; empty means the entry assembly.</summary>
    public IList<Assembly> Assemblies { get; } = [];

    /// <summary>Classes searched for functions instead of whole assemblies, when there are any.</summary>
    public IList<Type> FunctionClasses { get; } = [];

    /// <summary>Address to listen on when <c>ASPNETCORE_URLS</c> (or <c>--urls</c>) says nothing.</summary>
    public string DefaultUrl { get; set; } = "http://localhost:7071";

    /// <summary>Folder of static files served at <c>/</c>; null serves none. It may appear during the starting steps.</summary>
    public string? WebRoot { get; set; }

    /// <summary>Largest request body in bytes that is read; a function may be stricter.</summary>
    public long MaxRequestBodyBytes { get; set; } = 1024 * 1024;

    /// <summary>What pages served from here may load and do.</summary>
    public string ContentSecurityPolicy { get; set; } =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
        + "img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>An existing PostgreSQL to use; it goes before <see cref="Postgres"/>.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>An embedded PostgreSQL to start with the host and to stop after it.</summary>
    public EmbeddedPostgresOptions? Postgres { get; set; }

    /// <summary>Connections that everything in this process holds together at most; null leaves it to the connection string.</summary>
    public int? MaxConnections { get; set; }

    /// <summary>Additions to the data source that the host registers when it is given one of the two above.</summary>
    public Action<NpgsqlDataSourceBuilder>? ConfigureDataSource { get; set; }

    /// <summary>Settings of the engine that runs orchestrations and activities.</summary>
    public Action<DurableTaskEngineOptions>? ConfigureDurableTasks { get; set; }

    /// <summary>
    /// Steps run one after the other when the database is ready, before any worker starts and before the first request is taken.
    /// A <see cref="StartupException"/> thrown by one ends the start.
    /// </summary>
    public IList<Func<IServiceProvider, CancellationToken, Task>> OnStarting { get; } = [];
}
