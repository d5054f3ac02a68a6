using TradingBot.Core.Exchange;
using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Risk;
using TradingBot.Core.Signals;
using TradingBot.Core.Strategies;
using TradingBot.Core.Trades;
using TradingBot.Trading.Exchange;

namespace TradingBot.Trading.Entries;

/// <summary>Gathers what the risk desk needs for an entry, lets it decide under the risk lock, and writes the trade down.</summary>
public sealed class EntryDecider(IExchange exchange, ITradeLedger ledger, TimeProvider clock)
{
    /// <exception cref="ExchangeUnavailableException">Prices, rules or balances could not be read.</exception>
    public async Task<(EntryDecision Decision, decimal? ExchangeLeverage)> DecideAsync(SignalRecord record, Signal signal, Strategy strategy, Direction direction, CancellationToken token)
    {
        // The readings do not depend on each other.
        var instruments = exchange.GetInstrumentsAsync(strategy.Category, token).RequireAsync();
        var tickerReading = exchange.GetTickerAsync(strategy.Category, signal.Symbol, token).RequireAsync();
        var feeReading = exchange.GetFeeRateAsync(strategy.Category, signal.Symbol, token).RequireAsync();
        var balanceReading = exchange.GetBalanceAsync(token).RequireAsync();
        var leverageReading = ReadLeverageAsync(strategy, signal.Symbol, token);
        await Task.WhenAll(instruments, tickerReading, feeReading, balanceReading, leverageReading);
        if ((await instruments).FirstOrDefault(candidate => candidate.Symbol == signal.Symbol) is not { } instrument)
            return (new EntryDecision.Denied(new Denial(DenialCodes.InstrumentUnknown, $"The exchange lists no {EnumWord(strategy.Category)} instrument {signal.Symbol}.")), null);

        var (ticker, fees, balance) = (await tickerReading, await feeReading, await balanceReading);
        var now = clock.GetUtcNow();
        var draft = new EntryDraft
        {
            TradeId = new TradeId(Guid.CreateVersion7(now)),
            Strategy = strategy.Key,
            Category = strategy.Category,
            Symbol = signal.Symbol,
            SettleCoin = strategy.Category == Category.Spot ? instrument.QuoteCoin : instrument.SettleCoin,
            TimeStopMinutes = strategy.TimeStopMinutes,
            EntryValidUntil = (signal.FiredAt ?? record.ReceivedAt).AddSeconds(strategy.MaxLagSeconds),
            Now = now,
        };
        var isDry = IsDry(record, signal, strategy);
        var decision = await ledger.DecideEntryAsync(
            record.Id,
            draft,
            view =>
            {
                // Asked again under the lock: a later alert may have found the position flat while this one was being priced.
                if (SignalSequence.FindSuperseding(record, view.LastApplied) is { } superseded)
                    return new RiskVerdict.Denied(superseded);
                var verdict = EntryRiskEngine.Decide(new EntryRequest
                {
                    Strategy = strategy,
                    Signal = signal,
                    Direction = direction,
                    Instrument = instrument,
                    Ticker = ticker,
                    Fees = fees,
                    Equity = balance.TotalEquity,
                    Available = Available(strategy.Category, instrument, balance),
                    Open = view.Open,
                    Limits = view.Limits,
                    IsHalted = view.IsHalted,
                    EntriesInLastMinute = view.EntriesInLastMinute,
                    LastEntryAt = view.LastEntryAt,
                    ReceivedAt = record.ReceivedAt,
                    Now = now,
                });
                return isDry && verdict is RiskVerdict.Approved approved ? new RiskVerdict.Denied(DryRun(direction, signal.Symbol, approved.Plan)) : verdict;
            },
            token);
        return (decision, await leverageReading);
    }

    // Only spares setting what is set already: without an answer it is set.
    private async Task<decimal?> ReadLeverageAsync(Strategy strategy, Symbol symbol, CancellationToken token)
    {
        if (strategy.Category == Category.Spot)
            return null;
        return await exchange.GetLeverageAsync(strategy.Category, symbol, token) is ExchangeResult<decimal?>.Success { Value: var leverage } ? leverage : null;
    }

    /// <summary>Whether the strategy, the alert or whoever wrote it down asked for nothing to be sent.</summary>
    public static bool IsDry(SignalRecord record, Signal signal, Strategy strategy) => strategy.DryRun || signal.DryRun || record.DryRun;

    // Spot pays with the quote coin itself; derivatives with the margin of the whole account.
    private static decimal Available(Category category, Instrument instrument, AccountBalance balance)
    {
        var coin = balance.Coins.FirstOrDefault(candidate => candidate.Coin == (category == Category.Spot ? instrument.QuoteCoin : instrument.SettleCoin));
        var free = coin is null ? 0m : coin.WalletBalance - coin.Locked;
        return category == Category.Spot ? free : balance.TotalAvailableBalance ?? free;
    }

    private static Denial DryRun(Direction direction, Symbol symbol, TradePlan plan) => new(
        DenialCodes.DryRun,
        $"Dry run: would have opened {EnumWord(direction)} {DecimalText.Write(plan.Quantity)} {symbol}; nothing was sent.",
        new Dictionary<string, string>
        {
            ["quantity"] = DecimalText.Write(plan.Quantity),
            ["referencePrice"] = DecimalText.Write(plan.ReferencePrice),
            ["stopLoss"] = DecimalText.Write(plan.StopLoss),
            ["risk"] = DecimalText.Write(plan.Risk),
            ["notional"] = DecimalText.Write(plan.Notional),
        });

    private static string EnumWord<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
