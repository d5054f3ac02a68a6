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
    /// <summary>Where the strategy's own stop would lie, the widest allowed; null when it has none.</summary>
    public decimal? OwnStop { get; private init; }

    /// <summary>The ranges that stop and targets need are known.</summary>
    internal static ProtectionPlan? For(EntryRequest request, EntryPrices prices, out Denial? denial)
    {
        var (direction, entry, market, limit) = (request.Direction, prices.Reference, request.Ticker.WatchedPrice, prices.Limit);
        var (tick, ranges) = (request.Instrument.TickSize, request.AverageTrueRanges);
        var widest = request.Strategy.StopLoss;
        if ((request.Signal.StopLoss ?? widest) is not { } stop)
        {
            denial = new Denial(
                DenialCodes.StopMissing, "No position stands without a stop: give the strategy a stopLoss, or send one with the alert.");
            return null;
        }

        var asked = StopPrice(direction, entry, stop, ranges);
        decimal? own = widest is null ? null : StopPrice(direction, entry, widest, ranges);
        // One stop guards the whole position, and never moves to more risk: what is added takes the stop that stands where that is nearer.
        var stopPrice = Nearer(TowardEntry(asked, direction, tick), request.AddsTo?.WantedStopLoss, direction);

        // Compared before rounding, which only ever brings the stop nearer.
        denial = WhyStopPassed(direction, entry, market, stopPrice)
            ?? (own is { } bound && (bound - asked) * direction.Sign() > 0 ? Denials.WiderStop(asked, bound) : null);
        if (denial is not null) return null;
        if (request.AddsTo is not null) return new ProtectionPlan(stopPrice, []) { OwnStop = OwnStopOf(own ?? asked) };
        var planned = new List<PlannedTarget>();
        foreach (var rule in request.Signal.TakeProfits ?? request.Strategy.TakeProfits)
        {
            var price = TowardEntry(TargetPrice(direction, entry, stopPrice, rule.Distance, ranges), direction.Opposite(), tick);
            denial = WhyTargetPassed(direction, entry, market, limit, price);
            if (denial is not null) return null;
            planned.Add(new PlannedTarget(price, rule.ClosePercent));
        }

        return new ProtectionPlan(stopPrice, [.. planned.OrderBy(target => target.Price * direction.Sign())])
        {
            OwnStop = own is { } exact ? OwnStopOf(exact) : null,
        };

        decimal OwnStopOf(decimal price) => Math.Max(TowardEntry(price, direction, tick), tick);
    }

    private static decimal Nearer(decimal stop, decimal? standing, Direction direction) =>
        standing is { } other && (other - stop) * direction.Sign() > 0 ? other : stop;

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

    private static decimal StopPrice(
        Direction direction, decimal entry, PriceDistance stop, IReadOnlyDictionary<AtrBars, decimal> ranges) => stop switch
        {
            { Price: { } price } => price,
            { Percent: { } percent } => entry * (100 - (direction.Sign() * percent)) / 100,
            { Atr: { } atr } => entry - (direction.Sign() * atr.Multiple * ranges[atr.Bars]),
            _ => throw new ArgumentException("A stop has a price, a percent or a multiple of the average true range.", nameof(stop)),
        };

    private static decimal TargetPrice(
        Direction direction, decimal entry, decimal stop, PriceDistance target,
        IReadOnlyDictionary<AtrBars, decimal> ranges) => target switch
        {
            { Price: { } price } => price,
            { Percent: { } percent } => entry * (100 + (direction.Sign() * percent)) / 100,
            { R: { } multiple } => entry + ((entry - stop) * multiple),
            { Atr: { } atr } => entry + (direction.Sign() * atr.Multiple * ranges[atr.Bars]),
            _ => throw new ArgumentException("A target has a price, a percent, or a multiple of the risk or the range.", nameof(target)),
        };

    // A price below the entry is rounded up and one above it down: the side follows from what it protects.
    private static decimal TowardEntry(decimal price, Direction below, decimal tick) =>
        below == Direction.Long ? Rounding.Up(price, tick) : Rounding.Down(price, tick);
}
