using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace TradingBot.Infrastructure.Postgres.Connections;

/// <summary>The setting <c>Postgres:MaxConnections</c>.</summary>
public static class PostgresConnections
{
    public const string MaxKey = "Postgres:MaxConnections";

    // Timers and the listener each hold one for as long as they run; beside them somebody must still be able to work.
    private const int Fewest = 10;
    private const int Most = 500;
    private const int ByDefault = 40;

    /// <summary>Connections that the process holds together at most.</summary>
    /// <exception cref="InvalidOperationException">The setting cannot be used; the message names it and the fix.</exception>
    public static int MaxFrom(IConfiguration configuration)
    {
        var text = configuration[MaxKey];
        if (string.IsNullOrWhiteSpace(text))
            return ByDefault;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= Fewest and <= Most
            ? number
            : throw new InvalidOperationException($"{MaxKey} is '{text}'; use a whole number from {Fewest} to {Most}.");
    }
}
