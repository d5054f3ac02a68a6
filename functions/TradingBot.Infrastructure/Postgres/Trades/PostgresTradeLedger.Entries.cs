using System.Text.Json.Nodes;
using Npgsql;
using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Risk;
using TradingBot.Core.Signals;
using TradingBot.Core.Trades;
using TradingBot.Infrastructure.Postgres.Queries;
using TradingBot.Infrastructure.Postgres.Risk;
using TradingBot.Infrastructure.Postgres.Signals;

namespace TradingBot.Infrastructure.Postgres.Trades;

/// <summary>Deciding entries under the account's risk lock.</summary>
internal sealed partial class PostgresTradeLedger
{
    public Task<EntryDecision> DecideEntryAsync(SignalId signal, EntryDraft draft, Func<ExposureView, RiskVerdict> decide, CancellationToken token) =>
        dataSource.InTransactionAsync<EntryDecision>(
            async transaction =>
            {
                var connection = transaction.Connection!;
                var (existing, view) = await ReadExposureAsync(connection, signal, draft, token);
                if (existing is not null)
                    return new EntryDecision.Approved(existing, IsNew: false);

                switch (decide(view))
                {
                    case RiskVerdict.Denied denied:
                        return new EntryDecision.Denied(denied.Denial);
                    case RiskVerdict.Approved approved:
                        return new EntryDecision.Approved(await InsertTradeAsync(connection, signal, draft, approved.Plan, token), IsNew: true);
                    case var other:
                        throw new InvalidOperationException($"Unknown verdict {other}.");
                }
            },
            token);

    public Task<bool> EndFlatAsync(SignalRecord signal, Category category, SignalStatus status, Denial reason, DateTimeOffset now, CancellationToken token) =>
        dataSource.InTransactionAsync(
            async transaction =>
            {
                var held = $"exists (select from trading.trades where strategy = @strategy and category = @category and symbol = @symbol and status in {TradeMoves.Unfinished})";
                var place = new Args
                {
                    ["strategy"] = signal.Strategy,
                    ["category"] = EnumText.Of(category),
                    ["symbol"] = signal.Signal!.Symbol.Value,
                };
                var advance = PostgresSignalJournal.Advance(signal.Id, status, reason, now, $"not {held}");
                foreach (var (name, value) in place)
                    advance.Args[name] = value;
                return await transaction.Connection!.ReadAllAsync(
                    [RiskLock.Take, advance, new Statement($"select not {held}", place)],
                    async reader =>
                    {
                        await reader.NextResultAsync(token);
                        await reader.ReadAsync(token);
                        return reader.GetBoolean(0);
                    },
                    token);
            },
            token);

    // One round trip: the lock first, then everything that must be read under it.
    private static Task<(TradeRecord? Existing, ExposureView View)> ReadExposureAsync(
        NpgsqlConnection connection, SignalId signal, EntryDraft draft, CancellationToken token)
    {
        const string Counters = """
            select
                (select is_halted from trading.halt) as is_halted,
                (select count(*)::int from trading.trades where created_at > @now - interval '1 minute') as entries,
                (select max(created_at) from trading.trades where strategy = @strategy and symbol = @symbol) as last_entry
            """;
        Statement[] statements =
        [
            RiskLock.Take,
            new("select * from trading.trades where signal_id = @signal", new Args { ["signal"] = signal.Value }),
            new($"select id, strategy, category, symbol, direction, notional, risk from trading.trades where status in {TradeMoves.Unfinished}", []),
            PostgresRiskLimitsStore.Read,
            PostgresSignalJournal.LastApplied(draft.Strategy.Value, draft.Symbol, SignalSequence.Horizon(draft.Now)),
            new(Counters, new Args { ["now"] = draft.Now, ["strategy"] = draft.Strategy.Value, ["symbol"] = draft.Symbol.Value }),
        ];
        return connection.ReadAllAsync(
            statements,
            async reader =>
            {
                await reader.NextResultAsync(token);
                var existing = await reader.ReadAsync(token) ? TradeRows.Trade(reader) : null;
                await reader.NextResultAsync(token);
                var open = new List<OpenExposure>();
                while (await reader.ReadAsync(token))
                    open.Add(Exposure(reader));
                await reader.NextResultAsync(token);
                var limits = PostgresRiskLimitsStore.Map(await reader.ReadAsync(token) ? reader.GetString(0) : null);
                await reader.NextResultAsync(token);
                var applied = await reader.ReadAsync(token) ? PostgresSignalJournal.Map(reader) : null;
                await reader.NextResultAsync(token);
                return await reader.ReadAsync(token)
                    ? (existing, new ExposureView(
                        open, limits, reader.Value<bool>("is_halted"), reader.Value<int>("entries"), reader.Nullable<DateTimeOffset>("last_entry"), applied))
                    : throw new InvalidOperationException("The ledger gave no counters.");
            },
            token);
    }

