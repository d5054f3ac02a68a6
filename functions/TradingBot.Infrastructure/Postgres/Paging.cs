using TradingBot.Core.Ledger;

namespace TradingBot.Infrastructure.Postgres;

internal static class Paging
{
    /// <summary>Turns up to limit + 1 rows into a page: the surplus row only tells that there is a next one.</summary>
    public static Page<T> Cut<T>(List<T> rows, int limit, Func<T, string> cursorOf)
    {
        if (rows.Count <= limit)
            return new Page<T>(rows, null);
        rows.RemoveRange(limit, rows.Count - limit);
        return new Page<T>(rows, cursorOf(rows[^1]));
    }
}
