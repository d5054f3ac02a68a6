using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using TradingBot.Core.Notifications;
using TradingBot.Core.Trades;
using TradingBot.Trading.Exchange;

namespace TradingBot.Trading.Positions;

/// <summary>
/// Moves the stop of an open trade to where its rules, or a person, want it. What is wanted is written down before the exchange is asked,
/// so that an answer or a process that is lost loses no move; seen at the exchange, it is the loosest stop that may stand from then on.
/// </summary>
public sealed class MovingStop(IExchange exchange, ITradeLedger ledger, INotificationStore notices, TimeProvider time)
{
    private const int MostBars = 1000;

    private static readonly TimeSpan BarLength = TimeSpan.FromMinutes(1);

    // The stop that stands guards the position meanwhile.
    private static readonly TimeSpan TellsAfter = TimeSpan.FromSeconds(30);

    // What the exchange does not take is asked for again after a quarter of the time for which it was wanted; a look may be late by this.
    private static readonly TimeSpan AskedAtLatestAfter = TimeSpan.FromSeconds(10);

    // Where no better price comes, the bars since the last one are read again each time.
    private static readonly TimeSpan NoteEvery = TimeSpan.FromMinutes(5);

    /// <summary>One look at the stop of a trade that is not being closed, and is guarded.</summary>
    /// <param name="positions">How its market keeps it.</param>
    /// <param name="trade">As just read from the ledger.</param>
    /// <param name="holding">What of it stands.</param>
    /// <param name="token">Ends the wait.</param>
    /// <returns>The trade, with what is asked for, and whether that is to be looked at soon.</returns>
    /// <exception cref="ExchangeUnavailableException">The exchange gave no answer.</exception>
    public async Task<(TradeRecord Trade, bool IsAsked)> AdvanceAsync(
        IPositionKeeping positions, TradeRecord trade, PositionState holding, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(positions);
        ArgumentNullException.ThrowIfNull(holding);
        if (trade is { EntryPrice: null } or { StopMoves: { BreakEven: null, Trailing: null }, AskedStop: null }
            || await exchange.FindInstrumentAsync(trade.Category, trade.Symbol, token).RequireAsync() is not { } market)
            return (trade, false);
        // By now the guard has seen whether it stands.
        trade = await ledger.GetAsync(trade.Id, token);
        var best = StopPolicy.NeedsPrices(trade, market.TickSize) ? await WatchAsync(trade, token) : trade.BestPrice?.Price;
        var due = StopPolicy.Due(trade, best, market.TickSize);
        if ((due ?? WantedOf(trade)) is not { } move)
            return (trade, false);
        var last = (await exchange.GetTickerAsync(trade.Category, trade.Symbol, token).RequireAsync()).WatchedPrice;
        var now = time.GetUtcNow();
        if (!trade.IsLooser(move.Price, last))
        {
            await ledger.RequestCloseAsync(trade.Id, CloseReason.StopLoss, TradeEvents.CloseDueByMovedStop(move, last), now, token);
            return (await ledger.GetAsync(trade.Id, token), false);
        }

        var isNew = due is not null && await ledger.AskStopAsync(trade.Id, due, line: null, now, token);
        trade = await ledger.GetAsync(trade.Id, token);
        if (trade.AskedStop is not { } asked)
            return (trade, false);
        // While the process was away, or the exchange, nobody asked: it counts from now that the exchange does not take it.
        var isAwaited = asked.TriedAt is not { } tried || now - tried <= AskedAgain.PauseAfter(tried - asked.Since) + AskedAtLatestAfter;
        var since = isAwaited ? asked.Since : now;
        if (asked.TriedAt is not null && now - since > TellsAfter)
            await notices.NotifyAsync(TradeNotices.StopMoveFailed(trade, asked), now, token);
        if (await ledger.TryStopAsync(trade.Id, asked.Price, since, now - AskedAgain.PauseAfter(now - since), now, token))
            await positions.PlaceStopAsync(trade, holding, asked.Price, token);
        return (trade, isNew || asked.TriedAt is null);
    }

    private static StopMove? WantedOf(TradeRecord trade) => trade.AskedStop is { } asked ? new StopMove(asked.Price, asked.Cause) : null;

    // Bars tell of prices that came and went between two looks, or while the bot was away. Those that began before the entry have prices
    // from before it. Without any the stop stays where it is, and what else the trade needs is looked after.
    private async Task<decimal?> WatchAsync(TradeRecord trade, CancellationToken token)
    {
        if (trade.Category == Category.Option)
            return await WatchMarkAsync(trade, token);
        var (since, now) = (trade.BestPrice?.Until ?? trade.OpenedAt ?? trade.CreatedAt, time.GetUtcNow());
        var minutes = (int)Math.Clamp(Math.Ceiling((now - since).TotalMinutes) + 2, 2, int.MaxValue);
        var bars = await ReadAsync(trade, CandleInterval.Minute1, Math.Min(minutes, MostBars), token);
        var older = minutes > MostBars && bars is not null
            ? await ReadAsync(trade, CandleInterval.Hour1, Math.Min((minutes / 60) + 2, MostBars), token)
            : [];
        if (bars is null || older is null)
            return trade.BestPrice?.Price;
        var isLong = trade.Direction == Direction.Long;
        var seen = bars.Concat(older).Where(bar => bar.OpensAt >= trade.OpenedAt).Select(bar => isLong ? bar.High : bar.Low).ToList();
        if (bars is [.., { } newest] && newest.OpensAt + BarLength > trade.OpenedAt)
            seen.Add(newest.Close);
        if (trade.BestPrice is { } before)
            seen.Add(before.Price);
        if (seen.Count == 0)
            return null;
        var best = isLong ? seen.Max() : seen.Min();
        if (best != trade.BestPrice?.Price || now - trade.BestPrice.Until > NoteEvery)
            await ledger.NoteBestPriceAsync(trade.Id, new BestPrice(best, now), token);
        return best;
    }

    // Of options there are no bars: what is seen is what each look sees.
    private async Task<decimal?> WatchMarkAsync(TradeRecord trade, CancellationToken token)
    {
        var mark = (await exchange.GetTickerAsync(trade.Category, trade.Symbol, token).RequireAsync()).WatchedPrice;
        if (trade.BestPrice is { } before && !trade.IsLooser(before.Price, mark))
            return before.Price;
        await ledger.NoteBestPriceAsync(trade.Id, new BestPrice(mark, time.GetUtcNow()), token);
        return mark;
    }

    private async Task<IReadOnlyList<Candle>?> ReadAsync(TradeRecord trade, CandleInterval interval, int count, CancellationToken token) =>
        await exchange.GetCandlesAsync(trade.Category, trade.Symbol, interval, count, token)
            is ExchangeResult<IReadOnlyList<Candle>>.Success { Value: var bars }
            ? bars
            : null;
}
