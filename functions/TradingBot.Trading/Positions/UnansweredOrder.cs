using TradingBot.Core.Exchange;
using TradingBot.Core.Orders;
using TradingBot.Core.Trades;
using TradingBot.Trading.Exchange;

namespace TradingBot.Trading.Positions;

/// <summary>
/// Settles an exit, stop or target order whose sending had no clear answer and that the exchange does not show: sends it again under the
/// same id. The exchange takes an id once (V5, order/create, orderLinkId), so either the first one had not arrived and this one stands for
/// it, or it is refused as a duplicate, which proves that the first one is there. A position waits for no proof of absence meanwhile.
/// </summary>
public sealed class UnansweredOrder(IExchange exchange, ITradeLedger ledger, TimeProvider time)
{
    /// <summary>How long an order without an answer may stay unseen before it is sent again.</summary>
    public static readonly TimeSpan SentAgainAfter = TimeSpan.FromSeconds(1);

    /// <summary>
    /// After how long an order can no longer arrive: the exchange takes none later than the receive window after it was sent, which is five
    /// seconds unless a setting widens it.
    /// </summary>
    public static readonly TimeSpan ArrivesWithin = TimeSpan.FromSeconds(6);

    /// <summary>Whether nothing but a look-up tells if the order is there.</summary>
    public static bool IsUnseen(OrderRecord order)
    {
        ArgumentNullException.ThrowIfNull(order);
        return order.Status is OrderStatus.Sent or OrderStatus.Unknown;
    }

    /// <summary>Sends it again once it was unseen for long enough.</summary>
    /// <param name="trade">Whose order it is.</param>
    /// <param name="order">The order, which a look-up has just not found.</param>
    /// <param name="intent">The same order as it was sent.</param>
    public async Task SendAgainAsync(TradeRecord trade, OrderRecord order, OrderIntent intent, CancellationToken token)
    {
        if (time.GetUtcNow() - order.UpdatedAt < SentAgainAfter)
            return;
        await ledger.AddLineAsync(trade.Id, TradeEvents.OrderSentAgain(order), time.GetUtcNow(), token);
        var outcome = await exchange.PlaceOrderAsync(intent, token);
        var now = time.GetUtcNow();
        // A refusal speaks of this sending alone: one before, whose answer was lost, may still be on its way.
        if (outcome is SubmitOutcome.Rejected && now - order.UpdatedAt <= ArrivesWithin)
            return;
        await ledger.UpdateOrderAsync(trade.Id, outcome.UpdateOf(intent.LinkId), RefusalOf(trade, order, outcome), now, token);
    }

    private static NewTradeEvent? RefusalOf(TradeRecord trade, OrderRecord order, SubmitOutcome outcome) => outcome switch
    {
        SubmitOutcome.Rejected rejected when order.LinkId.TargetOf(trade.Id) is { } target =>
            TradeEvents.TargetRefused(trade, target, rejected.Error),
        SubmitOutcome.Rejected rejected when order.Role == OrderRole.Exit => TradeEvents.ExitRejected(rejected.Error),
        SubmitOutcome.Rejected => TradeEvents.StopAnswered(outcome),
        _ => null,
    };
}
