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

/// <summary>Opens the transaction in which an entry is decided.</summary>
internal sealed class PostgresEntryAdmission(NpgsqlDataSource dataSource) : IEntryAdmission
{
    public async Task<IEntryAdmissionScope> OpenAsync(SignalRecord signal, EntryDraft draft, CancellationToken token)
    {
        var connection = await dataSource.OpenConnectionAsync(token);
        NpgsqlTransaction? transaction = null;
        try
        {
            // Begin travels with the first batch; it costs no round trip of its own.
            transaction = await connection.BeginTransactionAsync(token);
            var (earlier, isEnded, portfolio) = await ReadAsync(connection, signal, draft, token);
            return new PostgresEntryAdmissionScope(connection, transaction, signal.Id, draft)
            {
                Earlier = earlier,
                IsEnded = isEnded,
                Portfolio = portfolio,
            };
        }
        catch
        {
            if (transaction is not null)
                await transaction.DisposeAsync();
            await connection.DisposeAsync();
            throw;
        }
    }

    // One round trip: the lock first, then everything that must be read under it.
    private static Task<(TradeRecord? Earlier, bool IsEnded, PortfolioState Portfolio)> ReadAsync(
        NpgsqlConnection connection, SignalRecord signal, EntryDraft draft, CancellationToken token)
    {
        var unfinished = $"""
            select id, strategy, category, symbol, signal_symbol, direction, notional, risk, quantity, reference_price, planned_stop_loss, stop_loss,
                filled_quantity - exited_quantity + entry_waiting as exposed
            from trading.trades
            where status in {TradeMoves.Unfinished}
            """;
        const string Counters = """
            select
                (select is_halted from trading.halt) as is_halted,
                (select count(*)::int from trading.trades where created_at > @now - interval '1 minute')
                    + (select count(*)::int from trading.signals where adds_to is not null and decided_at > @now - interval '1 minute')
                    as entries,
                greatest(
                    (select max(created_at) from trading.trades where strategy = @strategy and coalesce(signal_symbol, symbol) = @symbol),
                    (select max(decided_at) from trading.signals
                     where adds_to is not null and strategy = @strategy and signal ->> 'symbol' = @symbol)) as last_entry
            """;
        Statement[] statements =
        [
            RiskLock.Take,
            new("select * from trading.trades where signal_id = @signal", new Args { ["signal"] = signal.Id.Value }),
            PostgresSignalJournal.HasEnded(signal.Id),
            new(unfinished, []),
            PostgresRiskLimitsStore.Read,
            PostgresSignalJournal.Neighbors(signal),
            new(Counters, new Args { ["now"] = draft.Now, ["strategy"] = draft.Strategy.Value, ["symbol"] = draft.SignalSymbol.Value }),
        ];
        return connection.ReadAllAsync(
            statements,
            async reader =>
            {
                await reader.NextResultAsync(token);
                var earlier = await reader.ReadAsync(token) ? TradeRows.Trade(reader) : null;
                await reader.NextResultAsync(token);
                if (!await reader.ReadAsync(token))
                    throw new InvalidOperationException($"There is no signal {signal.Id}.");
                var isEnded = reader.GetBoolean(0);
                await reader.NextResultAsync(token);
                var open = new List<OpenExposure>();
                while (await reader.ReadAsync(token))
                    open.Add(Exposure(reader));
                await reader.NextResultAsync(token);
                var limits = PostgresRiskLimitsStore.Map(await reader.ReadAsync(token) ? reader.GetString(0) : null);
                await reader.NextResultAsync(token);
                var neighbors = new List<SignalRecord>();
                while (await reader.ReadAsync(token))
                    neighbors.Add(PostgresSignalJournal.Map(reader));
                await reader.NextResultAsync(token);
                if (!await reader.ReadAsync(token))
                    throw new InvalidOperationException("The ledger gave no counters.");
                var (isHalted, entries) = (reader.Value<bool>("is_halted"), reader.Value<int>("entries"));
                var last = reader.Nullable<DateTimeOffset>("last_entry");
                return (earlier, isEnded, new PortfolioState(open, limits, isHalted, entries, last, neighbors));
            },
            token);
    }

    private static OpenExposure Exposure(NpgsqlDataReader row)
    {
        var risk = new StandingRisk(
            EnumNames.Parse<Category>(row.Value<string>("category")),
            EnumNames.Parse<Direction>(row.Value<string>("direction")),
            row.Value<decimal>("quantity"),
            row.Value<decimal>("exposed"),
            row.Value<decimal>("reference_price"),
            row.Nullable<decimal>("planned_stop_loss"),
            row.Nullable<decimal>("stop_loss"),
            row.Value<decimal>("risk"));
        return new OpenExposure(
            new TradeId(row.Value<Guid>("id")),
            StrategyKey.Parse(row.Value<string>("strategy")),
            risk.Category,
            Symbol.Parse(row.Value<string>("symbol")),
            risk.Direction,
            risk.ShareOf(row.Value<decimal>("notional")),
            risk.Amount)
        {
            SignalSymbol = row.Text("signal_symbol") is { } underlying ? Symbol.Parse(underlying) : default,
        };
    }
}
