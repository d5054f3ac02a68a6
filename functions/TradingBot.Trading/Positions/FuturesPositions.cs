using TradingBot.Core.Exchange;
using TradingBot.Core.Orders;
using TradingBot.Core.Trades;
using TradingBot.Trading.Exchange;

namespace TradingBot.Trading.Positions;

/// <summary>Futures: the exchange keeps the position, its stop and its target; exits are reduce-only and cannot open anything.</summary>
public sealed class FuturesPositions(IExchange exchange, ITradeLedger ledger, TimeProvider time) : IPositionKeeping
{
    public async Task<PositionState> ReadAsync(TradeRecord trade, CancellationToken token)
    {
        var positions = await exchange.GetPositionsAsync(trade.Category, trade.Symbol, token).RequireAsync();
        var position = positions.FirstOrDefault(candidate => candidate.Direction == trade.Direction);
        var standing = position?.Quantity ?? 0;
        // Filled at the exchange and not yet in the books: what stands is ours, and has to be guarded.
        var own = trade.OpenQuantity > 0 ? Math.Min(standing, trade.OpenQuantity) : standing;
        return new PositionState(own, position?.StopLoss, Math.Max(0, trade.OpenQuantity - standing), standing > own);
    }

    public bool IsFlat(TradeRecord trade, PositionState holding) => trade.OpenQuantity <= 0;

    public async Task<SubmitOutcome> PlaceStopAsync(TradeRecord trade, PositionState holding, CancellationToken token)
    {
        var planned = trade.PlannedStopLoss ?? throw new InvalidOperationException($"Trade {trade.Id} has no stop to place.");
        // Where a stop stands it was moved, and nothing says that the target was; where none stands, the target may be gone with it.
        decimal? target = trade.Targets.Count == 0 || holding.StopLoss is not null ? null : trade.Targets[0].Price;
        await ledger.AddLineAsync(trade.Id, TradeEvents.StopAsked(planned), time.GetUtcNow(), token);
        var outcome = await exchange.SetTradingStopAsync(new TradingStop(trade.Category, trade.Symbol, planned, target), token);
        await ledger.AddLineAsync(trade.Id, TradeEvents.StopAnswered(outcome), time.GetUtcNow(), token);
        return outcome;
    }

    public Task<bool> ReleaseAsync(TradeRecord trade, CancellationToken token) => Task.FromResult(true);

    public Task<bool> IsTargetReachedAsync(TradeRecord trade, CancellationToken token) => Task.FromResult(false);

    public Task<bool> IsStopPassedAsync(TradeRecord trade, CancellationToken token) => Task.FromResult(false);

    public OrderIntent ExitIntent(TradeRecord trade, ExitOrder exit) => new()
    {
        LinkId = OrderLinkId.For(trade.Id, OrderRole.Exit, exit.Attempt),
        Category = trade.Category,
        Symbol = trade.Symbol,
        Side = trade.Direction.ExitSide(),
        Type = OrderType.Market,
        Quantity = exit.Quantity,
        ReduceOnly = true,
        ClosesAll = exit.ClosesAll,
    };
}
