namespace TradingBot.PostgresHosting;

/// <summary>Where the embedded PostgreSQL keeps its data and its binaries, and how it listens.</summary>
public sealed record EmbeddedPostgresOptions
{
    /// <summary>Folder of this server: the cluster, its password and the lock of the one instance that may use it.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Folder that the binaries are installed into at first need; may be shared by several servers.</summary>
    public required string BinariesDirectory { get; init; }

    /// <summary>
    /// A folder of ours at or above the data and binaries folders. When started by root, the folders from here down are
    /// made traversable for the unprivileged server user. Null: only the two folders themselves.
    /// </summary>
    public string? OwnFolder { get; init; }

    /// <summary>Whether commits reach the disk before they are confirmed. Off only for throw-away data.</summary>
    public bool Durable { get; init; } = true;

    /// <summary>TCP port on 127.0.0.1; null takes a free one.</summary>
    public int? Port { get; init; }

    /// <summary>Name of the database to connect to; made when missing. Letters, digits and underscores.</summary>
    public string Database { get; init; } = "tradingbot";

    /// <summary>Connections the server accepts, 10 or more.</summary>
    public int MaxConnections { get; init; } = 100;
}
