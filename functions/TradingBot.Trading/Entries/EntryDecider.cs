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

/// <summary>
/// Decides an entry: reads at the exchange first, then opens the admission, asks the rules under its lock, and ends it by approval or
/// denial.
/// </summary>
public sealed class EntryDecider(IExchange exchange, IEntryAdmission admission, ISignalJournal signals, TimeProvider time)
{
    /// <returns>Opens when the entry was approved, now or before; ended when it was denied or dry, which the signal then says.</returns>
    /// <exception cref="ExchangeUnavailableException">Prices, rules or balances could not be read; nothing was decided.</exception>
    public async Task<SignalDecision> DecideAsync(
        SignalRecord record, Signal signal, Strategy strategy, Direction direction, CancellationToken token)
    {
        // The readings do not depend on each other.
        var instruments = exchange.GetInstrumentsAsync(strategy.Category, token).RequireAsync();
        var tickerReading = exchange.GetTickerAsync(strategy.Category, signal.Symbol, token).RequireAsync();
        var feeReading = exchange.GetFeeRateAsync(strategy.Category, signal.Symbol, token).RequireAsync();
        var balanceReading = exchange.GetBalanceAsync(token).RequireAsync();
        var leverageReading = ReadLeverageAsync(strategy, signal.Symbol, token);
        await Task.WhenAll(instruments, tickerReading, feeReading, balanceReading, leverageReading);
        if ((await instruments).FirstOrDefault(candidate => candidate.Symbol == signal.Symbol) is not { } instrument)
        {
            var missing = $"The exchange lists no {EnumNames.Write(strategy.Category)} instrument {signal.Symbol}.";
            var unknown = new Denial(DenialCodes.InstrumentUnknown, missing);
            await signals.AdvanceAsync(record.Id, SignalStatus.Denied, unknown, time.GetUtcNow(), token);
            return new SignalDecision.Ended();
        }

        var (ticker, fees, balance) = (await tickerReading, await feeReading, await balanceReading);
        var now = time.GetUtcNow();
        await using var scope = await admission.OpenAsync(record.Id, DraftOf(record, signal, strategy, instrument, now), token);
        if (scope.Earlier is { } earlier)
            return new SignalDecision.Opens(earlier.Id, Approved: null);
        if (scope.IsEnded)
            return new SignalDecision.Ended();

        var portfolio = scope.Portfolio;
        // Asked again under the lock: a later alert may have found the position flat while this one was being priced.
        if (SignalSequence.FindSuperseding(record, portfolio.LastApplied) is { } superseded)
            return await DenyAsync(scope, SignalStatus.Denied, superseded, token);
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
            Open = portfolio.Open,
            Limits = portfolio.Limits,
            IsHalted = portfolio.IsHalted,
            EntriesInLastMinute = portfolio.EntriesInLastMinute,
            LastEntryAt = portfolio.LastEntryAt,
            ReceivedAt = record.ReceivedAt,
            Now = now,
        });
        switch (verdict)
        {
            // The strategy's own trade came in between: the alert is to be judged against it, not refused because of it.
            case RiskVerdict.Denied { Denial.Code: DenialCodes.SymbolBusy }
                when portfolio.Open.Any(open => open.Strategy == strategy.Key && open.Symbol == signal.Symbol):
                return new SignalDecision.Waits();
            case RiskVerdict.Denied denied:
                return await DenyAsync(scope, SignalStatus.Denied, denied.Denial, token);
            case RiskVerdict.Approved approved when IsDry(record, signal, strategy):
                return await DenyAsync(scope, SignalStatus.Completed, DryRun(direction, signal.Symbol, approved.Plan), token);
            case RiskVerdict.Approved approved:
                var trade = await scope.ApproveAsync(approved.Plan, token);
                return new SignalDecision.Opens(trade.Id, new ApprovedEntry(trade, await leverageReading));
            default:
                throw new InvalidOperationException($"Unknown verdict {verdict}.");
        }
    }

    private async Task<SignalDecision> DenyAsync(IEntryAdmissionScope scope, SignalStatus status, Denial reason, CancellationToken token)
    {
        await scope.DenyAsync(status, reason, time.GetUtcNow(), token);
        return new SignalDecision.Ended();
    }

    private static EntryDraft DraftOf(SignalRecord record, Signal signal, Strategy strategy, Instrument market, DateTimeOffset now) => new()
    {
        TradeId = new TradeId(Guid.CreateVersion7(now)),
        Strategy = strategy.Key,
        Category = strategy.Category,
        Symbol = signal.Symbol,
        SettleCoin = strategy.Category == Category.Spot ? market.QuoteCoin : market.SettleCoin,
        QuoteCoin = market.QuoteCoin,
        TimeStopMinutes = strategy.TimeStopMinutes,
        EntryValidUntil = SignalSequence.MomentOf(signal.FiredAt, record.ReceivedAt).AddSeconds(strategy.MaxLagSeconds),
        Now = now,
    };

    // Only spares setting what is set already: without an answer it is set.
    private async Task<decimal?> ReadLeverageAsync(Strategy strategy, Symbol symbol, CancellationToken token)
    {
        if (strategy.Category == Category.Spot)
            return null;
        var reading = await exchange.GetLeverageAsync(strategy.Category, symbol, token);
        return reading is ExchangeResult<decimal?>.Success { Value: var leverage } ? leverage : null;
    }

    /// <summary>Whether the strategy, the alert or whoever wrote it down asked for nothing to be sent.</summary>
    private static bool IsDry(SignalRecord record, Signal signal, Strategy strategy) => strategy.DryRun || signal.DryRun || record.DryRun;

    // Spot pays with the quote coin itself; derivatives with the margin of the whole account.
    private static decimal Available(Category category, Instrument instrument, AccountBalance balance)
    {
        var name = category == Category.Spot ? instrument.QuoteCoin : instrument.SettleCoin;
        var coin = balance.Coins.FirstOrDefault(candidate => candidate.Coin == name);
        var free = coin is null ? 0m : coin.WalletBalance - coin.Locked;
        return category == Category.Spot ? free : balance.TotalAvailableBalance ?? free;
    }

    private static Denial DryRun(Direction direction, Symbol symbol, TradePlan plan) => new(
        DenialCodes.DryRun,
        $"Dry run: would have opened {EnumNames.Write(direction)} {DecimalText.Write(plan.Quantity)} {symbol}; nothing was sent.",
        new Dictionary<string, string>
        {
            ["quantity"] = DecimalText.Write(plan.Quantity),
            ["referencePrice"] = DecimalText.Write(plan.ReferencePrice),
            ["stopLoss"] = DecimalText.Write(plan.StopLoss),
            ["risk"] = DecimalText.Write(plan.Risk),
            ["notional"] = DecimalText.Write(plan.Notional),
        });
}
