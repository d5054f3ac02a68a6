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
        var tries = TriesOf(trade, exits);
        if (holding.Quantity > 0 && ExitPolicy.NeedsHelp(tries, now))
            await notices.NotifyAsync(TradeNotices.ExitFailed(trade, tries.Count, tries[^1].Reason), now, token);
        var last = exits.Count == 0 ? null : exits[^1];
        // An exit that is under way may take long to be filled, or never be.
        if (last?.Status.IsFinal() == false && HasLostItsStop(trade, holding, now))
            await positions.GuardAsync(trade, holding, token);
        if (last is not null && holding.Quantity > 0 && await FollowAsync(positions, trade, holding, last, token) is { } soon)
            return soon;
        if (last?.Status.IsFinal() != false && holding.Quantity > 0 && HasIdsLeft(orders, holding))
            return await NextAsync(positions, trade, holding, orders, token);
        return now - (last?.CreatedAt ?? trade.CloseRequestedAt ?? now) < SoonFor ? Soon : Calm;
    }

    /// <summary>Looks after an exit order that has not ended: sends it again while it is unseen, and gives it up when it is gone.</summary>
    /// <returns>After how long to look again; null when there is nothing to do for it but to wait.</returns>
    public async Task<TimeSpan?> FollowAsync(
        IPositionKeeping positions, TradeRecord trade, PositionState holding, OrderRecord exit, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(exit);
        if (UnansweredOrder.IsUnseen(exit))
        {
            // Fill sync has just looked for it.
            await unanswered.SendAgainAsync(trade, exit, await IntentOfAsync(positions, trade, holding, exit, token), token);
            return Soon + UnansweredOrder.SentAgainAfter;
        }

        return exit.Status is OrderStatus.Open or OrderStatus.PartiallyFilled && time.GetUtcNow() - exit.UpdatedAt > GoneAfter
            && await ledger.ForgetIfGoneAsync(exchange, trade, exit, time, token)
            ? Soon
            : null;
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
        var (last, tries) = (exits.Count == 0 ? null : exits[^1], TriesOf(trade, exits));
        var isGuarded = trade.IsGuardedBy(holding.StopLoss);
        var rest = last is null
            ? TimeSpan.Zero
            : last.UpdatedAt + ExitPolicy.PauseAfter(ExitPolicy.VainTries(tries), isGuarded) - time.GetUtcNow();
        // A refusal was not for want of a buyer, and a list that is late must not be asked for at each look.
        var mayBeWanted = last is { Status: not OrderStatus.Rejected } && time.GetUtcNow() - last.UpdatedAt >= Calm;
        if (rest > TimeSpan.Zero
            && !(mayBeWanted && await positions.IsWantedAsync(trade, holding, ExitPolicy.VainTries(tries), token)))
        {
            var isRefused = !isGuarded && time.GetUtcNow() + rest - BareSince(orders) > BareFor
                && await positions.GuardAsync(trade, holding, token) is SubmitOutcome.Rejected;
            // What was refused is tried again with the next exit: a look between them would only ask for the same.
            return rest < Soon || (!isGuarded && !isRefused) ? Soon : isRefused || rest < Calm ? rest : Calm;
        }

        if (!await positions.ReleaseAsync(trade, holding, token))
            return Soon;
        var market = await exchange.FindInstrumentAsync(trade.Category, trade.Symbol, token).RequireAsync();
        var (newest, price) = (tries.Count == 0 ? null : tries[^1], trade.EntryPrice ?? trade.ReferencePrice);
        var size = ExitPolicy.SizeOf(holding.Quantity, market, newest, price);
        var limit = await positions.FindExitPriceAsync(trade, holding, ExitPolicy.VainTries(tries), token);
        var exit = new ExitOrder(size, exits.Count, ClosesAll(trade, holding, market), limit);
        await SendAsync(trade, positions.ExitIntent(trade, exit), token);
        return Soon;
    }

    // Those that were to close a part of it say nothing of how closing all of it goes.
    private static IReadOnlyList<OrderRecord> TriesOf(TradeRecord trade, IReadOnlyList<OrderRecord> exits) =>
        [.. exits.Where(exit => !(exit.CreatedAt < trade.CloseRequestedAt) || (exit == exits[^1] && !exit.Status.IsFinal()))];

    // The stop of futures is no order of ours and is not taken away for an exit: where none stands it has been missing for longer.
    internal static DateTimeOffset BareSince(IReadOnlyList<OrderRecord> orders) => orders
        .Where(static order => order.Role == OrderRole.Stop && order.Status.IsFinal())
        .Select(static order => order.UpdatedAt)
        .DefaultIfEmpty(DateTimeOffset.MinValue)
        .Max();

    private static bool ClosesAll(TradeRecord trade, PositionState holding, Instrument? market) =>
        trade.Category is Category.Linear or Category.Inverse && !holding.IsShared && holding.Quantity < (market?.MinQuantity ?? 0);

    private async Task<OrderIntent> IntentOfAsync(
        IPositionKeeping positions, TradeRecord trade, PositionState holding, OrderRecord exit, CancellationToken token)
    {
        var market = await exchange.FindInstrumentAsync(trade.Category, trade.Symbol, token).RequireAsync();
        var again = new ExitOrder(exit.Quantity, Attempt: 0, ClosesAll(trade, holding, market), exit.LimitPrice);
        return positions.ExitIntent(trade, again) with
        {
            LinkId = exit.LinkId,
        };
    }

    /// <summary>Writes an exit order down and sends it; one that is written down already is not sent again.</summary>
    public async Task SendAsync(TradeRecord trade, OrderIntent intent, CancellationToken token)
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
