using Npgsql;
using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Trades;
using TradingBot.Infrastructure.Postgres.Queries;

namespace TradingBot.Infrastructure.Postgres.Trades;

/// <summary>Funding: each payment booked once, for the trade that was open when it was made.</summary>
internal sealed partial class PostgresTradeLedger
{
    private static readonly TimeSpan LookedBack = TimeSpan.FromDays(1);

    public Task<IReadOnlyList<FundingPayment>> BookFundingAsync(
        TradeId id, IReadOnlyCollection<FundingPayment> payments, DateTimeOffset now, CancellationToken token) =>
        dataSource.InTransactionAsync<IReadOnlyList<FundingPayment>>(
            async transaction =>
            {
                var connection = transaction.Connection!;
                var trade = await connection.FirstAsync(
                    "select * from trading.trades where id = @id for update", IdOnly(id), TradeRows.Trade, token)
                    ?? throw TradeLedgerReading.Missing(id);
                var fills = await FillsAsync(connection, id, token);
                var booked = new List<FundingPayment>();
                foreach (var payment in payments.Where(payment => IsOf(trade, payment, fills)))
                {
                    if (!await InsertFundingAsync(connection, trade, payment, token))
                        continue;
                    var quantity = payment.OwnQuantity(trade.Direction, fills);
                    var line = TradeEvents.FundingPaid(payment, quantity, payment.OwnAmount(trade.Direction, fills));
                    await connection.AddLineAsync(id, line, payment.At, token);
                    booked.Add(payment);
                }

                if (booked.Count > 0)
                    await DeriveFiguresAsync(connection, trade, token);
                return booked;
            },
            token);

    public async Task<IReadOnlyList<TradeRecord>> ListJustClosedAsync(TimeSpan within, DateTimeOffset now, CancellationToken token)
    {
        const string List = """
            select * from trading.trades
            where status = 'closed' and category in ('linear', 'inverse') and closed_at > @oldest
              and coalesce(executions_read_at, created_at) <= closed_at + @within
            order by closed_at
            """;
        await using var connection = await dataSource.OpenConnectionAsync(token);
        return await connection.ListAsync(
            List, new Args { ["oldest"] = now - LookedBack, ["within"] = within }, TradeRows.Trade, token);
    }

    // The fills of a lost trade never close it: what the position of its market pays after its end is not its own.
    private static bool IsOf(TradeRecord trade, FundingPayment payment, IReadOnlyCollection<Fill> fills) =>
        payment.OwnQuantity(trade.Direction, fills) > 0 && !(trade.IsLost && payment.At > trade.ClosedAt);

    private static async Task<bool> InsertFundingAsync(
        NpgsqlConnection connection, TradeRecord trade, FundingPayment payment, CancellationToken token)
    {
        const string Insert = """
            insert into trading.funding_payments (category, exec_id, trade_id, at, amount, quantity, coin, rate)
            values (@category, @exec, @trade, @at, @amount, @quantity, @coin, @rate)
            on conflict (category, exec_id) do nothing
            """;
        var args = new Args
        {
            ["category"] = EnumNames.Write(trade.Category),
            ["exec"] = payment.ExecId,
            ["trade"] = trade.Id.Value,
            ["at"] = payment.At,
            ["amount"] = payment.PositionAmount,
            ["quantity"] = payment.PositionQuantity,
            ["coin"] = payment.Coin,
            ["rate"] = payment.Rate,
        };
        return await connection.ExecuteAsync(Insert, args, token) > 0;
    }

    private static Task<List<FundingPayment>> FundingAsync(NpgsqlConnection connection, TradeId id, CancellationToken token) =>
        connection.ListAsync(
            "select * from trading.funding_payments where trade_id = @id order by at, exec_id", IdOnly(id), TradeRows.Funding, token);
}
