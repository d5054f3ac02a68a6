using TradingBot.Core.Foundation;

namespace TradingBot.Infrastructure.Postgres.Queries;

internal static class Paging
{
    /// <summary>Turns up to limit + 1 rows into a page: the surplus row only tells that there is a next one.</summary>
    public static LedgerPage<T> Cut<T>(List<T> rows, int limit, Func<T, string> cursorOf)
    {
        if (rows.Count <= limit)
            return new LedgerPage<T>(rows, null);
        rows.RemoveRange(limit, rows.Count - limit);
        return new LedgerPage<T>(rows, cursorOf(rows[^1]));
    }
}
