using TradingBot.Core.Foundation;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Strategies;
using TradingBot.Core.Trades;

namespace TradingBot.Core.Risk;

/// <summary>
/// Stop and targets as absolute prices on the tick, rounded toward the entry. They are fixed when the entry is decided: a fill at
/// another price does not move them, so the planned risk stays the planned risk. The nearest target comes first.
/// </summary>
public sealed record ProtectionPlan(decimal StopLoss, IReadOnlyList<PlannedTarget> Targets)
{
    /// <param name="entry">The reference price of the entry.</param>
    /// <param name="market">The last price, which triggers stops and targets.</param>
    /// <param name="limit">The order's limit price; null for a market order.</param>
    /// <param name="stop">The stop to use; the strategy's own is the widest allowed.</param>
    internal static ProtectionPlan? For(
        Direction direction, decimal entry, decimal market, decimal? limit, PriceDistance? stop, PriceDistance? widest,
        IReadOnlyList<TakeProfitRule> targets, decimal tick, out Denial? denial)
    {
        if (stop is null)
        {
            denial = new Denial(
                DenialCodes.StopMissing, "No position stands without a stop: give the strategy a stopLoss, or send one with the alert.");
            return null;
        }

        var stopPrice = TowardEntry(StopPrice(direction, entry, stop), direction, tick);
        denial = WhyStopPassed(direction, entry, market, stopPrice) ?? WhyTooWide(direction, entry, stop, widest);
        if (denial is not null) return null;
        var planned = new List<PlannedTarget>();
        foreach (var rule in targets)
        {
            var price = TowardEntry(TargetPrice(direction, entry, stopPrice, rule.Distance), direction.Opposite(), tick);
            denial = WhyTargetPassed(direction, entry, market, limit, price);
            if (denial is not null) return null;
            planned.Add(new PlannedTarget(price, rule.ClosePercent));
        }

        return new ProtectionPlan(stopPrice, [.. planned.OrderBy(target => target.Price * direction.Sign())]);
    }

    /// <summary>A stop that entry or market has reached already would close the position at once.</summary>
    internal static Denial? WhyStopPassed(Direction direction, decimal entry, decimal market, decimal stop)
    {
        var nearest = direction == Direction.Long ? Math.Min(entry, market) : Math.Max(entry, market);
        return stop <= 0 || (nearest - stop) * direction.Sign() <= 0 ? Denials.WrongStop(direction, stop, nearest) : null;
    }

    /// <summary>
    /// A target that entry or market has reached already would close the position at once. A limit order is filled when the market has come
    /// to its price, so its target is measured from there, as Bybit measures it: the market that it waits for may stand beyond the target.
    /// </summary>
    internal static Denial? WhyTargetPassed(Direction direction, decimal entry, decimal market, decimal? limit, decimal target)
    {
        var nearest = limit ?? (direction == Direction.Long ? Math.Max(entry, market) : Math.Min(entry, market));
        return target <= 0 || (target - nearest) * direction.Sign() <= 0 ? Denials.WrongTarget(direction, target, nearest) : null;
    }

    private static Denial? WhyTooWide(Direction direction, decimal entry, PriceDistance stop, PriceDistance? widest)
    {
        if (widest is null) return null;

        // Compared before rounding, which only ever brings the stop nearer.
        var limit = StopPrice(direction, entry, widest);
        var asked = StopPrice(direction, entry, stop);
        return (limit - asked) * direction.Sign() > 0 ? Denials.WiderStop(asked, limit) : null;
    }

    private static decimal StopPrice(Direction direction, decimal entry, PriceDistance stop) => stop switch
    {
        { Price: { } price } => price,
        { Percent: { } percent } => entry * (100 - (direction.Sign() * percent)) / 100,
        _ => throw new ArgumentException("A stop has a price or a percent.", nameof(stop)),
    };

    private static decimal TargetPrice(Direction direction, decimal entry, decimal stop, PriceDistance target) => target switch
    {
        { Price: { } price } => price,
        { Percent: { } percent } => entry * (100 + (direction.Sign() * percent)) / 100,
        { R: { } multiple } => entry + ((entry - stop) * multiple),
        _ => throw new ArgumentException("A target has a price, a percent or a multiple of the risk.", nameof(target)),
    };

    // A price below the entry is rounded up and one above it down: the side follows from what it protects.
    private static decimal TowardEntry(decimal price, Direction below, decimal tick) =>
        below == Direction.Long ? Rounding.Up(price, tick) : Rounding.Down(price, tick);
}
