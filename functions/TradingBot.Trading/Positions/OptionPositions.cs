using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Trades;
using TradingBot.Trading.Exchange;

namespace TradingBot.Trading.Positions;

/// <summary>
/// Options that were bought: the exchange keeps the position and nobody but the bot its stop, which it watches the mark price for. Targets
/// are reduce-only orders, as those of futures. Exits are limit orders that are filled at once or not at all, so that a thin book cannot
/// take an option for next to nothing.
/// </summary>
public sealed class OptionPositions(IExchange exchange, FuturesPositions futures) : IPositionKeeping
{
    /// <summary>The stop that is wanted stands as soon as it is written down: there is nobody else to hold it.</summary>
    public async Task<PositionState> ReadAsync(TradeRecord trade, EntryOrders entry, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(trade);
        var holding = await futures.ReadAsync(trade, entry, token);
        return holding with { StopLoss = holding.Quantity > 0 ? trade.WantedStopLoss : null, TakeProfit = null };
    }

    public bool IsFlat(TradeRecord trade, PositionState holding) => futures.IsFlat(trade, holding);

    public Task<SubmitOutcome> PlaceStopAsync(TradeRecord trade, PositionState holding, decimal stop, CancellationToken token) =>
        Task.FromResult<SubmitOutcome>(new SubmitOutcome.Accepted(string.Empty));

    public Task<bool> ReleaseAsync(TradeRecord trade, PositionState holding, CancellationToken token) =>
        futures.ReleaseAsync(trade, holding, token);

    public Task<bool> IsTargetReachedAsync(TradeRecord trade, CancellationToken token) => Task.FromResult(false);

    public async Task<bool> IsStopPassedAsync(TradeRecord trade, PositionState holding, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(trade);
        return trade.WantedStopLoss is { } stop && !trade.IsLooser(stop, await MarkOfAsync(trade, holding, token));
    }

    public async Task<decimal?> FindExitPriceAsync(TradeRecord trade, PositionState holding, int vainTries, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(trade);
        return await exchange.FindInstrumentAsync(trade.Category, trade.Symbol, token).RequireAsync() is { } market
            ? ExitPolicy.OptionPrice(await MarkOfAsync(trade, holding, token), vainTries, market.TickSize)
            : null;
    }

    /// <summary>Somebody bids what the next exit would be content with. Without an answer the exit waits for its time.</summary>
    public async Task<bool> IsWantedAsync(TradeRecord trade, PositionState holding, int vainTries, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(trade);
        return await exchange.GetTickerAsync(trade.Category, trade.Symbol, token)
                is ExchangeResult<Ticker>.Success { Value.BidPrice: { } bid }
            && await FindExitPriceAsync(trade, holding, vainTries, token) is { } least && bid >= least;
    }

    // The position itself is listed with its mark, if a little later: a ticker that gives no answer must not keep the stop from being
    // watched, nor the option from being sold.
    private async Task<decimal> MarkOfAsync(TradeRecord trade, PositionState holding, CancellationToken token)
    {
        var ticker = exchange.GetTickerAsync(trade.Category, trade.Symbol, token);
        return await ticker is ExchangeResult<Ticker>.Failure && holding.MarkPrice is { } mark
            ? mark
            : (await ticker.RequireAsync()).WatchedPrice;
    }

    public OrderIntent ExitIntent(TradeRecord trade, ExitOrder exit)
    {
        ArgumentNullException.ThrowIfNull(exit);
        return futures.ExitIntent(trade, exit) with
        {
            Type = exit.LimitPrice is null ? OrderType.Market : OrderType.Limit,
            LimitPrice = exit.LimitPrice,
            TimeInForce = TimeInForce.ImmediateOrCancel,
        };
    }
}
