using TradingBot.Core.Exchange;
using TradingBot.Core.Operations;
using TradingBot.Core.Orders;
using TradingBot.Core.Trades;

namespace TradingBot.Trading.Positions;

/// <summary>
/// Drives a trade to flat: one exit order at a time, each with its own id, the next one only when the one before has certainly ended.
/// </summary>
public sealed class ExitExecutor(IExchange exchange, ITradeLedger ledger, INoticeBoard board, TimeProvider time)
{
    /// <summary>How long an order may stay invisible before it counts as never placed.</summary>
    public static readonly TimeSpan InvisibleFor = TimeSpan.FromSeconds(10);

    private const int MaxAttempts = 99;

    public async Task DriveAsync(IPositionKeeping desk, TradeRecord trade, PositionState holding, CancellationToken token)
    {
        var orders = await ledger.ListOrdersAsync(trade.Id, token);
        foreach (var entry in orders.Where(static order => order.Role == OrderRole.Entry && !order.Status.IsFinal()))
            await CancelEntryAsync(trade, entry, token);
        if (holding.Quantity <= 0)
            return;

        var exits = orders.Where(static order => order.Role == OrderRole.Exit).ToList();
        if (exits.LastOrDefault() is { } last)
        {
            if (!last.Status.IsFinal())
            {
                await GiveUpInvisibleAsync(trade, last, token);
                return;
            }

            if (time.GetUtcNow() - last.UpdatedAt < Pause(exits.Count))
                return;
        }

        if (exits.Count > MaxAttempts)
        {
            await CallForHelpAsync(trade, token);
            return;
        }

        if (await desk.ReleaseAsync(trade, token))
            await SendAsync(trade, desk.ExitIntent(trade, holding, exits.Count), token);
    }

    /// <summary>Takes the rest of an entry back; whatever it did meanwhile is found by the next look.</summary>
    public Task CancelEntryAsync(TradeRecord trade, OrderRecord entry, CancellationToken token) =>
        exchange.CancelOrderAsync(trade.Category, trade.Symbol, entry.LinkId, isStopOrder: false, token);

    /// <summary>The order's new state after its submission was answered.</summary>
    internal static OrderUpdate UpdateOf(OrderLinkId link, SubmitOutcome outcome) => outcome switch
    {
        SubmitOutcome.Accepted accepted => new OrderUpdate(link, OrderStatus.Open, accepted.ExchangeOrderId),
        SubmitOutcome.Rejected rejected => new OrderUpdate(link, OrderStatus.Rejected, Reason: rejected.Error.Message),
        SubmitOutcome.Unknown unknown => new OrderUpdate(link, OrderStatus.Unknown, Reason: unknown.Error.Message),
        _ => throw new InvalidOperationException($"Unknown submit outcome {outcome}."),
    };

    private async Task SendAsync(TradeRecord trade, OrderIntent intent, CancellationToken token)
    {
        var now = time.GetUtcNow();
        var (_, isNew) = await ledger.IntendOrderAsync(trade.Id, OrderRole.Exit, intent, TradeEvents.ExitSent(intent), now, token);
        if (!isNew)
            return;
        var outcome = await exchange.PlaceOrderAsync(intent, token);
        var refused = outcome is SubmitOutcome.Rejected rejected ? TradeEvents.ExitRejected(rejected.Error) : null;
        await ledger.UpdateOrderAsync(trade.Id, UpdateOf(intent.LinkId, outcome), refused, time.GetUtcNow(), token);
    }

    // Fill sync has just looked for it; an order that stays unseen for long enough was never placed. Reduce-only makes a late one harmless.
    private async Task GiveUpInvisibleAsync(TradeRecord trade, OrderRecord order, CancellationToken token)
    {
        var isUnseen = order.Status is OrderStatus.Sent or OrderStatus.Unknown;
        if (isUnseen && time.GetUtcNow() - order.UpdatedAt > InvisibleFor)
            await ledger.UpdateOrderAsync(
                trade.Id, new OrderUpdate(order.LinkId, OrderStatus.NotPlaced), line: null, time.GetUtcNow(), token);
    }

    private Task CallForHelpAsync(TradeRecord trade, CancellationToken token) =>
        board.NotifyAsync(TradeNotices.ExitFailed(trade, MaxAttempts), time.GetUtcNow(), token);

    // 0.25 s, 0.5 s, 1 s … up to a minute: a refused exit is tried again, but not in a storm.
    private static TimeSpan Pause(int attempts) => TimeSpan.FromSeconds(Math.Min(60, 0.125 * Math.Pow(2, Math.Min(attempts, 10))));
}
