using Npgsql;
using TradingBot.Core.Operations;
using TradingBot.Infrastructure.Postgres.Queries;

namespace TradingBot.Infrastructure.Postgres.Operations;

/// <summary>One row, locked while it is changed, so that of several processes one alone tells of an outage.</summary>
internal sealed class PostgresExchangeConditionStore(NpgsqlDataSource dataSource) : IExchangeConditionStore
{
    private const string Row = "select document from trading.snapshots where name = 'exchange'";

    public async Task<ExchangeCondition> ReadAsync(CancellationToken token)
    {
        await using var connection = await dataSource.OpenConnectionAsync(token);
        return await connection.FirstAsync(Row, [], Map, token) ?? ExchangeCondition.Unknown;
    }

    public Task ChangeAsync(Func<ExchangeCondition, ExchangeConditionChange> change, DateTimeOffset now, CancellationToken token) =>
        dataSource.InTransactionAsync(
            async transaction =>
            {
                var connection = transaction.Connection!;
                var next = change(await LockAsync(connection, now, token));
                const string Save = "update trading.snapshots set as_of = @now, document = @document where name = 'exchange'";
                await connection.ExecuteAsync(
                    Save, new Args { ["now"] = now, ["document"] = Args.Json.Of(next.Condition) }, token);
                if (next.Notice is { } notice)
                    await connection.AddNotificationAsync(notice, now, token);
                return next;
            },
            token);

    private static async Task<ExchangeCondition> LockAsync(NpgsqlConnection connection, DateTimeOffset now, CancellationToken token)
    {
        const string Lock = $"{Row} for update";
        if (await connection.FirstAsync(Lock, [], Map, token) is { } found)
            return found;

        // The first of several that find no row makes it; the others wait for its transaction here.
        const string Add = "insert into trading.snapshots (name, as_of, document) values ('exchange', @now, '{}') on conflict do nothing";
        await connection.ExecuteAsync(Add, new Args { ["now"] = now }, token);
        return await connection.FirstAsync(Lock, [], Map, token) ?? ExchangeCondition.Unknown;
    }

    private static ExchangeCondition Map(NpgsqlDataReader row) => LedgerJson.Read<ExchangeCondition>(row.GetString(0));
}
