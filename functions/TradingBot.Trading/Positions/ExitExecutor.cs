using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using TradingBot.Core.Notifications;
using TradingBot.Core.Orders;
using TradingBot.Core.Trades;
using TradingBot.Trading.Exchange;

namespace TradingBot.Trading.Positions;

/// <summary>
/// Drives a trade to flat: one exit order at a time, each with its own id, the next one only when the one before has ended. One without an
/// answer is sent again under its own id. Between exits that are refused the stop goes back up, so that nothing stands without one for
/// longer than a try takes.
/// </summary>
public sealed class ExitExecutor(
    IExchange exchange, ITradeLedger ledger, INotificationStore notices, UnansweredOrder unanswered, TimeProvider time)
{
    // Bookings and listings follow an order within moments; after these it is looked at calmly.
    private static readonly TimeSpan SoonFor = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(2);

    // The first tries follow each other within this without a stop; putting one up between them would only slow them down.
    private static readonly TimeSpan BareFor = TimeSpan.FromSeconds(2);

    // A market order that was taken is listed long before: so long after, what still stands waits no longer for one that is not shown.
    private static readonly TimeSpan GoneAfter = TimeSpan.FromSeconds(7);

    /// <returns>After how long to look again.</returns>
    public async Task<TimeSpan> DriveAsync(IPositionKeeping positions, TradeRecord trade, PositionState holding, CancellationToken token)
    {
        var orders = await ledger.ListOrdersAsync(trade.Id, token);
        var now = time.GetUtcNow();
        IReadOnlyList<OrderRecord> exits = [.. orders.Where(static order => order.Role == OrderRole.Exit)];
        if (holding.Quantity > 0 && ExitPolicy.NeedsHelp(exits, now))
            await notices.NotifyAsync(TradeNotices.ExitFailed(trade, exits.Count, exits[^1].Reason), now, token);
        var last = exits.Count == 0 ? null : exits[^1];
        // An exit that is under way may take long to be filled, or never be.
        if (last?.Status.IsFinal() == false && HasLostItsStop(trade, holding, now))
            await positions.PlaceStopAsync(trade, holding, token);
        if (last is not null && UnansweredOrder.IsUnseen(last) && holding.Quantity > 0)
        {
            // Fill sync has just looked for it.
            await unanswered.SendAgainAsync(trade, last, await IntentOfAsync(positions, trade, holding, last, token), token);
            return Soon + UnansweredOrder.SentAgainAfter;
        }

        if (last is { Status: OrderStatus.Open or OrderStatus.PartiallyFilled } && holding.Quantity > 0
            && now - last.UpdatedAt > GoneAfter && await ledger.ForgetIfGoneAsync(exchange, trade, last, time, token))
            return Soon;
        if (last?.Status.IsFinal() != false && holding.Quantity > 0 && HasIdsLeft(orders, holding))
            return await NextAsync(positions, trade, holding, orders, token);
        return now - (last?.CreatedAt ?? trade.CloseRequestedAt ?? now) < SoonFor ? Soon : Calm;
    }

    // Moved looser, or taken away: of futures, since a spot exit needs the coins that a stop binds. One that is gone for a moment only may
    // just be carried out.
    private static bool HasLostItsStop(TradeRecord trade, PositionState holding, DateTimeOffset now) =>
        holding.Quantity > 0 && !trade.IsGuardedBy(holding.StopLoss)
        && (holding.StopLoss is not null || (trade.Category != Category.Spot && now - trade.StopMissingSince >= BareFor));

    // Of the last stop that a trade can have none comes after, so it is not taken away for a try.
    private static bool HasIdsLeft(IReadOnlyList<OrderRecord> orders, PositionState holding) =>
        orders.Count(static order => order.Role == OrderRole.Exit) <= OrderLinkId.MaxAttempt
        && (holding.StopLoss is null || orders.Count(static order => order.Role == OrderRole.Stop) <= OrderLinkId.MaxAttempt);

    private async Task<TimeSpan> NextAsync(
        IPositionKeeping positions, TradeRecord trade, PositionState holding, IReadOnlyList<OrderRecord> orders, CancellationToken token)
    {
        IReadOnlyList<OrderRecord> exits = [.. orders.Where(static order => order.Role == OrderRole.Exit)];
        var last = exits.Count == 0 ? null : exits[^1];
        var isGuarded = trade.IsGuardedBy(holding.StopLoss);
        var rest = last is null
            ? TimeSpan.Zero
            : last.UpdatedAt + ExitPolicy.PauseAfter(ExitPolicy.VainTries(exits), isGuarded) - time.GetUtcNow();
        if (rest > TimeSpan.Zero)
        {
            var isRefused = !isGuarded && time.GetUtcNow() + rest - BareSince(orders) > BareFor
                && await positions.PlaceStopAsync(trade, holding, token) is SubmitOutcome.Rejected;
            // What was refused is tried again with the next exit: a look between them would only ask for the same.
            return rest < Soon || (!isGuarded && !isRefused) ? Soon : isRefused || rest < Calm ? rest : Calm;
        }

        if (!await positions.ReleaseAsync(trade, token))
            return Soon;
        var market = await exchange.FindInstrumentAsync(trade.Category, trade.Symbol, token).RequireAsync();
        var size = ExitPolicy.SizeOf(holding.Quantity, market, last, trade.EntryPrice ?? trade.ReferencePrice);
        var exit = new ExitOrder(size, exits.Count, ClosesAll(trade, holding, market));
        await SendAsync(trade, positions.ExitIntent(trade, exit), token);
        return Soon;
    }

    // The stop of futures is no order of ours and is not taken away for an exit: where none stands it has been missing for longer.
    private static DateTimeOffset BareSince(IReadOnlyList<OrderRecord> orders) => orders
        .Where(static order => order.Role == OrderRole.Stop && order.Status.IsFinal())
        .Select(static order => order.UpdatedAt)
        .DefaultIfEmpty(DateTimeOffset.MinValue)
        .Max();

    private static bool ClosesAll(TradeRecord trade, PositionState holding, Instrument? market) =>
        trade.Category != Category.Spot && !holding.IsShared && holding.Quantity < (market?.MinQuantity ?? 0);

    private async Task<OrderIntent> IntentOfAsync(
        IPositionKeeping positions, TradeRecord trade, PositionState holding, OrderRecord exit, CancellationToken token)
    {
        var market = await exchange.FindInstrumentAsync(trade.Category, trade.Symbol, token).RequireAsync();
        return positions.ExitIntent(trade, new ExitOrder(exit.Quantity, Attempt: 0, ClosesAll(trade, holding, market))) with
        {
            LinkId = exit.LinkId,
        };
    }

    private async Task SendAsync(TradeRecord trade, OrderIntent intent, CancellationToken token)
    {
        var now = time.GetUtcNow();
        var (_, isNew) = await ledger.IntendOrderAsync(trade.Id, OrderRole.Exit, intent, TradeEvents.ExitSent(intent), now, token);
        if (!isNew)
            return;
        var outcome = await exchange.PlaceOrderAsync(intent, token);
        var refused = outcome is SubmitOutcome.Rejected rejected ? TradeEvents.ExitRejected(rejected.Error) : null;
        await ledger.UpdateOrderAsync(trade.Id, outcome.UpdateOf(intent.LinkId), refused, time.GetUtcNow(), token);
    }
}
