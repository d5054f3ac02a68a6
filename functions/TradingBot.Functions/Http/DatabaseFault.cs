using System.Data.Common;

namespace TradingBot.Functions.Http;

/// <summary>Tells a database that is not there (come again later) from one that refuses what it was asked (our mistake).</summary>
internal static class DatabaseFault
{
    public static bool IsUnavailable(Exception fault) =>
        fault is DbException database && (database.IsTransient || IsDoorClosed(database.SqlState));

    // Connection, sign-in, missing database, resources, operator: the first two characters of SQLSTATE name the class.
    private static bool IsDoorClosed(string? state) => state is { Length: 5 } && state[..2] is "08" or "28" or "3D" or "53" or "57";
}
