using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TradingBot.Core.Exchange;
using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Orders;
using TradingBot.Core.Trades;
using TradingBot.Trading.Exchange;
using TradingBot.Trading.Positions;

namespace TradingBot.Trading.Entries;

/// <summary>
/// Adds to an open trade what was approved, one step each time it is asked: sends the order once, written down as sent before, finds out
/// what became of it, and ends the addition with what was filled. It holds nothing else of the trade up: what the exchange does not answer
/// is asked again at the next look.
/// </summary>
public sealed partial class AdditionPlacement(
    IExchange exchange, ITradeLedger ledger, EntryReview review, TimeProvider time, IOptions<TradingOptions> options,
    ILogger<AdditionPlacement> logger)
{
    // A market order that was taken is listed long before.
    private static readonly TimeSpan GoneAfter = TimeSpan.FromSeconds(7);

    // The exchange tells of a fill before it lists it, or never does: then its order's own figure counts.
    private static readonly TimeSpan ListedWithin = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan RetriedAfter = TimeSpan.FromSeconds(1);

    private TimeSpan Patience => TimeSpan.FromSeconds(Math.Max(options.Value.LookUpSeconds, UnansweredOrder.ArrivesWithin.TotalSeconds));

    public async Task AdvanceAsync(TradeId id, CancellationToken token)
    {
        if (await ledger.FindAsync(id, token) is not { IsUnfinished: true, Addition: { } addition } trade)
            return;
        try
        {
            await AdvanceAsync(trade, addition, token);
        }
        catch (ExchangeUnavailableException unavailable)
        {
            LogLater(logger, id, unavailable.Message);
        }
    }

    private async Task AdvanceAsync(TradeRecord trade, Addition addition, CancellationToken token)
    {
        var order = (await ledger.ListOrdersAsync(trade.Id, token)).FirstOrDefault(order => order.LinkId == addition.LinkId);
        switch (order)
        {
            case null:
                await PlaceAsync(trade, addition, token);
                break;
            case { Status: OrderStatus.Sent or OrderStatus.Unknown or OrderStatus.Deferred }:
                await LookUpAsync(trade, addition, order, token);
                break;
            case { } when !order.Status.IsFinal():
                if (time.GetUtcNow() - order.UpdatedAt > GoneAfter)
                    await ledger.ForgetIfGoneAsync(exchange, trade, order, time, token);
                break;
            default:
                await EndAsync(trade, addition, order, token);
                break;
        }
    }

    private async Task PlaceAsync(TradeRecord trade, Addition addition, CancellationToken token)
    {
        var judged = await review.JudgeAdditionAsync(trade, addition, token);
        if (judged.Obstacle is { } obstacle)
        {
            await FailAsync(trade, addition, obstacle, token);
            return;
        }

        // Nothing is added to what is not guarded, or not all there.
        if (trade is not { StopConfirmedAt: not null, StopMissingSince: null, PositionMissingSince: null })
            return;
        var intent = IntentOf(trade, addition);
        var (_, isNew) = await ledger.IntendAdditionAsync(
            trade.Id, addition, intent, TradeEvents.AddSent(intent), time.GetUtcNow(), token);
        if (isNew)
            await SendAsync(trade, intent, token);
    }

    private async Task LookUpAsync(TradeRecord trade, Addition addition, OrderRecord order, CancellationToken token)
    {
        var isDeferred = order.Status == OrderStatus.Deferred;
        var unseenFor = time.GetUtcNow() - order.UpdatedAt;
        if (isDeferred && unseenFor < RetriedAfter)
            return;
        if (await exchange.FindOrderAsync(trade.Category, trade.Symbol, order.LinkId, token).RequireAsync() is { } found)
        {
            var line = TradeEvents.AddAccepted(order.LinkId, found.ExchangeOrderId);
            await ledger.UpdateOrderAsync(trade.Id, found.UpdateOf(order.LinkId), line, time.GetUtcNow(), token);
            return;
        }

        // One empty answer is no proof, and a request without an answer may still arrive.
        if (!isDeferred && unseenFor < Patience)
            return;
        var executions = await exchange.GetExecutionsAsync(
            trade.Category, trade.Symbol, addition.RequestedAt - ExchangeClock.Tolerance, token).RequireAsync();
        if (executions.Any(execution => execution.LinkId == order.LinkId.Value))
            return;
        var judged = await review.JudgeAdditionAsync(trade, addition, token);
        if (judged.IsThere)
            return;
        var now = time.GetUtcNow();
        if (judged.Obstacle is { } obstacle)
        {
            await ledger.UpdateSeenOrderAsync(
                order, new OrderUpdate(order.LinkId, OrderStatus.NotPlaced, Reason: obstacle.Message), line: null, now, token);
        }
        else if (await ledger.UpdateSeenOrderAsync(
            order, new OrderUpdate(order.LinkId, OrderStatus.Sent), TradeEvents.AddSentAgain(order.LinkId), now, token))
        {
            await SendAsync(trade, IntentOf(trade, addition), token);
        }
    }

    private async Task SendAsync(TradeRecord trade, OrderIntent intent, CancellationToken token)
    {
        var outcome = await exchange.PlaceOrderAsync(intent, token);
        var (update, line) = outcome switch
        {
            SubmitOutcome.Rejected { Error: { Class: RetryGuidance.RetryLater } later } => (
                new OrderUpdate(intent.LinkId, OrderStatus.Deferred, Reason: later.Message),
                TradeEvents.AddDeferred(intent.LinkId, later)),
            SubmitOutcome.Accepted accepted =>
                (outcome.UpdateOf(intent.LinkId), TradeEvents.AddAccepted(intent.LinkId, accepted.ExchangeOrderId)),
            SubmitOutcome.Unknown unknown => (outcome.UpdateOf(intent.LinkId), TradeEvents.AddUnknown(unknown.Error)),
            _ => (outcome.UpdateOf(intent.LinkId), (NewTradeEvent?)null),
        };
        await ledger.UpdateOrderAsync(trade.Id, update, line, time.GetUtcNow(), token);
    }

    private async Task EndAsync(TradeRecord trade, Addition addition, OrderRecord order, CancellationToken token)
    {
        if (order.FilledQuantity <= 0)
        {
            var why = order.Status == OrderStatus.NotPlaced
                ? new Denial(DenialCodes.EntryNotPlaced, PlainText.Sentence(order.Reason ?? "The order never reached the exchange"))
                : order.Status == OrderStatus.Cancelled && addition.WorstPrice is { } worst ? EntryTerms.WhyNotFilled(worst, order.Reason)
                : new Denial(
                    DenialCodes.ExchangeRejected,
                    $"The exchange did not fill the order: {PlainText.Sentence(order.Reason ?? "no reason was given")}");
            await FailAsync(trade, addition, why, token);
            return;
        }

        var booked = (await ledger.ListFillsAsync(trade.Id, token))
            .Where(fill => fill.OrderLinkId == order.LinkId.Value).Sum(static fill => fill.Quantity);
        var now = time.GetUtcNow();
        if (booked < order.FilledQuantity && now - order.UpdatedAt < ListedWithin)
            return;
        // Before the end is written: after a crash between the two it is asked for again, which changes nothing.
        await ledger.AskStopAsync(trade.Id, new StopMove(addition.StopLoss, StopMoveCause.Addition), line: null, now, token);
        var filled = order.FilledQuantity;
        await ledger.EndAdditionAsync(
            trade.Id, addition, filled, TradeEvents.Added(addition, filled), TradeNotices.Added(trade, addition, filled), now, token);
    }

    private Task<bool> FailAsync(TradeRecord trade, Addition addition, Denial why, CancellationToken token) =>
        ledger.EndAdditionAsync(
            trade.Id, addition, filled: 0, TradeEvents.AddFailed(addition, why), TradeNotices.AddFailed(trade, addition, why),
            time.GetUtcNow(), token);

    // Without a stop of its own: that of the futures position is for all of it, and an order that carried one would set it again where it
    // has moved meanwhile. Coins get another stop order once they are there.
    private static OrderIntent IntentOf(TradeRecord trade, Addition addition) => new()
    {
        LinkId = addition.LinkId,
        Category = trade.Category,
        Symbol = trade.Symbol,
        Side = trade.Direction.EntrySide(),
        Type = addition.WorstPrice is null ? OrderType.Market : OrderType.Limit,
        Quantity = addition.Quantity,
        LimitPrice = addition.WorstPrice,
        TimeInForce = TimeInForce.ImmediateOrCancel,
    };

    [LoggerMessage(EventId = 3012, Level = LogLevel.Warning, Message = "Adding to trade {Trade} waits for the exchange: {Problem}")]
    private static partial void LogLater(ILogger logger, TradeId trade, string problem);
}
