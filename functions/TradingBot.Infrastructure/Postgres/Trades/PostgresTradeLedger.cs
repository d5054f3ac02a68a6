using Npgsql;
using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Trades;
using TradingBot.Infrastructure.Postgres.Queries;

namespace TradingBot.Infrastructure.Postgres.Trades;

/// <summary>
/// The trade ledger; its parts: signals that found nothing, orders, fills, funding, the life of a trade, and (here) reading.
/// </summary>
internal sealed partial class PostgresTradeLedger(NpgsqlDataSource dataSource) : ITradeLedger
{
    public async Task<TradeRecord?> FindAsync(TradeId id, CancellationToken token)
    {
        await using var connection = await dataSource.OpenConnectionAsync(token);
        return await connection.FirstAsync("select * from trading.trades where id = @id", IdOnly(id), TradeRows.Trade, token);
    }

    public async Task<TradeStory?> ReadStoryAsync(TradeId id, CancellationToken token)
    {
        // One snapshot, so that the figures of the trade and its fills agree.
        await using var connection = await dataSource.OpenConnectionAsync(token);
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, token);
        var trade = await connection.FirstAsync("select * from trading.trades where id = @id", IdOnly(id), TradeRows.Trade, token);
        if (trade is null)
            return null;
        var orders = await OrdersAsync(connection, id, token);
        var fills = await FillsAsync(connection, id, token);
        var funding = await FundingAsync(connection, id, token);
        var events = await connection.ListAsync(
            "select id, at, kind, message, data from trading.trade_events where trade_id = @id order by at, id", IdOnly(id), TradeRows.Event, token);
        return new TradeStory(trade, orders, fills, funding, events);
    }

    public async Task<LedgerPage<TradeRecord>> ListAsync(TradeFilter filter, PageRequest page, CancellationToken token)
    {
        var list = $"""
            select * from trading.trades
            where (@unfinished::boolean is null or (status in {TradeMoves.Unfinished}) = @unfinished)
              and (@strategy::text is null or strategy = @strategy)
              and (@symbol::text is null or symbol = @symbol or signal_symbol = @symbol)
              and (@from::timestamptz is null or created_at >= @from)
              and (@to::timestamptz is null or created_at < @to)
              and (@at::timestamptz is null or (created_at, id) < (@at, @tie))
            order by created_at desc, id desc
            limit @limit
            """;
        var cursor = PageCursor.Read(page.Cursor);
        var args = new Args
        {
            ["unfinished"] = filter.Unfinished,
            ["strategy"] = filter.Strategy,
            ["symbol"] = filter.Symbol,
            ["from"] = filter.From,
            ["to"] = filter.To,
            ["at"] = cursor?.At,
            ["tie"] = Guid.TryParse(cursor?.Tie, out var tie) ? tie : Guid.Empty,
            ["limit"] = page.Limit + 1,
        };
        await using var connection = await dataSource.OpenConnectionAsync(token);
        return Paging.Cut(await connection.ListAsync(list, args, TradeRows.Trade, token), page.Limit, static last => PageCursor.Write(
            last.CreatedAt, last.Id));
    }

    public async Task<IReadOnlyList<TradeRecord>> ListUnfinishedAsync(CancellationToken token)
    {
        await using var connection = await dataSource.OpenConnectionAsync(token);
        return await connection.ListAsync(
            $"select * from trading.trades where status in {TradeMoves.Unfinished} order by created_at", [], TradeRows.Trade, token);
    }

    public async Task<IReadOnlyList<OrderRecord>> ListOrdersAsync(TradeId id, CancellationToken token)
    {
        await using var connection = await dataSource.OpenConnectionAsync(token);
        return await OrdersAsync(connection, id, token);
    }

    public async Task<IReadOnlyList<Fill>> ListFillsAsync(TradeId id, CancellationToken token)
    {
        await using var connection = await dataSource.OpenConnectionAsync(token);
        return await FillsAsync(connection, id, token);
    }

    private static Task<List<OrderRecord>> OrdersAsync(NpgsqlConnection connection, TradeId id, CancellationToken token) =>
        connection.ListAsync(
            "select * from trading.orders where trade_id = @id order by created_at, link_id", IdOnly(id), TradeRows.Order, token);

    private static Task<List<Fill>> FillsAsync(NpgsqlConnection connection, TradeId id, CancellationToken token) =>
        connection.ListAsync("select * from trading.fills where trade_id = @id order by at, exec_id", IdOnly(id), TradeRows.Fill, token);

    private static Args IdOnly(TradeId id) => new() { ["id"] = id.Value };
}
