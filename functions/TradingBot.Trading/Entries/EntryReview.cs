using TradingBot.Core.Exchange;
using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Orders;
using TradingBot.Core.Risk;
using TradingBot.Core.Signals;
using TradingBot.Core.Strategies;
using TradingBot.Core.Trades;
using TradingBot.Trading.Exchange;

namespace TradingBot.Trading.Entries;

/// <summary>
/// Whether an approved entry may still be sent. What costs nothing is asked before every send; prices, strategy and what stands at the
/// exchange are read again once the last judgement is older than <see cref="FreshFor"/>, so that no order rests on older figures and the
/// send right after its decision waits for none.
/// </summary>
public sealed class EntryReview(
    EntryFactsReader reader, ISignalJournal signals, IStrategyStore strategies, IHaltSwitch halt, TimeProvider time)
{
    /// <summary>How old the figures may be that a send rests on.</summary>
    public static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(3);

    /// <summary>
    /// What speaks against an entry that is not at the exchange yet, whatever the market does: nobody wants it any more, or it is too late.
    /// </summary>
    public async Task<Denial?> FindObstacleAsync(TradeRecord trade, CancellationToken token)
    {
        if (trade.CloseRequestedAt is not null)
            return new Denial(DenialCodes.ClosedBeforeEntry, "The trade was asked to close before its entry was sent.");
        if (trade.TakenBack is { } reason)
            return EntryTakeBack.Ending(trade, reason);
        if ((await halt.ReadAsync(token)).IsHalted)
            return new Denial(DenialCodes.TradingHalted, "Trading was halted before the entry was sent.");
        var now = time.GetUtcNow();
        if (trade.EntryRestsUntil <= now)
            return new Denial(DenialCodes.EntryExpired, "The time of the limit entry was over before it could be sent.");
        return now > trade.EntryValidUntil
            ? new Denial(DenialCodes.Stale, "The alert grew too old before its entry could be sent.")
            : null;
    }

    /// <summary>
    /// As <see cref="JudgeAsync(TradeRecord, DateTimeOffset, CancellationToken)"/>, of what is to be added to an open trade.
    /// </summary>
    public async Task<EntryJudgement> JudgeAdditionAsync(TradeRecord trade, Addition addition, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(trade);
        ArgumentNullException.ThrowIfNull(addition);
        var now = time.GetUtcNow();
        if (await FindObstacleAsync(trade, addition, now, token) is { } obstacle)
            return new EntryJudgement(obstacle, now);
        // By the same rules as an entry of its own, with the stop that comes with it and the targets that are left.
        var alone = trade with
        {
            OrderType = OrderType.Market,
            LimitPrice = null,
            Quantity = addition.Quantity,
            ReferencePrice = addition.ReferencePrice,
            PlannedStopLoss = addition.StopLoss,
            Risk = addition.Risk,
            SignalId = addition.SignalId,
            Targets = [.. trade.Targets.Where(static target => !target.IsReached)],
        };
        return await JudgeAsync(alone, addition.LinkId, isAddition: true, addition.RequestedAt, now, token);
    }

    private async Task<Denial?> FindObstacleAsync(TradeRecord trade, Addition addition, DateTimeOffset now, CancellationToken token)
    {
        if (trade.CloseRequestedAt is not null || trade.OpenQuantity <= 0)
            return new Denial(DenialCodes.ClosedBeforeEntry, "The position was closed, or asked to close, before it could be added to.");
        if ((await halt.ReadAsync(token)).IsHalted)
            return new Denial(DenialCodes.TradingHalted, "Trading was halted before it could be added to.");
        return now > addition.ValidUntil
            ? new Denial(DenialCodes.Stale, "The alert grew too old before its order could be sent.")
            : null;
    }

    /// <param name="trade">As just read.</param>
    /// <param name="judgedAt">When it was last judged by the exchange's figures: at its approval, or by an earlier review.</param>
    /// <exception cref="ExchangeUnavailableException">The exchange gave no figures; nothing was judged.</exception>
    public async Task<EntryJudgement> JudgeAsync(TradeRecord trade, DateTimeOffset judgedAt, CancellationToken token)
    {
        if (await FindObstacleAsync(trade, token) is { } obstacle)
            return new EntryJudgement(obstacle, judgedAt);
        return await JudgeAsync(
            trade, OrderLinkId.For(trade.Id, OrderRole.Entry), isAddition: false, judgedAt, time.GetUtcNow(), token);
    }

    private async Task<EntryJudgement> JudgeAsync(
        TradeRecord trade, OrderLinkId link, bool isAddition, DateTimeOffset judgedAt, DateTimeOffset now, CancellationToken token)
    {
        if (now - judgedAt < FreshFor)
            return new EntryJudgement(Obstacle: null, judgedAt);
        if (await strategies.FindAsync(StrategyKey.Parse(trade.Strategy), token) is not { Strategy: var strategy })
            return new EntryJudgement(new Denial(DenialCodes.StrategyUnknown, $"There is no strategy '{trade.Strategy}' any more."), now);
        return await reader.ReadAsync(trade.Category, trade.Symbol, ranges: [], token) switch
        {
            EntryFactsReading.Refused refused => JudgementOf(trade, link, isAddition, refused.Denial, refused.Held, refused.Resting, now),
            EntryFactsReading.Known { Facts: var facts } => await JudgeAsync(trade, link, isAddition, strategy, facts, now, token),
            var other => throw new InvalidOperationException($"Unknown reading {other}."),
        };
    }

    private async Task<EntryJudgement> JudgeAsync(
        TradeRecord trade, OrderLinkId link, bool isAddition, Strategy strategy, EntryFacts facts, DateTimeOffset now,
        CancellationToken token)
    {
        var record = await signals.FindAsync(trade.SignalId, token);
        var refusal = LateEntry.WhyRefused(new LateEntryRequest
        {
            Trade = trade,
            Signal = record?.Signal ?? new Signal { Symbol = trade.Symbol },
            Strategy = strategy,
            Instrument = facts.Instrument,
            Ticker = facts.Ticker,
            Fees = facts.Fees,
            // What stands was found to be the trade's alone when the addition was approved.
            Held = isAddition ? null : facts.Held,
            Resting = isAddition ? [] : [.. facts.Resting.Where(order => order.LinkId != link.Value)],
        });
        return JudgementOf(trade, link, isAddition, refusal, facts.Held, facts.Resting, now);
    }

    // Whatever speaks against sending it says nothing of whether it was sent before.
    private static EntryJudgement JudgementOf(
        TradeRecord trade, OrderLinkId link, bool isAddition, Denial? obstacle, SymbolPositions? held, IReadOnlyList<ExchangeOrder> resting,
        DateTimeOffset now) =>
        new(obstacle, now)
        {
            IsThere = resting.Any(order => order.LinkId == link.Value),
            MayBeFilled = !isAddition && MayBeOurs(trade, held),
        };

    // The position of an entry that was filled unseen looks like this; so may one of a person, which later looks tell apart.
    private static bool MayBeOurs(TradeRecord trade, SymbolPositions? held) =>
        held?.Open is [var position] && position.Direction == trade.Direction && position.Quantity <= trade.Quantity;
}

/// <summary>What was found out about an entry that is to be sent.</summary>
/// <param name="Obstacle">What speaks against it; null when it may be sent.</param>
/// <param name="At">When the exchange's figures were last asked for it.</param>
public sealed record EntryJudgement(Denial? Obstacle, DateTimeOffset At)
{
    /// <summary>The exchange lists the order among the live ones.</summary>
    public bool IsThere { get; init; }

    /// <summary>The exchange shows a position that may be this entry's, if it was sent before.</summary>
    public bool MayBeFilled { get; init; }
}
