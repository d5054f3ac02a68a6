using System.Net.Sockets;
using Npgsql;

namespace TradingBot.LocalRuntime.Durable.Storage;

/// <summary>Tells what a failed database call means to the engine.</summary>
internal static class DatabaseFault
{
    private const string FencedByVersion = "DT001";
    private const string FencedByLease = "DT002";

    // Connection, resources, locks, operator, system, rollback, internal, and a transaction broken by one of these.
    private static readonly string[] TransientClasses = ["08", "53", "55", "57", "58", "40", "XX", "25"];

    public static bool IsTransient(Exception exception) => exception switch
    {
        PostgresException { SqlState: FencedByVersion or FencedByLease } => false,
        PostgresException server => server.IsTransient || TransientClasses.Contains(server.SqlState[..2], StringComparer.Ordinal),
        NpgsqlException or IOException or SocketException or TimeoutException => true,
        // What Npgsql says of a connection that broke between two calls.
        ObjectDisposedException or InvalidOperationException => exception.Source == nameof(Npgsql),
        _ => false,
    };

    public static bool IsStaleVersion(Exception exception) => exception is PostgresException { SqlState: FencedByVersion };

    public static bool IsLostLease(Exception exception) => exception is PostgresException { SqlState: FencedByLease };
}
