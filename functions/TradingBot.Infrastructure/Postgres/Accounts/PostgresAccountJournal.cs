using Npgsql;
using TradingBot.Core.Accounts;
using TradingBot.Core.Foundation;
using TradingBot.Infrastructure.Postgres.Queries;

namespace TradingBot.Infrastructure.Postgres.Accounts;

/// <summary>The account as last seen, and its equity over time.</summary>
internal sealed class PostgresAccountJournal(NpgsqlDataSource dataSource) : IAccountJournal
{
    private const string Point = "point.at, point.equity, point.wallet_balance, point.unrealized_pnl";

    public async Task SaveSnapshotAsync(AccountSnapshot snapshot, CancellationToken token)
    {
        const string Save = """
            insert into trading.snapshots (name, as_of, document) values ('account', @asOf, @document)
            on conflict (name) do update set as_of = excluded.as_of, document = excluded.document where snapshots.as_of <= excluded.as_of
            """;
        await using var connection = await dataSource.OpenConnectionAsync(token);
        await connection.ExecuteAsync(Save, new Args { ["asOf"] = snapshot.AsOf, ["document"] = Args.Json.Of(snapshot) }, token);
    }

    public async Task<AccountSnapshot?> ReadSnapshotAsync(CancellationToken token)
    {
        const string Read = "select document from trading.snapshots where name = 'account'";
        await using var connection = await dataSource.OpenConnectionAsync(token);
        return await connection.FirstAsync(Read, [], static row => LedgerJson.Read<AccountSnapshot>(row.GetString(0)), token);
    }

    public async Task AddEquityPointAsync(EquityPoint point, CancellationToken token)
    {
        const string Add = """
            insert into trading.equity_points (at, equity, wallet_balance, unrealized_pnl) values (@at, @equity, @wallet, @unrealized)
            on conflict (at) do update set equity = excluded.equity, wallet_balance = excluded.wallet_balance, unrealized_pnl = excluded.unrealized_pnl
            """;
        var args = new Args
        {
            ["at"] = point.At,
            ["equity"] = point.Equity,
            ["wallet"] = point.WalletBalance,
            ["unrealized"] = point.UnrealizedPnl,
        };
        await using var connection = await dataSource.OpenConnectionAsync(token);
        await connection.ExecuteAsync(Add, args, token);
    }

    public async Task<LedgerPage<EquityPoint>> ListEquityAsync(
        DateTimeOffset? from, DateTimeOffset? to, EquityResolution resolution, PageRequest page, CancellationToken token)
    {
        // Hops from bucket to bucket over the index, so a page costs as many look-ups as it has points, however long the history is.
        const string List = $"""
            with recursive curve as (
                (select {Point} from trading.equity_points point
                    where point.at >= coalesce(@from::timestamptz, '-infinity') and point.at <= coalesce(@to::timestamptz, 'infinity')
                        and point.at < coalesce(date_bin(@bucket::interval, @after::timestamptz, 'epoch'), @after::timestamptz, 'infinity')
                    order by point.at desc limit 1)
                union all
                select earlier.* from curve cross join lateral (
                    select {Point} from trading.equity_points point
                    where point.at >= coalesce(@from::timestamptz, '-infinity')
                        and point.at < coalesce(date_bin(@bucket::interval, curve.at, 'epoch'), curve.at)
                    order by point.at desc limit 1) earlier
            )
            select {Point} from curve point limit @limit
            """;
        var args = new Args
        {
            ["from"] = from,
            ["to"] = to,
            ["bucket"] = Bucket(resolution),
            ["after"] = PageCursor.Read(page.Cursor)?.At,
            ["limit"] = page.Limit + 1,
        };
        await using var connection = await dataSource.OpenConnectionAsync(token);
        return Paging.Cut(
            await connection.ListAsync(List, args, Map, token), page.Limit, static last => PageCursor.Write(last.At, string.Empty));
    }

    public async Task<EquityPoint?> FirstEquitySinceAsync(DateTimeOffset since, CancellationToken token)
    {
        const string First = $"select {Point} from trading.equity_points point where at >= @since order by at limit 1";
        await using var connection = await dataSource.OpenConnectionAsync(token);
        return await connection.FirstAsync(First, new Args { ["since"] = since }, Map, token);
    }

    private static TimeSpan? Bucket(EquityResolution resolution) => resolution switch
    {
        EquityResolution.Raw => null,
        EquityResolution.OneMinute => TimeSpan.FromMinutes(1),
        EquityResolution.FiveMinutes => TimeSpan.FromMinutes(5),
        EquityResolution.OneHour => TimeSpan.FromHours(1),
        EquityResolution.OneDay => TimeSpan.FromDays(1),
        _ => throw new ArgumentOutOfRangeException(nameof(resolution), resolution, "Unknown resolution."),
    };

    private static EquityPoint Map(NpgsqlDataReader row) => new(
        row.Value<DateTimeOffset>("at"), row.Value<decimal>("equity"), row.Value<decimal>("wallet_balance"), row.Value<decimal>(
            "unrealized_pnl"));
}
