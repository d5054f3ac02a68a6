using TradingBot.Core.Exchange;
using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
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
public sealed class EntryDecider(
    EntryFactsReader reader, OptionSelection options, IEntryAdmission admission, ISignalJournal signals, ITradeLedger ledger,
    TimeProvider time)
{
    private const int NewestTrades = 20;

    /// <summary>The refusal of the entry of a reversal whose exit was carried out says so.</summary>
    internal static Denial After(IReadOnlyList<TradeId> closed, Denial refusal) =>
        closed.Count == 0 ? refusal : refusal with { Message = $"What was open was closed. {refusal.Message}" };

    /// <summary>Decides what a signal opens.</summary>
    /// <param name="closed">The trades that the signal closed first, for a reversal.</param>
    /// <returns>Opens when the entry was approved, now or before; ended when it was denied or dry, which the signal then says.</returns>
    /// <exception cref="ExchangeUnavailableException">
    /// What the entry needs could not be read, or still shows a trade of ours that has just ended; nothing was decided.
    /// </exception>
    public Task<SignalDecision> DecideAsync(
        SignalRecord record, Signal signal, Strategy strategy, Direction direction, IReadOnlyList<TradeId> closed,
        CancellationToken token) =>
        DecideAsync(record, signal, strategy, direction, closed, addsTo: null, token);

    /// <summary>Decides what a signal adds to an open trade of its strategy.</summary>
    /// <param name="trade">As just read, and in the books and at the exchange alike.</param>
    /// <returns>Adds when it was approved; waits when the trade has changed meanwhile; ended when it was denied or dry.</returns>
    /// <exception cref="ExchangeUnavailableException">What it needs could not be read; nothing was decided.</exception>
    public Task<SignalDecision> AddAsync(
        SignalRecord record, Signal signal, Strategy strategy, TradeRecord trade, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(trade);
        return DecideAsync(record, signal, strategy, trade.Direction, closed: [], trade, token);
    }

    private async Task<SignalDecision> DecideAsync(
        SignalRecord record, Signal signal, Strategy strategy, Direction direction, IReadOnlyList<TradeId> closed, TradeRecord? addsTo,
        CancellationToken token)
    {
        var (symbol, notFound) = addsTo is { } held
            ? (held.Symbol, null)
            : await options.FindAsync(strategy, signal.Symbol, direction, token);
        if (symbol is not { } traded)
            return await RefuseAsync(record, After(closed, notFound!), token);
        var reading = await reader.ReadAsync(strategy.Category, traded, NeededBars.Of(strategy, signal), token);
        if (reading is EntryFactsReading.Refused { Denial: var no })
            return await RefuseAsync(record, After(closed, no), token);

        var facts = ((EntryFactsReading.Known)reading).Facts;
        var now = time.GetUtcNow();
        var draft = DraftOf(record, signal, strategy, facts.Instrument, now);
        await using var scope = await admission.OpenAsync(record, draft, token);
        if (scope.Earlier is { } earlier)
            return new SignalDecision.Opens(earlier.Id, Approved: null);
        if (scope.IsEnded)
            return new SignalDecision.Ended();

        var portfolio = scope.Portfolio;
        // Asked again under the lock: a later alert may have found the position flat while this one was being priced.
        if (SignalSequence.FindSuperseding(record, portfolio.Neighbors) is { } superseded)
            return await DenyAsync(scope, SignalStatus.Denied, After(closed, superseded), token);
        var request = new EntryRequest
        {
            Strategy = strategy,
            Signal = signal,
            // For an alert of the underlying an option is bought either way.
            Direction = strategy.Option is null ? direction : Direction.Long,
            Stance = direction,
            AddsTo = addsTo,
            Instrument = facts.Instrument,
            Ticker = facts.Ticker,
            Fees = facts.Fees,
            AverageTrueRanges = facts.AverageTrueRanges,
            Equity = facts.Balance.TotalEquity,
            Available = facts.Available,
            Held = facts.Held,
            Resting = addsTo is null ? facts.Resting : [.. facts.Resting.Where(order => !IsOf(addsTo, order))],
            MarginMode = facts.MarginMode,
            Tiers = facts.Tiers,
            Open = portfolio.Open,
            Limits = portfolio.Limits,
            IsHalted = portfolio.IsHalted,
            EntriesInLastMinute = portfolio.EntriesInLastMinute,
            LastEntryAt = portfolio.LastEntryAt,
            ReceivedAt = record.ReceivedAt,
            Now = now,
        };
        var verdict = EntryRiskEngine.Decide(request);
        switch (verdict)
        {
            // The strategy's own trade came in between: the alert is to be judged against it, not refused because of it.
            case RiskVerdict.Denied { Denial.Code: DenialCodes.SymbolBusy }
                when portfolio.Open.Any(open => open.Strategy == strategy.Key && open.SignalSymbol == signal.Symbol):
                return new SignalDecision.Waits();
            case RiskVerdict.Denied { Denial: var foreign } when addsTo is null && IsForeign(foreign)
                && await HasJustEndedAsync(facts.Instrument, now, token):
                throw new ExchangeUnavailableException(new ExchangeError(
                    0, $"{foreign.Message} A trade of the bot has just ended there; looking again.", RetryGuidance.RetryLater));
            case RiskVerdict.Denied denied:
                return await DenyAsync(scope, SignalStatus.Denied, After(closed, denied.Denial), token);
            case RiskVerdict.Approved approved when IsDry(record, signal, strategy):
                var dry = DryRun(addsTo is null ? "opened" : "added", traded, approved.Plan);
                return await DenyAsync(scope, SignalStatus.Completed, dry, token);
            case RiskVerdict.Approved { Plan: var plan } when addsTo is not null:
                var line = TradeEvents.AddApproved(record.Id, plan, addsTo.WantedStopLoss, draft.QuoteCoin);
                return await scope.AddAsync(addsTo, AdditionPlan.Of(plan, request, record.Id, draft.EntryValidUntil), line, token)
                    ? new SignalDecision.Adds(addsTo.Id)
                    : new SignalDecision.Waits();
            case RiskVerdict.Approved approved:
                var trade = await scope.ApproveAsync(approved.Plan, token);
                return new SignalDecision.Opens(trade.Id, new ApprovedEntry(trade, facts.Held?.Leverage));
            default:
                throw new InvalidOperationException($"Unknown verdict {verdict}.");
        }
    }

    // Decided meanwhile by another process: asked again, it answers what that one found.
    private async Task<SignalDecision> RefuseAsync(SignalRecord record, Denial why, CancellationToken token) =>
        await signals.AdvanceAsync(record.Id, SignalStatus.Denied, why, time.GetUtcNow(), token)
            ? new SignalDecision.Ended()
            : new SignalDecision.Waits();

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
        Symbol = market.Symbol,
        SignalSymbol = signal.Symbol,
        SettleCoin = strategy.Category == Category.Spot ? market.QuoteCoin : market.SettleCoin,
        QuoteCoin = market.QuoteCoin,
        TimeStopMinutes = strategy.TimeStopMinutes,
        CloseBy = OptionContract.Find(market.Symbol) is { } contract ? strategy.CloseBy(contract) : null,
        KeepMovedStops = strategy.KeepMovedStops,
        EntryRestsFor = TimeSpan.FromMinutes(strategy.EntryValidMinutes),
        EntryValidUntil = SignalSequence.MomentOf(signal.FiredAt, record.ReceivedAt).AddSeconds(signal.MaxLagOf(strategy)),
        Now = now,
    };

    // The orders of the trade itself, and those that the exchange keeps for its position.
    private static bool IsOf(TradeRecord trade, ExchangeOrder order) =>
        OrderLinkId.IsOf(trade.Id, order.LinkId) || (order.LinkId is null or "" && order.StopOrderType is not (null or "" or "Stop"));

    private static bool IsForeign(Denial denial) => denial.Code is DenialCodes.ForeignPosition or DenialCodes.ForeignOrder;

    // The position or the stop of a trade that ended a moment ago may still be on the list, and was there when the list was read.
    private async Task<bool> HasJustEndedAsync(Instrument instrument, DateTimeOffset now, CancellationToken token)
    {
        var filter = new TradeFilter(Unfinished: false, Symbol: instrument.Symbol.Value);
        var newest = await ledger.ListAsync(filter, new PageRequest(NewestTrades), token);
        return newest.Items.Any(trade => trade.Category == instrument.Category && now - trade.ClosedAt < EntryTakeBack.ShownAfterTheEnd);
    }

    /// <summary>Whether the strategy, the alert or whoever wrote it down asked for nothing to be sent.</summary>
    private static bool IsDry(SignalRecord record, Signal signal, Strategy strategy) => strategy.DryRun || signal.DryRun || record.DryRun;

    private static Denial DryRun(string what, Symbol symbol, TradePlan plan) => new(
        DenialCodes.DryRun,
        $"Dry run: would have {what} {EnumNames.Write(plan.Direction)} {DecimalText.Write(plan.Quantity)} {symbol}; nothing was sent.{plan.Remarks}",
        new Dictionary<string, string>
        {
            ["quantity"] = DecimalText.Write(plan.Quantity),
            ["referencePrice"] = DecimalText.Write(plan.ReferencePrice),
            ["stopLoss"] = DecimalText.Write(plan.StopLoss),
            ["risk"] = DecimalText.Write(plan.Risk),
            ["notional"] = DecimalText.Write(plan.Notional),
        });
}
