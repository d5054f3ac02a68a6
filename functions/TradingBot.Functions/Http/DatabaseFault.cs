using System.Data.Common;

namespace TradingBot.Functions.Http;

/// <summary>Tells a database that is not there (come again later) from one that refuses what it was asked (our mistake).</summary>
internal static class DatabaseFault
{
    private const string ReadOnly = "25006";
    private const string Driver = "Npgsql";

    public static bool IsUnavailable(Exception fault) => fault switch
    {
        DbException database => database.IsTransient || IsDoorClosed(database.SqlState),
        // What the driver says of a connection that broke between two calls.
        InvalidOperationException => fault.Source == Driver,
        _ => false,
    };

    // Connection, sign-in, missing database, resources, operator: the first two characters of SQLSTATE name the class. A server takes no
    // writes while another one is to take its place.
    private static bool IsDoorClosed(string? state) =>
        state == ReadOnly || (state is { Length: 5 } && state[..2] is "08" or "28" or "3D" or "53" or "57");
}
