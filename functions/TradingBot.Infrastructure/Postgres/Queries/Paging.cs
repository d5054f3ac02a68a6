using Npgsql;
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

    /// <summary>A table with a running number <c>id</c>, newest first; the cursor's tie-breaker is that number.</summary>
    public static async Task<LedgerPage<T>> ListByNumberAsync<T>(
        this NpgsqlDataSource dataSource, string select, PageRequest page,
        Func<NpgsqlDataReader, T> map, Func<T, string> cursorOf, CancellationToken token)
    {
        var args = new Args
        {
            ["after"] = long.TryParse(PageCursor.Read(page.Cursor)?.Tie, out var id) ? id : long.MaxValue,
            ["limit"] = page.Limit + 1,
        };
        await using var connection = await dataSource.OpenConnectionAsync(token);
        return Cut(await connection.ListAsync($"{select} where id < @after order by id desc limit @limit", args, map, token), page.Limit, cursorOf);
    }
}
