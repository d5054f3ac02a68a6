using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Orders;
using TradingBot.Core.Trades;
using TradingBot.Infrastructure.Postgres.Queries;

namespace TradingBot.Infrastructure.Postgres.Trades;

/// <summary>Orders: written down before they are sent, moved on by what the exchange says.</summary>
internal sealed partial class PostgresTradeLedger
{
    public Task<(OrderRecord Order, bool IsNew)> IntendOrderAsync(
        TradeId id, OrderRole role, OrderIntent intent, NewTradeEvent line, DateTimeOffset now, CancellationToken token) =>
        IntendAsync(id, role, targetsVersion: 0, addition: 0, intent, line, now, token);

    public Task<(OrderRecord Order, bool IsNew)> IntendAdditionAsync(
        TradeId id, Addition addition, OrderIntent intent, NewTradeEvent line, DateTimeOffset now, CancellationToken token) =>
        IntendAsync(id, OrderRole.Entry, targetsVersion: 0, addition.Number, intent, line, now, token);

    public Task<(OrderRecord Order, bool IsNew)> IntendTargetAsync(
        TradeRecord seen, OrderIntent intent, NewTradeEvent line, DateTimeOffset now, CancellationToken token) =>
        IntendAsync(seen.Id, OrderRole.TakeProfit, seen.TargetsVersion, addition: 0, intent, line, now, token);

    private Task<(OrderRecord Order, bool IsNew)> IntendAsync(
        TradeId id, OrderRole role, int targetsVersion, int addition, OrderIntent intent, NewTradeEvent line, DateTimeOffset now,
        CancellationToken token) =>
        dataSource.InTransactionAsync(
            async transaction =>
            {
                // The trade's row is held first: two writers of the same entry would otherwise meet in the index that allows
                // one entry a trade, which is an error and not the answer "already written".
                var write = $"""
                    with trade as (
                        select id from trading.trades
                        where id = @id and status in {TradeMoves.Unfinished}
                          and (@addition = 0 or (addition is not null and additions_approved = @addition))
                        for no key update),
                    written as (
                        insert into trading.orders (link_id, trade_id, role, side, type, quantity, limit_price, trigger_price, status, targets_version, addition, created_at, updated_at)
                        select @link, trade.id, @role, @side, @type, @quantity, @limit, @trigger, 'sent', @version, @addition, @now, @now from trade
                        on conflict (link_id) do nothing
                        returning trade_id),
                    told as (
                        insert into trading.trade_events (trade_id, at, kind, message, data, once)
                        select trade_id, @now, @kind, @message, @data, @once from written
                        on conflict (trade_id, once) do nothing)
                    select exists (select from written)
                    """;
                var args = new Args
                {
                    ["link"] = intent.LinkId.Value,
                    ["id"] = id.Value,
                    ["role"] = EnumNames.Write(role),
                    ["side"] = EnumNames.Write(intent.Side),
                    ["type"] = EnumNames.Write(intent.Type),
                    ["quantity"] = intent.Quantity,
                    ["limit"] = intent.LimitPrice,
                    ["trigger"] = intent.TriggerPrice,
                    ["version"] = targetsVersion,
                    ["addition"] = addition,
                    ["now"] = now,
                }.With(line);
                var read = new Statement("select * from trading.orders where link_id = @link", new Args { ["link"] = intent.LinkId.Value });
                return await transaction.Connection!.ReadAllAsync(
                    [new Statement(write, args), read],
                    async reader =>
                    {
                        await reader.ReadAsync(token);
                        var isNew = reader.GetBoolean(0);
                        await reader.NextResultAsync(token);
                        return await reader.ReadAsync(token)
                            ? (TradeRows.Order(reader), isNew)
                            : throw new InvalidOperationException($"Order {intent.LinkId} is not sent: trade {id}, or what it was to add, has ended.");
                    },
                    token);
            },
            token);

    public Task UpdateOrderAsync(TradeId id, OrderUpdate update, NewTradeEvent? line, DateTimeOffset now, CancellationToken token) =>
        UpdateOrderAsync(id, update, seen: null, line, now, token);

    public Task<bool> UpdateSeenOrderAsync(
        OrderRecord seen, OrderUpdate update, NewTradeEvent? line, DateTimeOffset now, CancellationToken token) =>
        UpdateOrderAsync(seen.TradeId, update, seen, line, now, token);

    private Task<bool> UpdateOrderAsync(
        TradeId id, OrderUpdate update, OrderRecord? seen, NewTradeEvent? line, DateTimeOffset now, CancellationToken token) =>
        dataSource.InTransactionAsync(
            async transaction =>
            {
                const string Lock = "select * from trading.orders where link_id = @link and trade_id = @id for update";
                const string Update = """
                    update trading.orders
                    set status = @status, venue_order_id = coalesce(@exchangeId, venue_order_id), filled_quantity = greatest(filled_quantity, coalesce(@filled, 0)),
                        average_price = coalesce(@average, average_price), reason = coalesce(@reason, reason),
                        trigger_price = coalesce(@trigger, trigger_price), limit_price = coalesce(@limit, limit_price),
                        quantity = coalesce(@quantity, quantity), updated_at = @now
                    where link_id = @link
                    """;
                var connection = transaction.Connection!;
                var args = new Args { ["link"] = update.LinkId.Value, ["id"] = id.Value };
                var order = await connection.FirstAsync(Lock, args, TradeRows.Order, token)
                    ?? throw new InvalidOperationException($"Trade {id} has no order {update.LinkId}.");
                if (seen is not null && (seen.Status, seen.UpdatedAt) != (order.Status, order.UpdatedAt))
                    return false;
                var next = OrderTransitions.Next(order.Status, update.Status);
                args = new Args
                {
                    ["link"] = update.LinkId.Value,
                    ["status"] = EnumNames.Write(next),
                    ["exchangeId"] = string.IsNullOrEmpty(update.ExchangeOrderId) ? null : update.ExchangeOrderId,
                    ["filled"] = update.FilledQuantity,
                    ["average"] = update.AveragePrice,
                    ["reason"] = update.Reason,
                    ["trigger"] = update.TriggerPrice,
                    ["limit"] = update.LimitPrice,
                    ["quantity"] = update.Quantity,
                    ["now"] = now,
                };
                await connection.ExecuteAsync(Update, args, token);
                if (order.Role == OrderRole.Entry && (next.IsFinal() || update.FilledQuantity > order.FilledQuantity))
                    await connection.UpdateEntryWaitingAsync(id, token);
                await connection.AddLineAsync(id, line, now, token);
                return true;
            },
            token);
}
