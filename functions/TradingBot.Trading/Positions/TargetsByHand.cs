using TradingBot.Core.Exchange;
using TradingBot.Core.Foundation;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Strategies;
using TradingBot.Core.Trades;
using TradingBot.Trading.Exchange;

namespace TradingBot.Trading.Positions;

/// <summary>
/// A person puts other targets in the place of those that a trade has not reached yet. They are written down, and
/// <see cref="TargetOrders"/> and <see cref="WholeTarget"/> carry it out; on spot, where the bot watches the price, they hold at once.
/// </summary>
public sealed class TargetsByHand(IExchange exchange, ITradeLedger ledger, TimeProvider time)
{
    private const decimal Whole = 100m;

    /// <summary>What other targets would mean.</summary>
    /// <param name="trade">As just read from the ledger.</param>
    /// <param name="rules">
    /// Where they are to lie, each with the percent that it closes of what is open now, above 0 and together at most 100; none removes all.
    /// </param>
    /// <exception cref="ExchangeUnavailableException">The exchange gave no answer.</exception>
    public async Task<TargetsByHandAnswer> ReviewAsync(TradeRecord trade, IReadOnlyList<TakeProfitRule> rules, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(trade);
        ArgumentNullException.ThrowIfNull(rules);
        if (!trade.IsUnfinished || trade.IsLost || trade.OpenQuantity <= 0)
            return new TargetsByHandAnswer.NotOpen();
        var reached = trade.Targets.Where(static target => target.IsReached).ToList();
        var left = Whole - reached.Sum(static target => target.ClosePercent);
        if (trade.CloseRequestedAt is not null || trade.Reduction is not null)
            return new TargetsByHandAnswer.Busy();
        if (left <= 0)
            return new TargetsByHandAnswer.AllReached();
        if (reached.Count + rules.Count > TakeProfitRules.MaxTargets)
            return new TargetsByHandAnswer.TooMany(TakeProfitRules.MaxTargets - reached.Count);
        if (await exchange.FindInstrumentAsync(trade.Category, trade.Symbol, token).RequireAsync() is not { } market)
            return new TargetsByHandAnswer.NotOpen();
        var ticker = await exchange.GetTickerAsync(trade.Category, trade.Symbol, token).RequireAsync();
        var fees = (await exchange.GetFeeRateAsync(trade.Category, trade.Symbol, token).RequireAsync()).In(ticker);
        var last = ticker.WatchedPrice;
        var wanted = rules
            .Select(rule => new PlannedTarget(PriceOf(trade, rule.Distance, market.TickSize), rule.ClosePercent * left / Whole))
            .OrderBy(target => target.Price * trade.Direction.Sign()).ToList();
        if (wanted.Find(target => target.Price <= 0 || (target.Price - last) * trade.Direction.Sign() <= 0) is { } passed)
            return new TargetsByHandAnswer.Passed(passed.Price, last);

        var legs = await TargetLegs.ReadAsync(ledger, trade, await ledger.ListOrdersAsync(trade.Id, token), token);
        var states = TargetLegs.StatesOf(trade, legs);
        var version = trade.TargetsVersion + 1;
        var changed = trade with
        {
            Targets =
            [
                .. reached,
                .. wanted.Select((target, index) => Same(states, reached.Count + index, target) ?? target with { Version = version }),
            ],
            TargetsVersion = version,
        };

        // The entry carries the one for all of it, and each of its fills would set that again (Bybit V5, order/create).
        if (trade.EntryWaiting > 0 && trade.Category != Category.Spot && trade.WholeTarget != changed.WholeTarget)
            return new TargetsByHandAnswer.Busy();
        return await PreviewAsync(trade, changed, legs, market, fees, token);
    }

    /// <summary>Writes them down; false when the trade, or its targets, are not as they were any more.</summary>
    /// <param name="trade">As <see cref="ReviewAsync"/> was asked.</param>
    /// <param name="possible">As it has answered.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="reason">Why; null when it is not told.</param>
    public async Task<bool> ChangeAsync(
        TradeRecord trade, TargetsByHandAnswer.Possible possible, string actor, string? reason, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(trade);
        ArgumentNullException.ThrowIfNull(possible);
        if (possible.Targets.SequenceEqual(trade.Targets))
            return true;
        var line = TradeEvents.TargetsChanged(actor, reason, trade.Targets, possible.Targets, possible.Remarks);
        return await ledger.ChangeTargetsAsync(trade, possible.Targets, line, time.GetUtcNow(), token);
    }

