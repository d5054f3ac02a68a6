using TradingBot.Core.Identifiers;
using TradingBot.Core.Notifications;
using TradingBot.Core.Trades;
using TradingBot.Infrastructure.Postgres.Queries;

namespace TradingBot.Infrastructure.Postgres.Trades;

/// <summary>What is added to an open trade: one addition at a time.</summary>
internal sealed partial class PostgresTradeLedger
{
    public Task<bool> EndAdditionAsync(
        TradeId id, Addition addition, decimal filled, NewTradeEvent line, Notification notice, DateTimeOffset now,
        CancellationToken token) =>
        dataSource.InTransactionAsync(
            async transaction =>
            {
                var end = $"""
                    update trading.trades
                    set addition = null, additions = additions + @added, quantity = @quantity, reference_price = @reference, risk = @risk,
                        risk_with_additions = @riskTaken, notional = @notional
                    where id = @id and additions_approved = @number and addition is not null
                      and not exists (select from trading.orders where link_id = @link and status not in ({TradeStatements.EndedOrders}))
                    """;
                var connection = transaction.Connection!;
                // The row is held first, as by whoever writes the order down: one of the two comes second and sees the other.
                await connection.ExecuteAsync("select id from trading.trades where id = @id for no key update", IdOnly(id), token);
                var args = new Args
                {
                    ["id"] = id.Value,
                    ["number"] = addition.Number,
                    ["link"] = addition.LinkId.Value,
                    ["added"] = filled > 0 ? 1 : 0,
                }.With(addition.With(filled));
                if (await connection.ExecuteAsync(end, args, token) == 0)
                    return false;
                await connection.UpdateEntryWaitingAsync(id, token);
                await connection.AddLineAsync(id, line, now, token);
                await connection.AddNotificationAsync(notice, now, token);
                return true;
            },
            token);
}
