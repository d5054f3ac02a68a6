using Npgsql;
using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Orders;
using TradingBot.Core.Risk;
using TradingBot.Core.Signals;
using TradingBot.Core.Trades;
using TradingBot.Infrastructure.Postgres.Queries;
using TradingBot.Infrastructure.Postgres.Signals;

namespace TradingBot.Infrastructure.Postgres.Trades;

/// <summary>
/// Holds the connection and the transaction whose advisory lock is the account's risk lock: the database itself releases it at commit, at
/// rollback, and when the connection is lost.
/// </summary>
internal sealed class PostgresEntryAdmissionScope(
    NpgsqlConnection connection, NpgsqlTransaction transaction, SignalId signal, EntryDraft draft) : IEntryAdmissionScope
{
    private bool _isEnding;

    public required TradeRecord? Earlier { get; init; }

    public required bool IsEnded { get; init; }

    public required PortfolioState Portfolio { get; init; }

    public async Task<TradeRecord> ApproveAsync(TradePlan plan, CancellationToken token)
    {
        BeginEnd();
        var trade = await InsertTradeAsync(plan, token);
        await transaction.CommitAsync(token);
        return trade;
    }

    public async Task<bool> AddAsync(TradeRecord seen, Addition addition, NewTradeEvent line, CancellationToken token)
    {
        BeginEnd();
        const string Add = """
            update trading.trades
            set addition = @addition, additions_approved = @number, quantity = @quantity, reference_price = @reference, risk = @risk,
                risk_with_additions = @riskTaken, notional = @notional
            where id = @id and status = 'open' and close_requested_at is null and reduce_quantity is null and addition is null
              and filled_quantity = @filled and exited_quantity = @exited and additions_approved = @number - 1
            """;
        var args = new Args
        {
            ["id"] = seen.Id.Value,
            ["addition"] = Args.Json.Of(addition),
            ["number"] = addition.Number,
            ["filled"] = seen.FilledQuantity,
            ["exited"] = seen.ExitedQuantity,
        }.With(addition.With(addition.Quantity));
        if (await connection.ExecuteAsync(Add, args, token) == 0)
            return false;
        var (complete, its) = PostgresSignalJournal.Advance(signal, SignalStatus.Completed, reason: null, draft.Now, addsTo: seen.Id);
        if (await connection.ExecuteAsync(complete, its, token) == 0)
            return false;
        await connection.UpdateEntryWaitingAsync(seen.Id, token);
        await connection.AddLineAsync(seen.Id, line, draft.Now, token);
        await transaction.CommitAsync(token);
        return true;
    }

    public async Task DenyAsync(SignalStatus status, Denial reason, DateTimeOffset now, CancellationToken token)
    {
        BeginEnd();
        await connection.ReadAllAsync(
            [PostgresSignalJournal.Advance(signal, status, reason, now)],
            async reader =>
            {
                await reader.FinishAsync(token);
                return reader.RecordsAffected;
            },
            token);
        await transaction.CommitAsync(token);
    }

    // Without a commit this rolls back; a connection that was lost has nothing left to roll back.
    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }

    private void BeginEnd()
    {
        if (Earlier is not null || IsEnded)
            throw new InvalidOperationException($"Signal {signal} was decided before.");
        if (_isEnding)
            throw new InvalidOperationException($"The admission of signal {signal} was ended before.");
        _isEnding = true;
    }

    private Task<TradeRecord> InsertTradeAsync(TradePlan plan, CancellationToken token)
    {
        const string Insert = """
            insert into trading.trades
                (id, signal_id, strategy, category, symbol, signal_symbol, settle_coin, direction, stance, status, order_type, quantity,
                 limit_price, reference_price, entry_terms, stop_loss, planned_stop_loss, keep_moved_stops, stop_moves, targets, leverage, notional, risk,
                 time_stop_minutes, close_by, entry_valid_until, entry_rests_until, entry_waiting, created_at)
            values
                (@id, @signal, @strategy, @category, @symbol, @signalSymbol, @coin, @direction, @stance, @status, @type, @quantity,
                 @limit, @reference, @terms, @stop, @stop, @keepMoved, @moves, @targets, @leverage, @notional, @risk, @timeStop, @closeBy, @validUntil,
                 @restsUntil, @quantity, @now)
            returning *
            """;
        const string Accept = """
            update trading.signals set status = 'accepted', trade_id = @id, decided_at = coalesce(decided_at, @now) where id = @signal
            """;
        // The story begins with the alert, at the moment it arrived.
        const string Arrived = """
            insert into trading.trade_events (trade_id, at, kind, message)
            select @id, received_at, @kind, @message from trading.signals where id = @signal
            """;
        var stance = TradeRecord.StanceOf(draft.Symbol, draft.SignalSymbol, plan.Direction);
        var args = new Args
        {
            ["id"] = draft.TradeId.Value,
            ["signal"] = signal.Value,
            ["strategy"] = draft.Strategy.Value,
            ["category"] = EnumNames.Write(draft.Category),
            ["symbol"] = draft.Symbol.Value,
            ["signalSymbol"] = draft.SignalSymbol == draft.Symbol ? null : draft.SignalSymbol.Value,
            ["coin"] = draft.SettleCoin,
            ["direction"] = EnumNames.Write(plan.Direction),
            ["stance"] = stance == plan.Direction ? null : EnumNames.Write(stance),
            ["status"] = EnumNames.Write(TradeStatuses.First),
            ["type"] = EnumNames.Write(plan.OrderType),
            ["quantity"] = plan.Quantity,
            ["limit"] = plan.LimitPrice,
            ["reference"] = plan.ReferencePrice,
            ["terms"] = Args.Json.Of(plan.Terms),
            ["stop"] = plan.StopLoss,
            ["keepMoved"] = draft.KeepMovedStops,
            ["moves"] = Args.Json.Of(plan.StopMoves),
            ["targets"] = Args.Json.Of(plan.Targets),
            ["leverage"] = plan.Leverage,
            ["notional"] = plan.Notional,
            ["risk"] = plan.Risk,
            ["timeStop"] = draft.TimeStopMinutes,
            ["closeBy"] = draft.CloseBy,
            ["validUntil"] = draft.EntryValidUntil,
            ["restsUntil"] = plan.OrderType == OrderType.Limit ? draft.Now + draft.EntryRestsFor : null,
            ["now"] = draft.Now,
        };
        var ids = new Args { ["id"] = draft.TradeId.Value, ["signal"] = signal.Value };
        var decided = TradeStatements.Line(draft.TradeId, TradeEvents.Decided(plan, draft.Symbol, draft.QuoteCoin), draft.Now);
        return connection.ReadAllAsync(
            [
                new Statement(Insert, args),
                new Statement(Accept, new Args(ids) { ["now"] = draft.Now }),
                new Statement(Arrived, new Args(ids).With(TradeEvents.SignalReceived())),
                decided,
            ],
            async reader =>
            {
                await reader.ReadAsync(token);
                var trade = TradeRows.Trade(reader);
                await reader.FinishAsync(token);
                return trade;
            },
            token);
    }
}
