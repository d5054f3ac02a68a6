using TradingBot.Core.Exchange;
using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Notifications;
using TradingBot.Core.Operations;
using TradingBot.Core.Orders;
using TradingBot.Core.Trades;
using TradingBot.Trading.Exchange;

namespace TradingBot.Trading.Settlement;

/// <summary>
/// Ends a trade: profit from our own fills and funding, compared with the exchange's figure, told to the trader, risk released.
/// </summary>
public sealed class TradeSettlement(
    IExchange exchange, ITradeLedger ledger, IDiscrepancyStore discrepancies, INotificationStore notices, TimeProvider time)
{
    // The exchange may round its own figure; ours is exact.
    private const decimal Tolerance = 0.00000001m;

    // Within which the exchange tells the moment of a fill in two of its lists.
    private static readonly TimeSpan Instant = TimeSpan.FromSeconds(1);

    /// <summary>False while the exchange's own figure is not there yet and <paramref name="isLastTry"/> is not set.</summary>
    public async Task<bool> SettleAsync(TradeId id, bool isLastTry, CancellationToken token)
    {
        var trade = await ledger.GetAsync(id, token);
        if (!trade.IsUnfinished)
            return true;
        if (trade.MayPayFunding())
        {
            await ledger.BookFundingAsync(trade, exchange, time.GetUtcNow(), token);
            trade = await ledger.GetAsync(id, token);
        }

        var fills = await ledger.ListFillsAsync(id, token);
        decimal? venuePnl = null;
        var isShared = false;
        if (trade.Category is Category.Linear or Category.Inverse && trade.ExitedQuantity > 0)
        {
            venuePnl = await ReadExchangePnlAsync(trade, fills, token);
            if (venuePnl is null && !isLastTry)
                return false;
            isShared = !IsSame(trade, venuePnl) && await WasSharedAsync(trade, fills, token);
            if (!isShared)
                await CompareAsync(trade, venuePnl, token);
        }

        if (trade.Category == Category.Option && trade.ExitedQuantity > 0)
        {
            var rows = await ReadClosedOptionsAsync(trade, fills, token);
            var told = rows.Sum(static row => row.Quantity);
            // It lists positions that have ended: while somebody else's part stands, it does not. One that was there before had a part.
            isShared = told > trade.FilledQuantity || rows.Any(row => row.OpenedAt < trade.OpenedAt - Instant)
                || (told < trade.FilledQuantity && await IsStandingAsync(trade, token));
            if (told < trade.FilledQuantity && !isShared && !isLastTry)
                return false;
            venuePnl = told == trade.FilledQuantity ? rows.Sum(static row => row.Pnl) : null;
            if (!isShared)
                await CompareAsync(trade, venuePnl, token);
        }

        // Fees of a spot buy are taken in the coin itself: those coins are spent, not lost.
        var lost = trade.IsLost ? ProfitAndLoss.Of(trade.Category, trade.Direction, trade.SettleCoin, fills).SellableQuantity : 0;
        if (lost > 0)
            await RecordLossAsync(trade, lost, isPart: trade.ExitedQuantity > 0, token);
        var reason = ReasonOf(trade, fills);
        var line = TradeEvents.Settled(trade, venuePnl, isShared);
        var notice = TradeNotices.Closed(trade, reason, await exchange.FindTickSizeAsync(trade.Category, trade.Symbol, token), lost);
        await ledger.FinishAsync(id, TradeCause.Settled, reason, reason: null, line, notice, time.GetUtcNow(), token);
        return true;
    }

    /// <summary>Ends a trade whose entry never got a fill.</summary>
    public async Task FailAsync(TradeId id, CancellationToken token)
    {
        var trade = await ledger.GetAsync(id, token);
        var entry = (await ledger.ListOrdersAsync(id, token)).Single(static order => order.Role == OrderRole.Entry);
        var reason = WhyNotOpened(trade, entry);
        if (trade.PositionMissingSince is not null)
        {
            var lost = Discrepancies.EntryLost(trade.Category, trade.Symbol, id);
            await discrepancies.ReportAsync(lost, time.GetUtcNow(), token);
            await notices.NotifyAsync(Discrepancies.Notice(lost) with { Once = $"entryLost:{id}" }, time.GetUtcNow(), token);
        }

        var line = TradeEvents.Failed(reason);
        var notice = TradeNotices.Failed(trade, reason);
        await ledger.FinishAsync(id, TradeCause.EntryFailed, trade.CloseReason, reason, line, notice, time.GetUtcNow(), token);
    }

    private static Denial WhyNotOpened(TradeRecord trade, OrderRecord entry)
    {
        if (trade.TakenBack is { } reason)
            return EntryTakeBack.Ending(trade, reason);
        if (trade.CloseRequestedAt is not null)
            return EntryTakeBack.Ending(trade, EntryTakeBack.ReasonOf(trade.CloseReason));
        if (trade.PositionMissingSince is not null)
            return new Denial(
                DenialCodes.ExchangeNotFilled,
                "The entry was gone at the exchange before anything of it was filled: it had been taken, and was shown neither live nor in the "
                    + "history any more.");
        if (entry.Status == OrderStatus.Cancelled && trade is { OrderType: OrderType.Market, Terms.WorstPrice: { } worst })
            return EntryTerms.WhyNotFilled(worst, entry.Reason);
        var what = entry.Status == OrderStatus.Cancelled
            ? "The entry was cancelled at the exchange, and not by the bot, before anything of it was filled"
            : "The entry ended at the exchange before anything of it was filled";
        return new Denial(DenialCodes.ExchangeNotFilled, $"{what}: {PlainText.Sentence(entry.Reason ?? "no reason was given")}");
    }

    // One row per closing order; null until every closing order of ours has its row.
    private async Task<decimal?> ReadExchangePnlAsync(TradeRecord trade, IReadOnlyList<Fill> fills, CancellationToken token)
    {
        var closing = fills.Where(static fill => fill.Role != OrderRole.Entry).Select(static fill => fill.ExchangeOrderId).OfType<string>()
            .ToHashSet();
        var since = trade.CreatedAt - ExchangeClock.Tolerance;
        var rows = await exchange.GetClosedPnlAsync(trade.Category, trade.Symbol, since, token).RequireAsync();
        var own = rows.Where(row => closing.Contains(row.ExchangeOrderId)).ToList();
        return own.Sum(static row => row.Quantity) >= trade.ExitedQuantity ? own.Sum(static row => row.Pnl) : null;
    }

    private async Task<bool> IsStandingAsync(TradeRecord trade, CancellationToken token) =>
        (await exchange.GetPositionsAsync(trade.Category, symbol: null, token).RequireAsync())
            .Any(position => position.Symbol == trade.Symbol && position.Direction == trade.Direction);

    // One row each time that the position was opened and ended; those that stood while the trade did.
    private async Task<IReadOnlyList<ClosedOption>> ReadClosedOptionsAsync(
        TradeRecord trade, IReadOnlyList<Fill> fills, CancellationToken token)
    {
        var rows = await exchange.GetClosedOptionsAsync(trade.Symbol, trade.CreatedAt - ExchangeClock.Tolerance, token).RequireAsync();
        var last = fills.Max(static fill => fill.At);
        return [.. rows.Where(row => row.Direction == trade.Direction && row.ClosedAt >= trade.OpenedAt && row.OpenedAt <= last + Instant)];
    }

    // The exchange's figure is that of fills and fees. Bybit's pages leave open whether funding is in it, so with funding agrees as well.
    private static bool IsSame(TradeRecord trade, decimal? venuePnl)
    {
        var net = trade.RealizedPnl ?? 0;
        return venuePnl is { } figure && (Math.Abs(figure - net - trade.Funding) <= Tolerance || Math.Abs(figure - net) <= Tolerance);
    }

    // The exchange reckons from the average price of all it holds, so with somebody else's part in it its figure is another one.
    private async Task<bool> WasSharedAsync(TradeRecord trade, IReadOnlyList<Fill> fills, CancellationToken token)
    {
        var since = trade.CreatedAt - ExchangeClock.Tolerance;
        var executions = await exchange.GetExecutionsAsync(trade.Category, trade.Symbol, since, token).RequireAsync();
        var own = fills.ToDictionary(static fill => fill.ExecId, static fill => fill.Quantity);
        var last = fills.Max(static fill => fill.At);
        return executions.Any(execution => execution.ExecType != "Funding" && execution.At >= trade.OpenedAt && execution.At <= last
            && own.GetValueOrDefault(execution.ExecId) < execution.Quantity);
    }

    private async Task CompareAsync(TradeRecord trade, decimal? venuePnl, CancellationToken token)
    {
        if (IsSame(trade, venuePnl))
            return;
        var own = (trade.RealizedPnl ?? 0) + trade.Funding;
        var differs = Discrepancies.ClosedPnl(trade.Category, trade.Symbol, trade.Id, own, trade.SettleCoin, venuePnl);
        var now = time.GetUtcNow();
        await discrepancies.ReportAsync(differs, now, token);
        await notices.NotifyAsync(TradeNotices.ProfitDiffers(trade, differs.Message), now, token);
    }

    // Whoever closed the last of it: a request that found nothing left to close says nothing of how it went.
    private static CloseReason ReasonOf(TradeRecord trade, IReadOnlyList<Fill> fills)
    {
        var last = fills.LastOrDefault(static fill => fill.Role != OrderRole.Entry);
        if (last?.Forced is { } forced)
        {
            return forced switch
            {
                ForcedExit.Liquidation => CloseReason.Liquidation,
                ForcedExit.AutoDeleveraging => CloseReason.AutoDeleveraging,
                ForcedExit.Settlement => CloseReason.Settlement,
                _ => CloseReason.External,
            };
        }

        if (trade.IsLost && last is null)
            return CloseReason.PositionLost;
        return last?.Role switch
        {
            OrderRole.Stop => CloseReason.StopLoss,
            OrderRole.TakeProfit => CloseReason.TakeProfit,
            _ when last is null || OrderLinkId.IsOf(trade.Id, last.OrderLinkId) => trade.CloseReason ?? CloseReason.External,
            _ => CloseReason.External,
        };
    }

    private async Task RecordLossAsync(TradeRecord trade, decimal lost, bool isPart, CancellationToken token)
    {
        var now = time.GetUtcNow();
        await discrepancies.ReportAsync(Discrepancies.PositionLost(trade.Category, trade.Symbol, trade.Id, lost), now, token);
        if (isPart)
            await notices.NotifyAsync(TradeNotices.PartLost(trade, lost), now, token);
    }
}
