using TradingBot.Core.Foundation;
using TradingBot.Core.Markets;
using TradingBot.Core.Signals;
using TradingBot.Infrastructure.Postgres.Queries;
using TradingBot.Infrastructure.Postgres.Risk;
using TradingBot.Infrastructure.Postgres.Signals;

namespace TradingBot.Infrastructure.Postgres.Trades;

/// <summary>Ending a signal that found nothing, under the lock under which entries are decided.</summary>
internal sealed partial class PostgresTradeLedger
{
    public Task<bool> EndFlatAsync(
        SignalRecord signal, Category category, SignalStatus status, Denial reason, DateTimeOffset now, CancellationToken token) =>
        dataSource.InTransactionAsync(
            async transaction =>
            {
                var held = $"exists (select from trading.trades where strategy = @strategy and category = @category and symbol = @symbol and status in {TradeMoves.Unfinished})";
                var place = new Args
                {
                    ["strategy"] = signal.Strategy,
                    ["category"] = EnumNames.Write(category),
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
}
