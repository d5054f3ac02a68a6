using Npgsql;
using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Orders;
using TradingBot.Core.Trades;
using TradingBot.Infrastructure.Postgres.Queries;

namespace TradingBot.Infrastructure.Postgres.Trades;

/// <summary>Fills: each booked once, the trade's figures derived from all of them.</summary>
internal sealed partial class PostgresTradeLedger
{
    public Task<IReadOnlyList<Fill>> BookFillsAsync(
        TradeId id, IReadOnlyCollection<Fill> fills, DateTimeOffset now, CancellationToken token, bool leavesDust = false) =>
        dataSource.InTransactionAsync<IReadOnlyList<Fill>>(
            async transaction =>
            {
                var connection = transaction.Connection!;
                var trade = await connection.FirstAsync(
                    "select * from trading.trades where id = @id for update", IdOnly(id), TradeRows.Trade, token)
                    ?? throw TradeLedgerReading.Missing(id);
                var booked = new List<Fill>();
                foreach (var fill in fills)
                {
                    if (await InsertFillAsync(connection, trade, fill, token))
                        booked.Add(fill);
                }

                if (booked.Count == 0)
                    return booked;
                await DeriveFiguresAsync(connection, trade, token);
                if (booked.Exists(static fill => fill.Role == OrderRole.Entry))
                    await connection.UpdateEntryWaitingAsync(id, token);
                if (!leavesDust && booked.Exists(static fill => fill is { Role: OrderRole.Exit, Forced: null }))
                    await TellOfReductionAsync(connection, id, booked, now, token);
                return booked;
            },
            token);

    // A fill that closes and is of no order of ours is somebody else's. Where nothing is left, the end of the trade tells of it.
    private static async Task TellOfReductionAsync(
        NpgsqlConnection connection, TradeId id, List<Fill> booked, DateTimeOffset now, CancellationToken token)
    {
        const string Links = "select link_id from trading.orders where trade_id = @id";
        var trade = await connection.FirstAsync("select * from trading.trades where id = @id", IdOnly(id), TradeRows.Trade, token);
        if (trade is not { OpenQuantity: > 0 })
            return;
        // Of a spot buy the fee was taken out of the coins, so they are all sold before the books are at zero.
        var fills = await FillsAsync(connection, id, token);
        if (ProfitAndLoss.Of(trade.Category, trade.Direction, trade.SettleCoin, fills).SellableQuantity <= 0)
            return;
        var ours = await connection.ListAsync(Links, IdOnly(id), static row => row.GetString(0), token);
        foreach (var fill in booked.Where(fill => fill is { Role: OrderRole.Exit, Forced: null } && !ours.Contains(fill.OrderLinkId ?? "")))
            await connection.AddNotificationAsync(TradeNotices.ReducedOutside(trade, fill), now, token);
    }

    public async Task NoteExecutionsReadAsync(TradeId id, DateTimeOffset until, CancellationToken token)
    {
        const string Note = "update trading.trades set executions_read_at = greatest(executions_read_at, @until) where id = @id";
        await using var connection = await dataSource.OpenConnectionAsync(token);
        await connection.ExecuteAsync(Note, new Args { ["id"] = id.Value, ["until"] = until }, token);
    }

    private static async Task<bool> InsertFillAsync(NpgsqlConnection connection, TradeRecord trade, Fill fill, CancellationToken token)
    {
        const string Insert = """
            insert into trading.fills
                (category, exec_id, trade_id, order_link_id, venue_order_id, role, side, price, quantity, value, fee, fee_currency, is_maker, at,
                 forced)
            values (@category, @exec, @trade, @link, @exchangeId, @role, @side, @price, @quantity, @value, @fee, @currency, @maker, @at,
                @forced)
            on conflict (category, exec_id) do nothing
            """;
        var args = new Args
        {
            ["category"] = EnumNames.Write(trade.Category),
            ["exec"] = fill.ExecId,
            ["trade"] = trade.Id.Value,
            ["link"] = fill.OrderLinkId,
            ["exchangeId"] = fill.ExchangeOrderId,
            ["role"] = EnumNames.Write(fill.Role),
            ["side"] = EnumNames.Write(fill.Side),
            ["price"] = fill.Price,
            ["quantity"] = fill.Quantity,
            ["value"] = fill.Value,
            ["fee"] = fill.Fee,
            ["currency"] = fill.FeeCurrency,
            ["maker"] = fill.IsMaker,
            ["at"] = fill.At,
            ["forced"] = fill.Forced is { } forced ? EnumNames.Write(forced) : null,
        };
        if (await connection.ExecuteAsync(Insert, args, token) == 0)
            return false;
        await connection.AddLineAsync(trade.Id, TradeEvents.Filled(trade.Id, fill), fill.At, token);
        return true;
    }

    private static async Task DeriveFiguresAsync(NpgsqlConnection connection, TradeRecord trade, CancellationToken token)
    {
        const string Update = """
            update trading.trades
            set filled_quantity = @filled, exited_quantity = @exited, entry_price = @entry, exit_price = @exit, realized_pnl = @pnl, fees = @fees,
                funding = @funding, opened_at = @opened, status = @status
            where id = @id and status = @expected
            """;
        var fills = await FillsAsync(connection, trade.Id, token);
        var funding = await FundingAsync(connection, trade.Id, token);
        var pnl = ProfitAndLoss.Of(trade.Category, trade.Direction, trade.SettleCoin, fills, funding);
        var args = new Args
        {
            ["id"] = trade.Id.Value,
            ["expected"] = EnumNames.Write(trade.Status),
            ["status"] = EnumNames.Write(pnl.EntryQuantity > 0 ? TradeTransitions.Next(trade.Status, CauseOf(trade)) : trade.Status),
            ["filled"] = pnl.EntryQuantity,
            ["exited"] = pnl.ExitQuantity,
            ["entry"] = pnl.AverageEntry,
            ["exit"] = pnl.AverageExit,
            ["pnl"] = pnl.ExitQuantity > 0 ? pnl.Net : null,
            ["fees"] = pnl.Fees,
            ["funding"] = pnl.Funding,
            ["opened"] = fills.Where(static fill => fill.Role == OrderRole.Entry).Select(static fill => (DateTimeOffset?)fill.At).Min(),
        };
        await connection.ExecuteAsync(Update, args, token);
    }

    private static TradeCause CauseOf(TradeRecord trade) =>
        trade.CloseRequestedAt is null ? TradeCause.EntryFilled : TradeCause.EntryFilledAfterCloseRequest;
}
