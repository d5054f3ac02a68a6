using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Notifications;
using TradingBot.Core.Orders;
using TradingBot.Core.Risk;
using TradingBot.Core.Trades;
using TradingBot.Trading.Exchange;

namespace TradingBot.Trading.Positions;

/// <summary>
/// One look at a trade: books what happened, keeps the position guarded, and drives it to flat once its closing was asked for.
/// </summary>
public sealed partial class TradeMonitor(
    ITradeLedger ledger,
    IHaltSwitch halt,
    FillSynchronizer fills,
    PositionKeepings keepings,
    StopLossGuard protection,
    ExitExecutor exits,
    PartialExits parts,
    TargetOrders targets,
    SpotTargets spotTargets,
    WholeTarget wholeTarget,
    MovingStop movingStop,
    ForeignSales foreignSales,
    OptionDelivery delivery,
    OptionWatch options,
    WaitingEntry waiting,
    VanishedEntry vanished,
    INotificationStore notices,
    TimeProvider time,
    IOptions<TradingOptions> settings,
    ILogger<TradeMonitor> logger)
{
    private const int SoonMilliseconds = 200;
    private const int RetryMilliseconds = 1000;
    private static readonly TimeSpan NoteReadEvery = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan SearchedSoonFor = TimeSpan.FromSeconds(5);

    // The exchange's own lists may be late by seconds; after this, what they do not show is not there.
    private static readonly TimeSpan LostAfter = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan NeverSeenLostAfter = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan BookedWithin = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan EntryTakenBackWithin = TimeSpan.FromSeconds(10);

    private int FollowMilliseconds => settings.Value.FollowSeconds * 1000;

    public async Task<MonitorResult> LookAsync(TradeId id, CancellationToken token)
    {
        var trade = await ledger.GetAsync(id, token);
        if (!trade.IsUnfinished)
            return new MonitorResult(MonitorState.Finished, 0);
        try
        {
            var look = await LookAsync(trade, token);
            options.NoteSeen(id);
            return look;
        }
        catch (ExchangeUnavailableException exception)
        {
            LogUnavailable(logger, id, exception.Message);
            await options.NoteUnseenAsync(trade, exception.Message, token);
            await TellWaitingExitAsync(trade, exception, token);
            return new MonitorResult(MonitorState.Unavailable, RetryMilliseconds);
        }
    }

    private async Task<MonitorResult> LookAsync(TradeRecord trade, CancellationToken token)
    {
        var positions = keepings.Of(trade);
        var startedAt = time.GetUtcNow();
        var wasEntryMissing = trade is { FilledQuantity: 0, PositionMissingSince: not null };
        trade = await fills.RunAsync(trade, token);
        var orders = await ledger.ListOrdersAsync(trade.Id, token);
        var entry = EntryOrders.Of(trade, orders);
        if (entry.HaveEnded && trade.FilledQuantity == 0 && entry.FilledQuantity == 0)
            return new MonitorResult(MonitorState.NotOpened, 0);
        trade = await targets.NoteAsync(trade, orders, token);
        if (trade.Category == Category.Spot && await IsSaleUnbookedAsync(trade, orders, startedAt, token))
        {
            if (trade is { CloseRequestedAt: null, Reduction: { } selling })
                await parts.GuardAsync(positions, trade, await positions.ReadAsync(trade, entry, token), selling, token);
            return new MonitorResult(trade.CloseRequestedAt is null ? MonitorState.Opening : MonitorState.Closing, SoonMilliseconds);
        }

        var holding = await positions.ReadAsync(trade, entry, token);
        // The exchange tells of an order's fills before it lists them; while some are missing from the books, flat is not proven.
        var isBooked = trade.FilledQuantity >= entry.FilledQuantity;
        if (isBooked && trade.FilledQuantity > 0)
        {
            if (holding.Missing > 0 && OptionDelivery.IsDue(trade, startedAt))
            {
                if (await delivery.BookAsync(trade, holding, token))
                    return await LookAsync(await ledger.GetAsync(trade.Id, token), token);
                if (OptionDelivery.IsExpected(trade, startedAt))
                    return new MonitorResult(MonitorState.Closing, FollowMilliseconds);
            }

            trade = await NoteMissingAsync(trade, holding, wasEntryMissing, token);
            if (trade.Category == Category.Spot && await foreignSales.BookAsync(trade, orders, holding.Missing, token))
                return await LookAsync(await ledger.GetAsync(trade.Id, token), token);
            if ((entry.HaveEnded && trade.Addition is null && positions.IsFlat(trade, holding))
                || (holding.Quantity <= 0 && await IsLostAsync(trade, entry, token)))
            {
                return await targets.AreGoneAsync(trade, token)
                    ? new MonitorResult(MonitorState.Flat, 0)
                    : new MonitorResult(trade.CloseRequestedAt is null ? MonitorState.Opening : MonitorState.Closing, SoonMilliseconds);
            }
        }

        if (!entry.HaveEnded && trade.FilledQuantity == 0 && holding.Quantity <= 0)
            trade = await vanished.NoteAsync(trade, entry.First, token);
        var halted = await halt.ReadAsync(token);
        if (trade.CloseRequestedAt is null)
            trade = await RequestCloseIfDueAsync(positions, trade, holding, halted, token);
        if (trade is { CloseRequestedAt: null, Reduction: null })
            trade = await spotTargets.SellReachedAsync(trade, orders, holding, token);
        if (!entry.First.Status.IsFinal())
        {
            trade = await waiting.TakeBackIfDueAsync(trade, entry.First, holding.Foreign, halted.IsHalted, token);
            trade = await waiting.MoveIfDueAsync(trade, entry.First, token);
        }

        if (trade.CloseRequestedAt is not null)
        {
            trade = await protection.NoteWhileClosingAsync(trade, holding, token);
            var rest = await exits.DriveAsync(positions, trade, holding, token);
            return new MonitorResult(MonitorState.Closing, (int)rest.TotalMilliseconds);
        }

        if (trade.Reduction is { } reduction && holding.Quantity > 0)
        {
            var look = await parts.DriveAsync(positions, trade, holding, reduction, token);
            if (look.Next is { } next)
                return new MonitorResult(MonitorState.Protected, (int)next.TotalMilliseconds);
            holding = look.Rest;
        }

        if (holding.Quantity <= 0)
        {
            // Filled by the books but flat at the exchange: the closing executions are on their way, or never come. Not filled: the entry
            // still rests.
            return new MonitorResult(MonitorState.Opening, RestBefore(trade, startedAt));
        }

        if (startedAt - (trade.ExecutionsReadAt ?? trade.CreatedAt) > NoteReadEvery && AreBooked(trade, orders, holding))
            await ledger.NoteExecutionsReadAsync(trade.Id, startedAt, token);
        if (!await protection.EnsureAsync(positions, trade, holding, token))
            return new MonitorResult(MonitorState.Unprotected, SoonMilliseconds);
        (trade, var isStopAsked) = await movingStop.AdvanceAsync(positions, trade, holding, token);
        if (trade.CloseRequestedAt is null)
            trade = await wholeTarget.KeepAsync(trade, holding, token);
        if (trade.CloseRequestedAt is not null)
            return new MonitorResult(MonitorState.Closing, SoonMilliseconds);
        if (await targets.DriveAsync(trade, entry, holding, token) is { } soon)
            return new MonitorResult(MonitorState.Protected, (int)soon.TotalMilliseconds);
        var isCalm = trade is { FilledQuantity: > 0, Addition: null } && !isStopAsked;
        var calm = entry.First.Status.IsFinal() ? FollowMilliseconds : RestOfEntry(trade, startedAt);
        return new MonitorResult(MonitorState.Protected, isCalm ? calm : SoonMilliseconds);
    }

    private async Task TellWaitingExitAsync(TradeRecord trade, ExchangeUnavailableException exception, CancellationToken token)
    {
        var now = time.GetUtcNow();
        if (trade is not { CloseRequestedAt: { } since, OpenQuantity: > 0 } || now - since < ExitPolicy.WorkingUntilHelp)
            return;
        await ledger.AddLineAsync(trade.Id, TradeEvents.ExitWaits(exception.Message), now, token);
        await notices.NotifyAsync(TradeNotices.ExitWaits(trade, exception.Message), now, token);
    }

    // An order may tell of a sale before the executions do: a moment later they do too, and nothing is missing.
    private async Task<bool> IsSaleUnbookedAsync(
        TradeRecord trade, IReadOnlyList<OrderRecord> orders, DateTimeOffset now, CancellationToken token)
    {
        var selling = orders.Where(static order => order.Role != OrderRole.Entry && order.FilledQuantity > 0).ToList();
        return selling.Count > 0 && now - selling.Max(static order => order.UpdatedAt) <= BookedWithin
            && SpotPositions.UnbookedSale(selling, await ledger.ListFillsAsync(trade.Id, token)) > 0;
    }

    // What is gone shows up among the executions within moments; without any, the position has left by a road that leaves none.
    private async Task<TradeRecord> NoteMissingAsync(
        TradeRecord trade, PositionState holding, bool wasEntryMissing, CancellationToken token)
    {
        if (holding.Missing <= 0 && trade.PositionMissingSince is null)
            return trade;
        var found = wasEntryMissing ? TradeEvents.EntryShown() : TradeEvents.PositionFound();
        var line = holding.Missing > 0 ? TradeEvents.PositionMissing(trade, holding.Missing) : found;
        var missed = await ledger.NotePositionMissingAsync(trade.Id, holding.Missing > 0, line, time.GetUtcNow(), token);
        return trade with { PositionMissingSince = missed?.Since, PositionWatchedFrom = missed?.WatchedFrom };
    }

    // A position whose stop was never seen may only not be listed yet. An entry that has not ended by our books is taken back first; one
    // that the exchange does not know any more either has gone with its history.
    private async Task<bool> IsLostAsync(TradeRecord trade, EntryOrders entry, CancellationToken token)
    {
        var now = time.GetUtcNow();
        var gone = now - (trade.PositionMissingSince ?? now);
        var limit = trade.StopConfirmedAt is null ? NeverSeenLostAfter : LostAfter;
        // What closed it while nobody looked may not be listed yet.
        if (gone <= limit || now - trade.PositionWatchedFrom <= WatchedTime.PositionSeenFor)
            return false;
        if (entry.HaveEnded || gone > limit + EntryTakenBackWithin)
            return true;
        foreach (var order in entry.All.Where(static order => !order.Status.IsFinal()))
            await waiting.CancelAsync(trade, order, token);
        return false;
    }

    // A limit entry waits calmly for its fill, until its time is over at the latest; what was taken back is gone within moments.
    private int RestBefore(TradeRecord trade, DateTimeOffset now)
    {
        var isMissing = now - (trade.PositionWatchedFrom ?? trade.PositionMissingSince) > SearchedSoonFor;
        var isWaiting = trade.FilledQuantity == 0 && trade.OrderType == OrderType.Limit && !(now - trade.TakenBackAt < SearchedSoonFor);
        if (!isWaiting && !isMissing)
            return SoonMilliseconds;
        return RestOfEntry(trade, now);
    }

    private int RestOfEntry(TradeRecord trade, DateTimeOffset now)
    {
        if (trade.TakenBackAt is not null)
            return FollowMilliseconds;
        if (trade.EntryMoved is { Cause: EntryMoveCause.TimeOver })
            return SoonMilliseconds;
        var left = trade.EntryRestsUntil is { } until ? until - now : TimeSpan.MaxValue;
        var chase = trade.Terms is { WorstPrice: not null, ChaseSeconds: { } seconds } ? TimeSpan.FromSeconds(seconds) : TimeSpan.MaxValue;
        return (int)Math.Clamp(Math.Min(left.TotalMilliseconds, chase.TotalMilliseconds), SoonMilliseconds, FollowMilliseconds);
    }

    // Futures: the position says it. Spot has none, but there nobody's orders but ours count.
    private static bool AreBooked(TradeRecord trade, IReadOnlyList<OrderRecord> orders, PositionState holding) =>
        trade.Category == Category.Spot
        ? orders.Sum(static order => order.FilledQuantity) <= trade.FilledQuantity + trade.ExitedQuantity
        : holding.Quantity == trade.OpenQuantity && !holding.IsShared;

    private async Task<TradeRecord> RequestCloseIfDueAsync(
        IPositionKeeping positions, TradeRecord trade, PositionState holding, HaltState halted, CancellationToken token)
    {
        var now = time.GetUtcNow();
        (CloseReason Reason, NewTradeEvent Line)? due = null;
        if (halted is { IsHalted: true, Flatten: true })
            due = (CloseReason.Halt, TradeEvents.CloseDueByHalt());
        else if (trade is { OpenedAt: { } openedAt, TimeStopMinutes: { } minutes } && now >= openedAt.AddMinutes(minutes))
            due = (CloseReason.TimeStop, TradeEvents.CloseDueByTime(minutes));
        else if (holding.Quantity > 0 && await positions.IsTargetReachedAsync(trade, token))
            due = (CloseReason.TakeProfit, TradeEvents.CloseDueByTarget());
        else if (now >= trade.CloseBy)
            due = (CloseReason.Expiry, TradeEvents.CloseDueByExpiry());
        else if (holding.Quantity > 0 && await positions.IsStopPassedAsync(trade, holding, token))
            due = (CloseReason.StopLoss, TradeEvents.CloseDueByStop(trade.Category));
        if (due is not { } close)
            return trade;
        if (close.Reason == CloseReason.TakeProfit)
        {
            await ledger.RequestCloseForTargetAsync(trade, close.Line, now, token);
            return await ledger.GetAsync(trade.Id, token);
        }

        await ledger.RequestCloseAsync(trade.Id, close.Reason, close.Line, now, token);
        return trade with { CloseRequestedAt = now, CloseReason = close.Reason };
    }

    [LoggerMessage(EventId = 3001, Level = LogLevel.Warning, Message = "Trade {Trade} could not be looked at: {Problem}")]
    private static partial void LogUnavailable(ILogger logger, TradeId trade, string problem);
}
