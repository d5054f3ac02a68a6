using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TradingBot.Core.Exchange;
using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Notifications;
using TradingBot.Core.Orders;
using TradingBot.Core.Trades;
using TradingBot.Trading.Exchange;

namespace TradingBot.Trading.Entries;

/// <summary>
/// Sends the entry order once. It is written down as sent before it is sent, so whoever repeats the step after a crash looks it up by its
/// order link id instead of sending again; only an order proven absent is sent a second time, under the same id.
/// </summary>
public sealed partial class EntryPlacement(
    IExchange exchange, ITradeLedger ledger, EntryReview review, TimeProvider time,
    IOptions<TradingOptions> options, ILogger<EntryPlacement> logger)
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);

    /// <summary>
    /// The decision's attempt: sends the entry of a trade that was approved this moment, so that it does not wait for its run to begin.
    /// An exchange that gives no answer is no error here, because the run's own first step (<see cref="PlaceAsync"/>) does the same again.
    /// </summary>
    public async Task TryPlaceAsync(ApprovedEntry entry, CancellationToken token)
    {
        try
        {
            await SendOnceAsync(entry, token);
        }
        catch (ExchangeUnavailableException unavailable)
        {
            LogLater(logger, entry.Trade.Id, unavailable.Message);
        }
    }

    /// <summary>
    /// The first step of the trade's run, which answers for the entry: finds it as the decision left it, or sends it when the decision's
    /// process died before it wrote it down.
    /// </summary>
    /// <exception cref="ExchangeUnavailableException">
    /// The leverage could not be set, or a late entry could not be judged anew; the order was not sent.
    /// </exception>
    public async Task<EntryOutcome> PlaceAsync(TradeId id, CancellationToken token)
    {
        var trade = await ledger.GetAsync(id, token);
        if (!trade.IsUnfinished)
            return EntryOutcome.Abandoned;
        if (await FindEntryAsync(id, token) is { } known)
            return await OutcomeOfAsync(trade, known, token);
        return await SendOnceAsync(new ApprovedEntry(trade, ExchangeLeverage: null), token);
    }

    /// <summary>
    /// The one road of an entry to the exchange, for the decision and for the run alike, also when both are on it at once. Writing the
    /// order down decides between them: one gets a new row and sends, the other gets the row as it stands and answers from it. So the
    /// decision may send early without the run having to know whether it did, and neither sends what the other has sent. Giving up asks
    /// the same row (<see cref="DropAsync"/>).
    /// </summary>
    private async Task<EntryOutcome> SendOnceAsync(ApprovedEntry entry, CancellationToken token)
    {
        var trade = entry.Trade;
        var judged = await review.JudgeAsync(trade, trade.CreatedAt, token);
        var obstacle = judged.Obstacle;
        // Asked again after the leverage: that was a trip to the exchange, and a halt or an exit may have come meanwhile.
        if (obstacle is null && trade.Leverage is not null && trade.Leverage != entry.ExchangeLeverage)
        {
            obstacle = await SetLeverageAsync(trade, token)
                ?? (await review.JudgeAsync(await ledger.GetAsync(trade.Id, token), judged.At, token)).Obstacle;
        }

        if (obstacle is not null)
            return await DropAsync(trade, obstacle, token);

        var intent = IntentOf(trade);
        var now = time.GetUtcNow();
        var (order, isNew) = await ledger.IntendOrderAsync(trade.Id, OrderRole.Entry, intent, TradeEvents.EntrySent(intent), now, token);
        return isNew ? await SendAsync(trade, intent, token) : await OutcomeOfAsync(trade, order, token);
    }

    /// <exception cref="ExchangeUnavailableException">The exchange gave no answer; the outcome stays unknown.</exception>
    public async Task<EntryOutcome> LookUpAsync(TradeId id, CancellationToken token)
    {
        var trade = await ledger.GetAsync(id, token);
        var order = await FindEntryAsync(id, token) ?? throw new InvalidOperationException($"Trade {id} has no entry order to look up.");
        if (order.Status is not (OrderStatus.Sent or OrderStatus.Unknown or OrderStatus.Deferred))
            return await OutcomeOfAsync(trade, order, token);
        var isDeferred = order.Status == OrderStatus.Deferred;
        if (isDeferred && time.GetUtcNow() - order.UpdatedAt < PauseOf(order))
            return EntryOutcome.Unknown;
        if (await exchange.FindOrderAsync(trade.Category, trade.Symbol, order.LinkId, token).RequireAsync() is { } found)
            return await AdoptAsync(trade, found, order.LinkId, token);

        // One empty answer is no proof: new orders show up late. Executions are the third and last witness.
        var now = time.GetUtcNow();
        var unseenFor = now - order.UpdatedAt;
        var patience = TimeSpan.FromSeconds(options.Value.LookUpSeconds);
        if (!isDeferred && unseenFor < patience)
            return EntryOutcome.Unknown;
        var executions = await exchange.GetExecutionsAsync(trade.Category, trade.Symbol, trade.CreatedAt - ExchangeClock.Tolerance, token)
            .RequireAsync();
        if (executions.Any(execution => execution.LinkId == order.LinkId.Value))
            return EntryOutcome.Unknown;
        var judged = await review.JudgeAsync(trade, trade.CreatedAt, token);
        // The list of live orders and the position are witnesses too, and the position may show before the execution does.
        if (judged.IsThere || (judged.MayBeFilled && !isDeferred && unseenFor < 2 * patience))
            return EntryOutcome.Unknown;
        now = time.GetUtcNow();
        if (judged.Obstacle is { } obstacle)
        {
            var notPlaced = new OrderUpdate(order.LinkId, OrderStatus.NotPlaced, Reason: obstacle.Message);
            return await ledger.UpdateSeenOrderAsync(order, notPlaced, line: null, now, token)
                ? await EndAsync(trade, isDeferred ? After(order, obstacle) : obstacle, token)
                : EntryOutcome.Unknown;
        }

        var line = isDeferred ? TradeEvents.EntryRetried(order.LinkId) : TradeEvents.EntrySentAgain(order.LinkId);
        return await ledger.UpdateSeenOrderAsync(order, new OrderUpdate(order.LinkId, OrderStatus.Sent), line, now, token)
            ? await SendAsync(trade, IntentOf(trade), token)
            : EntryOutcome.Unknown;
    }

    private async Task<EntryOutcome> SendAsync(TradeRecord trade, OrderIntent intent, CancellationToken token)
    {
        var outcome = await exchange.PlaceOrderAsync(intent, token);
        var now = time.GetUtcNow();
        var line = outcome switch
        {
            SubmitOutcome.Accepted accepted => TradeEvents.EntryAccepted(accepted.ExchangeOrderId),
            SubmitOutcome.Unknown unknown => TradeEvents.EntryUnknown(unknown.Error),
            SubmitOutcome.Rejected { Error: { Class: RetryGuidance.RetryLater } error } => TradeEvents.EntryDeferred(error),
            _ => null,
        };
        var update = outcome is SubmitOutcome.Rejected { Error: { Class: RetryGuidance.RetryLater } later }
            ? new OrderUpdate(intent.LinkId, OrderStatus.Deferred, Reason: later.Message)
            : outcome.UpdateOf(intent.LinkId);
        await ledger.UpdateOrderAsync(trade.Id, update, line, now, token);
        switch (outcome)
        {
            case SubmitOutcome.Accepted:
                await ledger.AdvanceAsync(trade.Id, TradeCause.EntryAccepted, line: null, now, token);
                return EntryOutcome.Placed;
            case SubmitOutcome.Rejected { Error: var error } when error.Class != RetryGuidance.RetryLater:
                return await EndAsync(trade, Refused(error), token);
            default:
                return EntryOutcome.Unknown;
        }
    }

    private async Task<EntryOutcome> AdoptAsync(TradeRecord trade, ExchangeOrder found, OrderLinkId linkId, CancellationToken token)
    {
        var now = time.GetUtcNow();
        var line = TradeEvents.EntryFound(found.ExchangeOrderId);
        await ledger.UpdateOrderAsync(trade.Id, found.UpdateOf(linkId), line, now, token);
        await ledger.AdvanceAsync(trade.Id, TradeCause.EntryAccepted, line: null, now, token);
        return EntryOutcome.Placed;
    }

    /// <exception cref="ExchangeUnavailableException">
    /// The outcome is unknown, or the exchange is too busy; setting the same leverage again is harmless.
    /// </exception>
    private async Task<Denial?> SetLeverageAsync(TradeRecord trade, CancellationToken token)
    {
        if (trade.Leverage is not { } leverage || trade.Category == Category.Spot)
            return null;
        switch (await exchange.SetLeverageAsync(trade.Category, trade.Symbol, leverage, token))
        {
            case SubmitOutcome.Accepted:
                return null;
            case SubmitOutcome.Rejected { Error: { Class: RetryGuidance.RetryLater } later }:
                await ledger.AddLineAsync(trade.Id, TradeEvents.EntryDeferred(later), time.GetUtcNow(), token);
                throw new ExchangeUnavailableException(later);
            case SubmitOutcome.Rejected rejected:
                return Refused(rejected.Error);
            case SubmitOutcome.Unknown unknown:
                throw new ExchangeUnavailableException(unknown.Error);
            case var other:
                throw new InvalidOperationException($"Unknown submit outcome {other}.");
        }
    }

    // The decision and the run may both be at it: what one of them has written down, the other must not call abandoned.
    private async Task<EntryOutcome> DropAsync(TradeRecord trade, Denial reason, CancellationToken token)
    {
        var (line, notice) = Told(trade, reason);
        return !await ledger.AbandonAsync(trade.Id, reason, line, notice, time.GetUtcNow(), token)
            && await FindEntryAsync(trade.Id, token) is { } sent
            ? await OutcomeOfAsync(trade, sent, token)
            : EntryOutcome.Abandoned;
    }

    private async Task<EntryOutcome> EndAsync(TradeRecord trade, Denial reason, CancellationToken token)
    {
        var (line, notice) = Told(trade, reason);
        await ledger.FinishAsync(trade.Id, TradeCause.EntryFailed, closeReason: null, reason, line, notice, time.GetUtcNow(), token);
        return EntryOutcome.Abandoned;
    }

    private static (NewTradeEvent Line, Notification Notice) Told(TradeRecord trade, Denial reason) => (
        TradeEvents.Failed(reason),
        TradeNotices.Failed(trade, reason));

    private async Task<OrderRecord?> FindEntryAsync(TradeId id, CancellationToken token) =>
        (await ledger.ListOrdersAsync(id, token)).FirstOrDefault(order => order.LinkId == OrderLinkId.For(id, OrderRole.Entry));

    // A trade that outlived its given-up entry was left by a crash between the two steps: ending it is still to be done.
    private async Task<EntryOutcome> OutcomeOfAsync(TradeRecord trade, OrderRecord order, CancellationToken token) => order.Status switch
    {
        OrderStatus.Sent or OrderStatus.Unknown or OrderStatus.Deferred => EntryOutcome.Unknown,
        OrderStatus.NotPlaced => await EndAsync(trade, await ReasonOfAsync(trade, order, token), token),
        _ => EntryOutcome.Placed,
    };

    // The order keeps the words of why it was given up; what spoke against it mostly still does, and then has its own code again.
    private async Task<Denial> ReasonOfAsync(TradeRecord trade, OrderRecord order, CancellationToken token) =>
        await review.FindObstacleAsync(trade, token) is { } obstacle && obstacle.Message == order.Reason
            ? obstacle
            : new Denial(DenialCodes.EntryNotPlaced, order.Reason ?? "The entry never reached the exchange.");

    // Short at first and growing with the entry's age, so that hours of refusals make a bounded story.
    private TimeSpan PauseOf(OrderRecord order)
    {
        var pause = (time.GetUtcNow() - order.CreatedAt) / 4;
        return pause < ShortestPause ? ShortestPause : pause > LongestPause ? LongestPause : pause;
    }

    private static Denial After(OrderRecord order, Denial obstacle) =>
        obstacle with { Message = $"{obstacle.Message} Until then the exchange had refused it for now: {order.Reason}" };

    private static Denial Refused(ExchangeError error) => new(
        DenialCodes.ExchangeRejected, $"The exchange refused the order: {error.Message}", new Dictionary<string, string> { ["code"] = error.Code.ToString() });

    // Spot market orders take no attached stop or target; SpotPositions places them after the fill. Targets for parts are orders of their
    // own, for what is filled.
    private static OrderIntent IntentOf(TradeRecord trade) => new()
    {
        LinkId = OrderLinkId.For(trade.Id, OrderRole.Entry),
        Category = trade.Category,
        Symbol = trade.Symbol,
        Side = trade.Direction.EntrySide(),
        Type = trade.Terms.WorstPrice is null ? trade.OrderType : OrderType.Limit,
        Quantity = trade.Quantity,
        LimitPrice = trade.OrderType == OrderType.Market ? trade.Terms.WorstPrice : trade.LimitPrice,
        TimeInForce = trade.OrderType == OrderType.Market ? TimeInForce.ImmediateOrCancel : TimeInForce.GoodTillCancelled,
        StopLoss = trade.Category is Category.Spot or Category.Option ? null : trade.StopLoss,
        TakeProfit = trade.Category == Category.Spot ? null : trade.WholeTarget,
    };

    [LoggerMessage(EventId = 3011, Level = LogLevel.Warning, Message = "Entry of trade {Trade} waits for its run: {Problem}")]
    private static partial void LogLater(ILogger logger, TradeId trade, string problem);
}
