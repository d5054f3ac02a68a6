using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using TradingBot.Core.Notifications;
using TradingBot.Core.Orders;
using TradingBot.Core.Trades;
using TradingBot.Trading.Exchange;

namespace TradingBot.Trading.Positions;

/// <summary>
/// Closes the part of a trade that was asked for, one exit order at a time, and never more: what its orders have closed is counted by
/// their own fills. Between the tries, and beside an order that is slow, the rest has its stop.
/// </summary>
public sealed class PartialExits(
    IExchange exchange, ITradeLedger ledger, INotificationStore notices, ExitExecutor exits, TimeProvider time)
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(1);

    // The exchange tells of a fill before it lists it, or never does: then its order's own figure counts.
    private static readonly TimeSpan ListedWithin = TimeSpan.FromMinutes(5);

    // The other half of the ids is for closing all.
    private const int MostOrders = OrderLinkId.MaxAttempt / 2;

    // Minutes after the first, each refused: what is optional is not tried for ever.
    private const int MostVainTries = 12;

    // Slices of a thin market take minutes; what was left over by a process that is long gone is no more what was meant.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    // Orders that follow each other do so within this without a stop.
    private static readonly TimeSpan BareFor = TimeSpan.FromSeconds(2);

    // A spot stop is taken down for an exit and put up again behind it, which is no news unless it takes longer than this.
    private static readonly TimeSpan StopBackWithin = TimeSpan.FromSeconds(5);

    /// <summary>One look at a trade of which a part is to be closed.</summary>
    public async Task<PartLook> DriveAsync(
        IPositionKeeping positions, TradeRecord trade, PositionState holding, Reduction reduction, CancellationToken token)
    {
        var orders = await ledger.ListOrdersAsync(trade.Id, token);
        var parts = PartsOf(orders, reduction);
        var now = time.GetUtcNow();
        var last = parts.Count == 0 ? null : parts[^1];
        if (ExitPolicy.NeedsHelp(parts, now))
            await notices.NotifyAsync(TradeNotices.ReduceWaits(trade, reduction, parts.Count, last!.Reason), now, token);
        if (last?.Status.IsFinal() == false)
        {
            await exits.FollowAsync(positions, trade, holding, last, token);
            var rest = RestOf(holding, last);
            var isGuarded = await IsGuardedAsync(positions, trade, rest, orders, token);
            var isNew = now - last.CreatedAt < StopBackWithin;
            return new PartLook(isGuarded || IsShortly(trade, last.CreatedAt, now) ? isNew ? Soon : Calm : null, rest);
        }

        var fills = await ledger.ListFillsAsync(trade.Id, token);
        var unlisted = parts.Sum(part => Math.Max(0, part.FilledQuantity - FilledOf(part, fills)));
        if (unlisted > 0 && now - last!.UpdatedAt < ListedWithin)
            return new PartLook(IsShortly(trade, last.UpdatedAt, now) ? Soon : null, holding);
        var closed = parts.Sum(part => Math.Max(part.FilledQuantity, FilledOf(part, fills)));
        var market = await exchange.FindInstrumentAsync(trade.Category, trade.Symbol, token).RequireAsync();
        var look = new Look(positions, trade, holding, orders, reduction, parts, closed);
        if (IsDone(look, market))
            return await EndAsync(look, givenUp: null, token);
        // An order that was given up as gone may have closed it: what else is missing has to be found first.
        var isMissing = parts.Count > 0 && holding.Missing > unlisted;
        if (WhyGivenUp(look, market, isMissing, now) is { } why)
            return await EndAsync(look, why, token);
        return isMissing ? new PartLook(null, holding) : await NextAsync(look, market, token);
    }

    /// <summary>Puts the stop of what is not being sold back up, while the sale of the part is not in the books yet.</summary>
    public async Task GuardAsync(
        IPositionKeeping positions, TradeRecord trade, PositionState holding, Reduction reduction, CancellationToken token)
    {
        var orders = await ledger.ListOrdersAsync(trade.Id, token);
        var last = PartsOf(orders, reduction).LastOrDefault(static order => !order.Status.IsFinal());
        await IsGuardedAsync(positions, trade, last is null ? holding : RestOf(holding, last), orders, token);
    }

    private static IReadOnlyList<OrderRecord> PartsOf(IReadOnlyList<OrderRecord> orders, Reduction reduction) =>
        [.. orders.Where(static order => order.Role == OrderRole.Exit).Skip(reduction.From)];

    private static PositionState RestOf(PositionState holding, OrderRecord working) =>
        holding with { Quantity = Math.Max(0, holding.Quantity - (working.Quantity - working.FilledQuantity)) };

    // That it is an order was found when it was asked for; of what a first one left over it is not known.
    private static bool IsDone(Look look, Instrument? market)
    {
        var left = look.Reduction.Quantity - look.Closed;
        return left <= 0 || (look.Closed > 0 && market?.IsTooSmall(left, PriceOf(look.Trade)) == true);
    }

    private static string? WhyGivenUp(Look look, Instrument? market, bool isMissing, DateTimeOffset now)
    {
        var (parts, reduction) = (look.Parts, look.Reduction);
        if (ExitPolicy.VainTries(parts) >= MostVainTries)
            return $"The exchange took none of {parts.Count} orders; it said: {parts[^1].Reason?.TrimEnd('.') ?? "nothing"}";
        if (parts.Count + reduction.From > MostOrders)
            return "The trade has no ids for orders left";
        if (isMissing && now - parts[^1].UpdatedAt >= ListedWithin)
            return "What of the position is missing at the exchange was not found";
        if (now - reduction.RequestedAt > Longest)
            return "It took too long";
        // Meanwhile somebody else closed of it, and a part of what stood would be all of what stands.
        var rest = look.Holding.Quantity - reduction.Quantity;
        return parts.Count == 0 && (rest <= 0 || market?.IsTooSmall(rest, PriceOf(look.Trade)) == true)
            ? "Too little is left of the position"
            : null;
    }

    private static decimal PriceOf(TradeRecord trade) => trade.EntryPrice ?? trade.ReferencePrice;

    private async Task<PartLook> EndAsync(Look look, string? givenUp, CancellationToken token)
    {
        var (trade, holding, reduction, now) = (look.Trade, look.Holding, look.Reduction, time.GetUtcNow());
        var since = look.Parts.Count == 0 ? reduction.RequestedAt : look.Parts[^1].UpdatedAt;
        var isGuarded = await IsGuardedAsync(look.Positions, trade, holding, look.Orders, token);
        if (!isGuarded && IsShortly(trade, since, now))
            return new PartLook(Soon, holding);
        var end = new ReductionEnd(look.Closed, holding.Quantity, isGuarded, givenUp);
        var notice = TradeNotices.Reduced(trade, reduction, end);
        await ledger.EndReductionAsync(trade.Id, reduction, isClosed: look.Closed > 0, TradeEvents.Reduced(end), notice, now, token);
        return new PartLook(null, holding);
    }

    private async Task<PartLook> NextAsync(Look look, Instrument? market, CancellationToken token)
    {
        var (positions, trade, holding, parts, now) = (look.Positions, look.Trade, look.Holding, look.Parts, time.GetUtcNow());
        // Of futures nothing is closed before their stop stands; coins that it binds cannot be sold.
        if (trade.Category != Category.Spot && !trade.IsGuardedBy(holding.StopLoss))
            return new PartLook(null, holding);
        if (parts.Count > 0)
        {
            var since = parts[^1].UpdatedAt;
            var isPausing = now < since + ExitPolicy.PauseAfter(ExitPolicy.VainTries(parts), isGuarded: true);
            // A stop that was taken down a moment ago was so for the next order.
            var isGuarded = !(isPausing || now - ExitExecutor.BareSince(look.Orders) > BareFor)
                || await IsGuardedAsync(positions, trade, holding, look.Orders, token);
            if (!isGuarded || isPausing)
                return new PartLook(!isGuarded && IsShortly(trade, since, now) ? Soon : null, holding);
        }

        if (!await positions.ReleaseAsync(trade, holding, token))
            return new PartLook(Soon, holding);
        var left = Math.Min(look.Reduction.Quantity - look.Closed, holding.Quantity);
        var size = ExitPolicy.SizeOf(left, market, parts.Count == 0 ? null : parts[^1], PriceOf(trade));
        var limit = await positions.FindExitPriceAsync(trade, holding, ExitPolicy.VainTries(parts), token);
        var exit = new ExitOrder(size, look.Reduction.From + parts.Count, ClosesAll: false, limit);
        await exits.SendAsync(trade, positions.ExitIntent(trade, exit), token);
        return new PartLook(Soon, holding);
    }

    private static decimal FilledOf(OrderRecord order, IReadOnlyList<Fill> fills) =>
        fills.Where(fill => fill.OrderLinkId == order.LinkId.Value).Sum(static fill => fill.Quantity);

    // Futures keep their stop, whatever is closed of them: where theirs is not right, the guard sees to it at once.
    private static bool IsShortly(TradeRecord trade, DateTimeOffset since, DateTimeOffset now) =>
        trade.Category == Category.Spot && now - since < StopBackWithin;

    private async Task<bool> IsGuardedAsync(
        IPositionKeeping positions, TradeRecord trade, PositionState holding, IReadOnlyList<OrderRecord> orders, CancellationToken token)
    {
        if (holding.Quantity <= 0 || trade.IsGuardedBy(holding.StopLoss))
            return true;
        // The wallet may show what was sold, or what a stop still bound, a moment late: a refusal is no reason to ask at once again.
        var isRefused = orders.LastOrDefault(static order => order.Role == OrderRole.Stop) is { Status: OrderStatus.Rejected } refused
            && time.GetUtcNow() - refused.UpdatedAt < Calm;
        if (trade.Category == Category.Spot && !isRefused)
            await positions.GuardAsync(trade, holding, token);
        return false;
    }

    private sealed record Look(
        IPositionKeeping Positions, TradeRecord Trade, PositionState Holding, IReadOnlyList<OrderRecord> Orders, Reduction Reduction,
        IReadOnlyList<OrderRecord> Parts, decimal Closed);
}

/// <summary>What a look at a trade of which a part is being closed came to.</summary>
/// <param name="Next">After how long to look again; null when the stop has to be looked after first, as always.</param>
/// <param name="Rest">What that stop is for.</param>
public sealed record PartLook(TimeSpan? Next, PositionState Rest);
