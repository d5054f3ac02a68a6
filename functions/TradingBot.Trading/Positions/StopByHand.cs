using TradingBot.Core.Exchange;
using TradingBot.Core.Foundation;
using TradingBot.Core.Trades;
using TradingBot.Trading.Exchange;

namespace TradingBot.Trading.Positions;

/// <summary>
/// A person asks for a trade's stop to stand nearer. It is asked for as by the rules of the trade, and <see cref="MovingStop"/> carries it
/// out: a stop only ever moves to less risk.
/// </summary>
public sealed class StopByHand(IExchange exchange, ITradeLedger ledger, TimeProvider time)
{
    /// <summary>What a stop there would mean.</summary>
    /// <param name="trade">As just read from the ledger.</param>
    /// <param name="price">Above 0, rounded into the profit to the price step; null for where the trade would end without a loss.</param>
    /// <exception cref="ExchangeUnavailableException">The exchange gave no answer.</exception>
    public async Task<StopByHandAnswer> ReviewAsync(TradeRecord trade, decimal? price, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(trade);
        if (!trade.IsUnfinished || trade.IsLost || trade is not { OpenQuantity: > 0, WantedStopLoss: { } wanted })
            return new StopByHandAnswer.NotOpen();
        if (trade.CloseRequestedAt is not null)
            return new StopByHandAnswer.Busy();
        if (await exchange.FindInstrumentAsync(trade.Category, trade.Symbol, token).RequireAsync() is not { } market)
            return new StopByHandAnswer.NotOpen();
        var ticker = await exchange.GetTickerAsync(trade.Category, trade.Symbol, token).RequireAsync();
        var fees = (await exchange.GetFeeRateAsync(trade.Category, trade.Symbol, token).RequireAsync()).In(ticker);
        var (last, fee) = (ticker.WatchedPrice, Math.Max(0, fees.TakerShare(trade.EntryPrice ?? trade.ReferencePrice)));
        var stop = price is { } told
            ? StopPolicy.OnTick(trade, told, market.TickSize)
            : StopPolicy.BreakEven(trade with { StopMoves = trade.StopMoves with { FeeRate = fee } }, offsetPercent: 0, market.TickSize);
        // A looser one that a person has set, and that is kept, stands instead.
        var isKept = trade is { KeepsMovedStops: true, AskedStop: null };
        var nearest = trade.StopLoss is { } standing && (isKept || trade.IsLooser(wanted, standing)) ? standing : wanted;
        if (!trade.IsLooser(nearest, stop))
            return new StopByHandAnswer.Looser(stop, nearest);
        if (!trade.IsLooser(stop, last))
            return new StopByHandAnswer.Passed(stop, last);
        var fills = await ledger.ListFillsAsync(trade.Id, token);
        var profit = ProjectedResult.Of(trade, fills, fees, (stop, ProjectedResult.HeldOf(trade, fills)));
        return new StopByHandAnswer.Possible(
            stop, FigureText.RoundAmount(profit), RiskMultiple.Of(trade.Category, profit, stop, trade.FilledRisk));
    }

    /// <summary>
    /// Writes down that the stop is to stand there; false when it is wanted as near already, or the trade is being closed.
    /// </summary>
    /// <param name="trade">The trade.</param>
    /// <param name="possible">As <see cref="ReviewAsync"/> has found it.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="reason">Why; null when it is not told.</param>
    public Task<bool> AskAsync(
        TradeRecord trade, StopByHandAnswer.Possible possible, string actor, string? reason, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(trade);
        ArgumentNullException.ThrowIfNull(possible);
        var line = TradeEvents.StopRequestedByPerson(actor, reason, possible.Stop);
        return ledger.AskStopAsync(trade.Id, new StopMove(possible.Stop, StopMoveCause.Manual), line, time.GetUtcNow(), token);
    }
}

/// <summary>What comes of a stop that a person wants.</summary>
public abstract record StopByHandAnswer
{
    private StopByHandAnswer()
    {
    }

    /// <summary>It can be asked for.</summary>
    /// <param name="Stop">On the price step.</param>
    /// <param name="Profit">Of the whole trade if it is hit there, fees and funding included, in settle coin; a loss is negative.</param>
    /// <param name="Multiple">That in multiples of the risk; null where nothing was risked.</param>
    public sealed record Possible(decimal Stop, decimal Profit, decimal? Multiple) : StopByHandAnswer;

    /// <summary>Nothing of the trade is open that a stop could guard.</summary>
    public sealed record NotOpen : StopByHandAnswer;

    /// <summary>It is being closed.</summary>
    public sealed record Busy : StopByHandAnswer;

    /// <summary>It would lie no nearer than the stop that stands or is wanted.</summary>
    public sealed record Looser(decimal Stop, decimal Standing) : StopByHandAnswer;

    /// <summary>The price is there already.</summary>
    public sealed record Passed(decimal Stop, decimal Price) : StopByHandAnswer;
}
