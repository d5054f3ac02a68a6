using TradingBot.Core.Exchange;
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
        if (trade.WantedStopLoss is not { } stop)
            return false;
        var ticker = await exchange.GetTickerAsync(trade.Category, trade.Symbol, token).RequireAsync();
        return !trade.IsLooser(stop, ticker.WatchedPrice);
    }

    public async Task<decimal?> FindExitPriceAsync(TradeRecord trade, int vainTries, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(trade);
        if (await exchange.FindInstrumentAsync(trade.Category, trade.Symbol, token).RequireAsync() is not { } market)
            return null;
        var ticker = await exchange.GetTickerAsync(trade.Category, trade.Symbol, token).RequireAsync();
        return ExitPolicy.OptionPrice(ticker.WatchedPrice, vainTries, market.TickSize);
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
