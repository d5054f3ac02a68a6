using Npgsql;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Trades;
using TradingBot.Infrastructure.Postgres.Queries;

namespace TradingBot.Infrastructure.Postgres.Trades;

/// <summary>Statements that several ledger steps share, always inside the step's own transaction.</summary>
internal static class TradeStatements
{
    public static async Task AddLineAsync(
        this NpgsqlConnection connection, TradeId trade, NewTradeEvent? line, DateTimeOffset at, CancellationToken token)
    {
        if (line is null)
            return;
        var (sql, args) = Line(trade, line, at);
        await connection.ExecuteAsync(sql, args, token);
    }

    public static Statement Line(TradeId trade, NewTradeEvent line, DateTimeOffset at)
    {
        const string Insert = """
            insert into trading.trade_events (trade_id, at, kind, message, data, once)
            values (@trade, @at, @kind, @message, @data, @once)
            on conflict (trade_id, once) do nothing
            """;
        return new Statement(Insert, new Args { ["trade"] = trade.Value, ["at"] = at }.With(line));
    }
}
