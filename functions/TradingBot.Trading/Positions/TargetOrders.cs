using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using TradingBot.Core.Notifications;
using TradingBot.Core.Orders;
using TradingBot.Core.Trades;
using TradingBot.Trading.Exchange;

namespace TradingBot.Trading.Positions;

/// <summary>
/// Keeps the orders of a futures trade's targets right: a reduce-only limit order for each that has a part to close. One of another size is
/// cancelled, and replaced once it has ended, so that all of them together never close more than stands.
/// </summary>
public sealed class TargetOrders(
    IExchange exchange, ITradeLedger ledger, INotificationStore notices, UnansweredOrder unanswered, TimeProvider time)
{
    /// <summary>Why an order of a target ended that the bot itself has cancelled.</summary>
    public const string TakenBack = "the bot took it back";

    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(200);

    // Of a position that is not ours alone an exit closes what is ours only once no target can; but it passes, also if no cancel does.
    private static readonly TimeSpan ExitWaitsFor = TimeSpan.FromSeconds(5);

    // An entry that is filled bit by bit would replace them with each bit.
    private static readonly TimeSpan GrowEvery = TimeSpan.FromSeconds(10);

    // One that stood for longer and was then taken away was not refused.
    private static readonly TimeSpan StandsAfter = TimeSpan.FromMinutes(1);

    /// <summary>Notes which targets were reached and which were moved at the exchange.</summary>
    /// <param name="trade">As just read from the ledger.</param>
    /// <param name="orders">Its orders, as just looked up.</param>
    /// <returns>The trade with its targets as they are now.</returns>
    public async Task<TradeRecord> NoteAsync(TradeRecord trade, IReadOnlyList<OrderRecord> orders, CancellationToken token)
    {
        if (!HasOrders(trade) || trade.NextTarget is null)
            return trade;
        var isChanged = false;
        var legs = await TargetLegs.ReadAsync(ledger, trade, orders, token);
        foreach (var (order, target, filled) in legs.Where(leg => leg.IsOf(trade) && !trade.Targets[leg.Target].IsReached))
        {
            if (order.Status == OrderStatus.Filled || filled >= order.Quantity)
                isChanged |= await NoteReachedAsync(trade, orders, legs, order, target, token);
            else if (IsAtExchange(order) && order.LimitPrice is { } price && price != trade.Targets[target].Price)
                isChanged |= await ledger.NoteTargetMovedAsync(
                    trade, target, price, TradeEvents.TargetMoved(trade, target, price), TradeNotices.TargetMoved(trade, target, price),
                    time.GetUtcNow(), token);
        }

        return isChanged ? await ledger.GetAsync(trade.Id, token) : trade;
    }

    /// <summary>One look at the orders of an open trade's targets.</summary>
    /// <param name="trade">As just read from the ledger; not being closed.</param>
    /// <param name="entry">Its entry orders.</param>
    /// <param name="holding">What of it stands, guarded.</param>
    /// <returns>After how long to look again; null when they are as they should be.</returns>
    public async Task<TimeSpan?> DriveAsync(TradeRecord trade, EntryOrders entry, PositionState holding, CancellationToken token)
    {
        // While something is missing, or another part is being closed, it is not known what is left to be divided.
        if (!HasOrders(trade) || trade.Reduction is not null || holding is not { Missing: 0, Quantity: > 0 }
            || await exchange.FindInstrumentAsync(trade.Category, trade.Symbol, token).RequireAsync() is not { } market)
            return null;
        var orders = await ledger.ListOrdersAsync(trade.Id, token);
        var legs = await TargetLegs.ReadAsync(ledger, trade, orders, token);
        if (await TakeBackOutdatedAsync(trade, legs, token))
            return Soon;
        if (trade.HasTargetLadder && await AlignAsync(trade, entry, holding, legs, market, token) is { } soon)
            return soon;

        if (trade.TargetsAskedAt is not null && holding.TakeProfit == trade.WholeTarget
            && SpotPositions.UnbookedSale(orders, await ledger.ListFillsAsync(trade.Id, token)) == 0)
            await ledger.ConfirmTargetsAsync(trade, token);
        return null;
    }

    private async Task<TimeSpan?> AlignAsync(
        TradeRecord trade, EntryOrders entry, PositionState holding, IReadOnlyList<TargetLeg> all, Instrument market,
        CancellationToken token)
    {
        var legs = all.Where(leg => leg.IsOf(trade)).ToList();
        var states = TargetLegs.StatesOf(trade, legs);
        var amounts = TargetLadder.Divide(trade.Direction, states, holding.Quantity, market);
        var atExchange = legs.Where(static leg => IsAtExchange(leg.Order)).ToList();
        var isRight = TargetLadder.IsKept(states, amounts, market) || MayGrowLater(entry, states, amounts, legs);
        // What was taken back once is on its way out, also if it would fit again.
        var wrong = atExchange
            .Where(leg => leg.Order.Reason == TakenBack || (!isRight && states[leg.Target].Working != amounts[leg.Target])).ToList();
        if (wrong.Count > 0)
        {
            await CancelAsync(trade, wrong, token);
            return Soon;
        }

        var unseen = legs.Where(static leg => UnansweredOrder.IsUnseen(leg.Order)).ToList();
        foreach (var (order, _, _) in unseen)
            await unanswered.SendAgainAsync(trade, order, IntentOf(trade, order.LinkId, order.Quantity, order.LimitPrice ?? 0), token);
        if (unseen.Count > 0)
            return Soon + UnansweredOrder.SentAgainAfter;
        return !isRight && await PlaceAsync(trade, all, states, amounts, token) ? Soon : null;
    }

    /// <summary>Cancels the targets' orders before an exit; false while they may still close what the exit is for.</summary>
    public async Task<bool> ReleaseAsync(TradeRecord trade, PositionState holding, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(holding);
        var live = await ListLiveAsync(trade, token);
        if (live.Count == 0)
            return true;
        var outcomes = await CancelAsync(trade, live, token);
        await ForgetUnseenAsync(trade, live, token);
        // An exit of all can close no more than stands, whatever becomes of the cancels; a part waits until they are taken. Where somebody
        // else has a share in the position, more than ours could be closed, so there all of them have to be seen.
        if (!holding.IsShared)
            return trade.CloseRequestedAt is not null || outcomes.All(static outcome => outcome is SubmitOutcome.Accepted);
        return trade.CloseRequestedAt is not null && live.All(leg => leg.Order.Reason == TakenBack
            && time.GetUtcNow() - leg.Order.UpdatedAt > ExitWaitsFor);
    }

    /// <summary>True when no order of a target is left; those that are, are cancelled. Asked of a trade that is flat.</summary>
    public async Task<bool> AreGoneAsync(TradeRecord trade, CancellationToken token)
    {
        var live = await ListLiveAsync(trade, token);
        if (live.Count == 0)
            return true;
        await CancelAsync(trade, live, token);
        await ForgetUnseenAsync(trade, live, token);
        return false;
    }

    // Coins that an order binds could not be guarded by a stop as well, so spot has none. A trade whose targets were changed may have some
    // of those of before.
    private static bool HasOrders(TradeRecord trade) =>
        trade.Category != Category.Spot && (trade.HasTargetLadder || trade.TargetsVersion > 0);

    private static bool IsAtExchange(OrderRecord order) => order.Status is OrderStatus.Open or OrderStatus.PartiallyFilled;

    // Those of targets that are not wanted any more: none of the others is sent before they are gone.
    private async Task<bool> TakeBackOutdatedAsync(TradeRecord trade, IReadOnlyList<TargetLeg> legs, CancellationToken token)
    {
        var outdated = legs.Where(leg => !leg.Order.Status.IsFinal() && !leg.IsOf(trade)).ToList();
        if (outdated.Count == 0)
            return false;
        await CancelAsync(trade, outdated, token);
        await ForgetUnseenAsync(trade, outdated, token);
        return true;
    }

    // Until the entry has ended, what stands is covered and only more has come, the orders may be as old as this.
    private bool MayGrowLater(
        EntryOrders entry, IReadOnlyList<TargetState> states, IReadOnlyList<decimal> amounts, IReadOnlyList<TargetLeg> legs) =>
        !entry.HaveEnded && states.Zip(amounts).All(static pair => pair.First.Working <= pair.Second)
        && legs.Where(static leg => IsAtExchange(leg.Order)).Select(static leg => leg.Order.CreatedAt).DefaultIfEmpty().Max()
            > time.GetUtcNow() - GrowEvery;

    private async Task<IReadOnlyList<TargetLeg>> ListLiveAsync(TradeRecord trade, CancellationToken token)
    {
        if (!HasOrders(trade))
            return [];
        var legs = await TargetLegs.ReadAsync(ledger, trade, await ledger.ListOrdersAsync(trade.Id, token), token);
        return [.. legs.Where(static leg => !leg.Order.Status.IsFinal())];
    }

    private async Task<bool> NoteReachedAsync(
        TradeRecord trade, IReadOnlyList<OrderRecord> orders, IReadOnlyList<TargetLeg> legs, OrderRecord order, int target,
        CancellationToken token)
    {
        if (await exchange.FindInstrumentAsync(trade.Category, trade.Symbol, token).RequireAsync() is not { } market)
            return false;
        var states = TargetLegs.StatesOf(trade, legs);
        var open = Math.Max(0, trade.OpenQuantity - SpotPositions.UnbookedSale(orders, await ledger.ListFillsAsync(trade.Id, token)));
        var closed = states[target].Filled;
        // Of the last one, and of one that is reached while all is being closed, the trade's end tells.
        var isNews = open > 0 && trade.CloseRequestedAt is null;
        return await ledger.NoteTargetsReachedAsync(
            trade,
            TargetLadder.ReachedWith(trade.Direction, states, target, open, market),
            TradeEvents.TargetReached(trade, target, closed, order.LinkId),
            isNews ? TradeNotices.TargetReached(trade, order, target, closed, open) : null,
            time.GetUtcNow(),
            token);
    }

    private async Task<IReadOnlyList<SubmitOutcome>> CancelAsync(TradeRecord trade, IReadOnlyList<TargetLeg> legs, CancellationToken token)
    {
        // Written down first, so that nobody else is taken for the one who cancelled.
        foreach (var (order, _, _) in legs.Where(static leg => leg.Order.Reason != TakenBack))
        {
            var taken = new OrderUpdate(order.LinkId, order.Status, Reason: TakenBack);
            await ledger.UpdateOrderAsync(trade.Id, taken, line: null, time.GetUtcNow(), token);
        }

        return await exchange.CancelOrdersAsync(
            [.. legs.Select(leg => new OrderCancellation(trade.Category, trade.Symbol, leg.Order.LinkId))], token);
    }

    // Whose sending had no answer may arrive for some seconds yet; after that, what is not shown is not there.
    private async Task ForgetUnseenAsync(TradeRecord trade, IReadOnlyList<TargetLeg> legs, CancellationToken token)
    {
        foreach (var (order, _, _) in legs.Where(leg => UnansweredOrder.IsUnseen(leg.Order)
            && time.GetUtcNow() - leg.Order.CreatedAt > UnansweredOrder.ArrivesWithin))
            await ledger.ForgetIfGoneAsync(exchange, trade, order, time, token);
    }

    private async Task<bool> PlaceAsync(
        TradeRecord trade, IReadOnlyList<TargetLeg> legs, IReadOnlyList<TargetState> states, IReadOnlyList<decimal> amounts,
        CancellationToken token)
    {
        var intents = new List<(OrderIntent Intent, int Target)>();
        for (var target = 0; target < amounts.Count; target++)
        {
            if (amounts[target] <= 0 || states[target].Working > 0)
                continue;
            var its = legs.Where(leg => leg.Target == target).ToList();
            if (its.Count > OrderLinkId.MaxTargetAttempt
                || !await IsDueAsync(trade, target, [.. its.Where(leg => leg.IsOf(trade)).Select(static leg => leg.Order)], token))
                continue;
            var link = OrderLinkId.ForTarget(trade.Id, target, its.Count);
            var intent = IntentOf(trade, link, amounts[target], trade.Targets[target].Price);
            var line = TradeEvents.TargetSent(trade, target, intent);
            var (_, isNew) = await ledger.IntendTargetAsync(trade, intent, line, time.GetUtcNow(), token);
            if (isNew)
                intents.Add((intent, target));
        }

        if (intents.Count == 0)
            return false;
        // In one call: while some answer is awaited nothing else of the trade is looked after.
        var outcomes = await exchange.PlaceOrdersAsync([.. intents.Select(static sent => sent.Intent)], token);
        foreach (var ((intent, target), outcome) in intents.Zip(outcomes))
        {
            var refused = outcome is SubmitOutcome.Rejected rejected ? TradeEvents.TargetRefused(trade, target, rejected.Error) : null;
            await ledger.UpdateOrderAsync(trade.Id, outcome.UpdateOf(intent.LinkId), refused, time.GetUtcNow(), token);
        }

        return true;
    }

    // Also tells what became of the orders before.
    private async Task<bool> IsDueAsync(TradeRecord trade, int target, List<OrderRecord> before, CancellationToken token)
    {
        var (last, now) = (before.Count == 0 ? null : before[^1], time.GetUtcNow());
        if (last is null)
            return true;
        var vain = before.Skip(1 + before.FindLastIndex(static order => !IsVain(order))).ToList();
        if (vain.Count >= ExitPolicy.TriesUntilHelp)
            await notices.NotifyAsync(TradeNotices.TargetFailed(trade, target, vain), now, token);
        if (now < last.UpdatedAt + ExitPolicy.PauseAfter(vain.Count, isGuarded: true))
            return false;
        if (last is { Status: OrderStatus.Cancelled, Reason: not TakenBack })
        {
            await ledger.AddLineAsync(trade.Id, TradeEvents.TargetMissing(trade, target, last), now, token);
            if (vain.Count <= 1)
                await notices.NotifyAsync(TradeNotices.TargetRemoved(trade, last, target), now, token);
        }

        return true;
    }

    private static bool IsVain(OrderRecord order) => order.FilledQuantity == 0
        && (order.Status == OrderStatus.Rejected
            || (order is { Status: OrderStatus.Cancelled, Reason: not TakenBack } && order.UpdatedAt - order.CreatedAt < StandsAfter));

    private static OrderIntent IntentOf(TradeRecord trade, OrderLinkId link, decimal quantity, decimal price) => new()
    {
        LinkId = link,
        Category = trade.Category,
        Symbol = trade.Symbol,
        Side = trade.Direction.ExitSide(),
        Type = OrderType.Limit,
        Quantity = quantity,
        LimitPrice = price,
        ReduceOnly = true,
    };
}