    private static Task<TradeRecord> InsertTradeAsync(NpgsqlConnection connection, SignalId signal, EntryDraft draft, TradePlan plan, CancellationToken token)
    {
        const string Insert = """
            insert into trading.trades
                (id, signal_id, strategy, category, symbol, settle_coin, direction, status, order_type, quantity, limit_price, reference_price, stop_loss, targets,
                 leverage, notional, risk, time_stop_minutes, entry_valid_until, created_at)
            values
                (@id, @signal, @strategy, @category, @symbol, @coin, @direction, @status, @type, @quantity, @limit, @reference, @stop, @targets,
                 @leverage, @notional, @risk, @timeStop, @validUntil, @now)
            returning *
            """;
        const string Accept = """
            update trading.signals set status = 'accepted', trade_id = @id, decided_at = @now where id = @signal
            """;
        // The story begins with the alert, at the moment it arrived.
        const string Arrived = """
            insert into trading.trade_events (trade_id, at, kind, message)
            select @id, received_at, 'signalReceived', 'Alert received from TradingView.' from trading.signals where id = @signal
            """;
        var args = new Args
        {
            ["id"] = draft.TradeId.Value,
            ["signal"] = signal.Value,
            ["strategy"] = draft.Strategy.Value,
            ["category"] = EnumText.Of(draft.Category),
            ["symbol"] = draft.Symbol.Value,
            ["coin"] = draft.SettleCoin,
            ["direction"] = EnumText.Of(plan.Direction),
            ["status"] = EnumText.Of(TradeStatuses.First),
            ["type"] = EnumText.Of(plan.OrderType),
            ["quantity"] = plan.Quantity,
            ["limit"] = plan.LimitPrice,
            ["reference"] = plan.ReferencePrice,
            ["stop"] = plan.StopLoss,
            ["targets"] = Args.Json.Of(plan.Targets),
            ["leverage"] = plan.Leverage,
            ["notional"] = plan.Notional,
            ["risk"] = plan.Risk,
            ["timeStop"] = draft.TimeStopMinutes,
            ["validUntil"] = draft.EntryValidUntil,
            ["now"] = draft.Now,
        };
        var ids = new Args { ["id"] = draft.TradeId.Value, ["signal"] = signal.Value };
        var data = new JsonObject
        {
            ["quantity"] = LedgerJson.Node(plan.Quantity),
            ["referencePrice"] = LedgerJson.Node(plan.ReferencePrice),
            ["stopLoss"] = LedgerJson.Node(plan.StopLoss),
            ["notional"] = LedgerJson.Node(plan.Notional),
            ["risk"] = LedgerJson.Node(plan.Risk),
        };
        var message = $"Approved: {EnumText.Of(plan.Direction)} {DecimalText.Write(plan.Quantity)} {draft.Symbol}, risking {DecimalText.Write(decimal.Round(plan.Risk, 2))} {draft.SettleCoin}.";
        var decided = TradeStatements.Line(draft.TradeId, new NewTradeEvent("decided", message, data, "decided"), draft.Now);
        return connection.ReadAllAsync(
            [new Statement(Insert, args), new Statement(Accept, new Args(ids) { ["now"] = draft.Now }), new Statement(Arrived, ids), decided],
            async reader =>
            {
                await reader.ReadAsync(token);
                var trade = TradeRows.Trade(reader);
                await reader.FinishAsync(token);
                return trade;
            },
            token);
    }

    private static OpenExposure Exposure(NpgsqlDataReader row) => new(
        new TradeId(row.Value<Guid>("id")),
        StrategyKey.Parse(row.Value<string>("strategy")),
        EnumText.Parse<Category>(row.Value<string>("category")),
        Symbol.Parse(row.Value<string>("symbol")),
        EnumText.Parse<Direction>(row.Value<string>("direction")),
        row.Value<decimal>("notional"),
        row.Value<decimal>("risk"));
}
