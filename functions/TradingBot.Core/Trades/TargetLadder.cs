using TradingBot.Core.Markets;
using TradingBot.Core.Orders;

namespace TradingBot.Core.Trades;

/// <summary>
/// Divides an open position among its targets. Each target that was not reached gets its share of what the reached ones left, so that its
/// order is right whatever else opened or closed a part meanwhile. Nothing is divided into orders that the exchange would not take: a share
/// that is too small is closed together with the next one, and the farthest target takes what rounding leaves, unless more than that is
/// to be left to the stop.
/// </summary>
public static class TargetLadder
{
    private const decimal Whole = 100m;

    /// <summary>What each target has to close from now on; zero for one that is reached, or closed together with a farther one.</summary>
    /// <param name="direction">The side of the position.</param>
    /// <param name="targets">All targets of the trade.</param>
    /// <param name="open">What is open and not being closed otherwise; base coin, inverse: USD contracts; not negative.</param>
    /// <param name="market">The rules of the market.</param>
    /// <returns>As many amounts as there are targets, in their order; together never more than what is open.</returns>
    public static IReadOnlyList<decimal> Divide(Direction direction, IReadOnlyList<TargetState> targets, decimal open, Instrument market)
    {
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentNullException.ThrowIfNull(market);
        var amounts = new decimal[targets.Count];
        var left = FromNearest(direction, targets);
        if (left.Count == 0)
            return amounts;
        var shares = SharesOf(targets, left, open, market);
        var (carried, free) = (0m, open);
        foreach (var index in left)
        {
            var target = targets[index];
            // What an order closed beyond its own share was carried by it, and is still among what is carried to it.
            var amount = Math.Clamp(shares[index] - target.Filled + carried, 0, free);
            // The rest of an order in work may be less than a new one might be.
            var waits = amount != target.Working && market.IsTooSmall(amount, target.Target.Price);
            amounts[index] = waits ? 0 : amount;
            carried = waits ? amount : 0;
            free -= amounts[index];
        }

        // Nothing is left behind the farthest that was not meant to be, or that no order could close.
        var farthest = left.LastOrDefault(index => amounts[index] > 0, -1);
        var total = TotalOf(targets);
        var runs = total - left.Sum(index => targets[index].Target.ClosePercent);
        var meant = (open + left.Sum(index => targets[index].Filled)) * runs / total;
        if (farthest >= 0 && market.IsTooSmall(meant, targets[farthest].Target.Price))
            amounts[farthest] += free;
        return amounts;
    }

    /// <summary>
    /// True when the orders in work are as good as the amounts that were just divided, so that none has to be replaced. Each reached
    /// target has closed a whole number of steps and not its exact share, which shifts the division of the rest by as many steps at most.
    /// </summary>
    /// <param name="targets">All targets of the trade.</param>
    /// <param name="amounts">As <see cref="Divide"/> gave them.</param>
    /// <param name="market">The rules of the market.</param>
    public static bool IsKept(IReadOnlyList<TargetState> targets, IReadOnlyList<decimal> amounts, Instrument market)
    {
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentNullException.ThrowIfNull(amounts);
        ArgumentNullException.ThrowIfNull(market);
        var shift = targets.Count(static target => target.Target.IsReached) * market.QuantityStep;
        return targets.Sum(static target => target.Working) == amounts.Sum()
            && targets.Zip(amounts, (target, amount) => target.Working == amount
                || (target.Working > 0 && amount > 0 && Math.Abs(target.Working - amount) <= shift)).All(static isKept => isKept);
    }

    /// <summary>
    /// Which targets are behind the position once this one was reached: itself, and the nearer ones whose shares its orders closed with its
    /// own. A nearer one that merely has no order at the moment is still to be closed.
    /// </summary>
    /// <param name="direction">The side of the position.</param>
    /// <param name="targets">All targets of the trade.</param>
    /// <param name="reached">Which was reached.</param>
    /// <param name="open">What is open now, after that; as for <see cref="Divide"/>.</param>
    /// <param name="market">The rules of the market.</param>
    /// <returns>Indexes of targets that are not marked as reached yet.</returns>
    public static IReadOnlyList<int> ReachedWith(
        Direction direction, IReadOnlyList<TargetState> targets, int reached, decimal open, Instrument market)
    {
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentNullException.ThrowIfNull(market);
        var left = FromNearest(direction, targets);
        var shares = SharesOf(targets, left, open, market);
        var carried = targets[reached].Filled - shares[reached];
        var with = new List<int> { reached };
        foreach (var index in left.TakeWhile(index => index != reached).Reverse())
        {
            carried -= shares[index] - targets[index].Filled;
            if (targets[index].Working > 0 || carried < 0)
                break;
            with.Add(index);
        }

        return with;
    }

    // Whole steps of the share that each target has of all that is divided: what is open, and what unfinished targets have closed.
    private static decimal[] SharesOf(IReadOnlyList<TargetState> targets, IReadOnlyList<int> left, decimal open, Instrument market)
    {
        var shares = new decimal[targets.Count];
        var (divided, total) = (open + left.Sum(index => targets[index].Filled), TotalOf(targets));
        var (percent, given) = (0m, 0m);
        foreach (var index in left)
        {
            percent += targets[index].Target.ClosePercent;
            var until = Rounding.Down(divided * percent / total, market.QuantityStep);
            shares[index] = until - given;
            given = until;
        }

        return shares;
    }

    private static decimal TotalOf(IReadOnlyList<TargetState> targets) =>
        Whole - targets.Where(static target => target.Target.IsReached).Sum(static target => target.Target.ClosePercent);

    private static IReadOnlyList<int> FromNearest(Direction direction, IReadOnlyList<TargetState> targets) =>
    [
        .. Enumerable.Range(0, targets.Count).Where(index => !targets[index].Target.IsReached)
            .OrderBy(index => targets[index].Target.Price * direction.Sign()),
    ];
}

/// <summary>How a target stands.</summary>
/// <param name="Target">The target.</param>
/// <param name="Filled">What its orders have closed so far; base coin, inverse: USD contracts.</param>
/// <param name="Working">What its order in work may still close; zero when none is.</param>
public sealed record TargetState(PlannedTarget Target, decimal Filled, decimal Working)
{
    /// <summary>A target for which no order was sent yet.</summary>
    public static TargetState Untouched(PlannedTarget target) => new(target, Filled: 0, Working: 0);
}