    private async Task<TargetsByHandAnswer> PreviewAsync(
        TradeRecord trade, TradeRecord changed, IReadOnlyList<TargetLeg> legs, Instrument market, FeeRate fees, CancellationToken token)
    {
        var fills = await ledger.ListFillsAsync(trade.Id, token);
        var held = ProjectedResult.HeldOf(trade, fills);
        var amounts = TargetLadder.Divide(trade.Direction, TargetLegs.StatesOf(changed, legs), held, market);
        var added = new List<TargetPreview>();
        List<(decimal Price, decimal Quantity)> exits = [];
        var before = ProjectedResult.Of(trade, fills, fees);
        foreach (var (target, amount) in changed.Targets.Zip(amounts).Where(static pair => !pair.First.IsReached))
        {
            exits.Add((target.Price, amount));
            var after = ProjectedResult.Of(trade, fills, fees, exits);
            added.Add(new TargetPreview(target, amount, FigureText.RoundAmount(after - before)));
            before = after;
        }

        if (added.Count > 0 && added.TrueForAll(static target => target.Quantity <= 0))
            return new TargetsByHandAnswer.TooSmall(held, market.MinQuantity);
        var rest = held - exits.Sum(static exit => exit.Quantity);
        if (trade.WantedStopLoss is { } stop) exits.Add((stop, rest));
        exits.RemoveAll(static exit => exit.Quantity <= 0);
        var result = ProjectedResult.Of(trade, fills, fees, exits);
        return new TargetsByHandAnswer.Possible(changed.Targets, added)
        {
            Rest = rest,
            Profit = FigureText.RoundAmount(result),
            Multiple = RiskMultiple.Of(trade.Category, result, AverageOf(trade, exits), trade.FilledRisk),
            Remarks = [.. changed.StopMoves.WaitingForNothing(changed.Targets), .. RulesThatBegin(trade, changed)],
        };
    }

    // What stands there already stays, unless a part of it is closed: the share is of what is open now.
    private static PlannedTarget? Same(IReadOnlyList<TargetState> states, int index, PlannedTarget wanted) =>
        index < states.Count && states[index] is { Target: { IsReached: false } standing, Filled: 0 }
            && (standing.Price, standing.ClosePercent) == (wanted.Price, wanted.ClosePercent)
            ? standing
            : null;

    // Of contracts it is the one at which their coins are worth that many dollars.
    private static decimal? AverageOf(TradeRecord trade, List<(decimal Price, decimal Quantity)> exits)
    {
        var quantity = exits.Sum(static exit => exit.Quantity);
        if (quantity == 0) return null;
        return trade.Category == Category.Inverse
            ? quantity / exits.Sum(static exit => exit.Quantity / exit.Price)
            : exits.Sum(static exit => exit.Quantity * exit.Price) / quantity;
    }

    // Reached ones stand in front: a rule may have waited for one that was behind a reached one.
    private static IEnumerable<string> RulesThatBegin(TradeRecord trade, TradeRecord changed)
    {
        if (changed.StopMoves.BreakEven?.When.Target is { } even && IsReached(changed, even) && !IsReached(trade, even))
            yield return $"Target {even + 1} is one that was reached: the stop goes to break-even.";
        if (changed.StopMoves.Trailing?.From.Target is { } from && IsReached(changed, from) && !IsReached(trade, from))
            yield return $"Target {from + 1} is one that was reached: the stop begins to follow the price.";

        static bool IsReached(TradeRecord trade, int target) => target < trade.Targets.Count && trade.Targets[target].IsReached;
    }

    // Measured from what was paid; rounded toward the entry, as the targets of a plan.
    private static decimal PriceOf(TradeRecord trade, PriceDistance distance, decimal tick)
    {
        var (entry, sign) = (trade.EntryPrice ?? trade.ReferencePrice, trade.Direction.Sign());
        var price = distance switch
        {
            { Price: { } told } => told,
            { Percent: { } percent } => entry * (100 + (sign * percent)) / 100,
            { R: { } multiple } => entry + ((entry - (trade.PlannedStopLoss ?? entry)) * multiple),
            _ => throw new ArgumentException("A target has a price, a percent or a multiple of the risk.", nameof(distance)),
        };
        return trade.Direction == Direction.Long ? Rounding.Down(price, tick) : Rounding.Up(price, tick);
    }
}
