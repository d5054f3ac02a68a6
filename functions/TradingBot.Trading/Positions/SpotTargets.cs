using TradingBot.Core.Exchange;
using TradingBot.Core.Foundation;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Trades;
using TradingBot.Trading.Exchange;

namespace TradingBot.Trading.Positions;

/// <summary>
/// Targets that close parts of a spot trade. The bot watches the price and sells at market, because coins that a target's order bound could
/// have no stop. The part is asked for as by an alert, together with the targets that it is for; they are reached once it is closed.
/// </summary>
public sealed class SpotTargets(IExchange exchange, ITradeLedger ledger, PartialExitRequest parts, TimeProvider time)
{
    // A part that was refused a dozen times was given up and told; the price is still there, so it is tried again, and not at once.
    private static readonly TimeSpan AgainAfter = TimeSpan.FromMinutes(5);

    /// <summary>Asks for the parts of all targets that the price has reached.</summary>
    /// <param name="trade">As just read from the ledger; not being closed, wholly or in part.</param>
    /// <param name="orders">Its orders.</param>
    /// <param name="holding">What of it stands.</param>
    /// <returns>The trade, with what is asked for.</returns>
    /// <exception cref="ExchangeUnavailableException">The exchange gave no answer.</exception>
    public async Task<TradeRecord> SellReachedAsync(
        TradeRecord trade, IReadOnlyList<OrderRecord> orders, PositionState holding, CancellationToken token)
    {
        if (trade is not { Category: Category.Spot, HasTargetLadder: true, NextTarget: not null }
            || holding is not { Missing: 0, Quantity: > 0 and var held } || WasJustVain(orders))
            return trade;
        var price = (await exchange.GetTickerAsync(trade.Category, trade.Symbol, token).RequireAsync()).LastPrice;
        if (!IsReached(trade, trade.NextTarget, price)
            || await exchange.FindInstrumentAsync(trade.Category, trade.Symbol, token).RequireAsync() is not { } market)
            return trade;
        var amounts = TargetLadder.Divide(trade.Direction, [.. trade.Targets.Select(TargetState.Untouched)], held, market);
        var reached = Enumerable.Range(0, trade.Targets.Count)
            .Where(index => !trade.Targets[index].IsReached && IsReached(trade, trade.Targets[index], price))
            .OrderBy(index => trade.Targets[index].Price * trade.Direction.Sign()).ToList();
        // A share that is closed with a farther target waits for that.
        reached = [.. reached.Take(1 + reached.FindLastIndex(index => amounts[index] > 0))];
        if (reached.Count == 0)
            return trade;
        var answer = await parts.AskAsync(
            trade, Portion.Amount(reached.Sum(index => amounts[index])), signal: null, reached,
            quantity => TradeEvents.TargetDue(trade, reached[^1], price, quantity), token);
        if (answer is PartialExitAnswer.Whole)
        {
            // Asked for first: a mark without it would let nobody close anything.
            var now = time.GetUtcNow();
            await ledger.RequestCloseForTargetAsync(trade, TradeEvents.CloseDueByTarget(), now, token);
            await ledger.NoteTargetsReachedAsync(
                trade, reached, TradeEvents.TargetDue(trade, reached[^1], price, held), notice: null, now, token);
        }

        return answer is PartialExitAnswer.Whole or PartialExitAnswer.Asked ? await ledger.GetAsync(trade.Id, token) : trade;
    }

    private bool WasJustVain(IReadOnlyList<OrderRecord> orders) =>
        orders.LastOrDefault(static order => order.Role == OrderRole.Exit) is { FilledQuantity: 0 } vain
        && time.GetUtcNow() - vain.UpdatedAt < AgainAfter;

    private static bool IsReached(TradeRecord trade, PlannedTarget target, decimal price) =>
        (price - target.Price) * trade.Direction.Sign() >= 0;
}
