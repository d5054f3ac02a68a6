using TradingBot.Core.Foundation;
using TradingBot.Core.Trades;

namespace TradingBot.Infrastructure.Postgres.Queries;

/// <summary>
/// The rows of <see cref="TradeTransitions"/> as parameters. A statement sets a trade's status to <see cref="Next"/> where <see
/// cref="IsExpected"/>: both are read from the row as it is when it is written, so a step that came in between is not overwritten.
/// </summary>
internal static class TradeMoves
{
    public const string Next = "(@nextStatuses::text[])[array_position(@expectedStatuses::text[], status)]";

    public const string IsExpected = "status = any(@expectedStatuses)";

    /// <summary>
    /// The unfinished statuses as the list of an in. Written out, because PostgreSQL uses a partial index only for values that it knows
    /// when it plans.
    /// </summary>
    public static readonly string Unfinished = $"({string.Join(", ", TradeStatuses.Unfinished.Select(static status => $"'{EnumNames.Write(status)}'"))})";

    /// <summary>Adds what <see cref="Next"/> and <see cref="IsExpected"/> need for the cause.</summary>
    public static Args With(this Args args, TradeCause cause)
    {
        var moves = TradeTransitions.Of(cause);
        args["expectedStatuses"] = moves.Select(static move => EnumNames.Write(move.Expected)).ToArray();
        args["nextStatuses"] = moves.Select(static move => EnumNames.Write(move.Next)).ToArray();
        return args;
    }
}
