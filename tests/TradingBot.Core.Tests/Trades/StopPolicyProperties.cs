using FsCheck.Xunit;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Tests.Building;
using TradingBot.Core.Trades;

namespace TradingBot.Core.Tests.Trades;

/// <summary>
/// Whatever prices, targets, hands and lost answers come: a stop never loosens, is never set to where the price has not been beyond, and
/// stands no farther behind the best price than its rules say.
/// </summary>
public sealed class StopPolicyProperties
{
    private const int Cases = 10_000;
    private const decimal Tick = 0.1m;

    [Property(MaxTest = Cases)]
    public void Stop_only_ever_comes_nearer_and_keeps_its_distance(
        bool isShort, byte kind, byte size, byte start, bool hasBreakEven, (byte Kind, sbyte Step)[] happenings)
    {
        var side = isShort ? Direction.Short : Direction.Long;
        var sign = side.Sign();
        var distance = (size % 80) + 1m;
        var from = (start % 4) switch
        {
            0 => new MoveStart(1000m + (sign * (start % 50))),
            1 => new MoveStart(Target: start % 3),
            _ => new MoveStart(),
        };
        var trailing = (kind % 4) switch
        {
            0 => new TrailingMove(from, Percent: distance / 10, Distance: null),
            1 => new TrailingMove(from, Percent: null, distance),
            2 => new TrailingMove(from, Percent: null, Distance: null),
            _ => null,
        };
        var even = new BreakEvenMove(new MoveStart(1000m + (sign * 15m)), 0.1m);
        var trade = ATrade.Closed with
        {
            Direction = side,
            EntryPrice = 1000m,
            PlannedStopLoss = 1000m - (sign * 20m),
            StopLoss = 1000m - (sign * 20m),
            Targets = [.. ((decimal[])[10m, 25m, 60m]).Select(away => new PlannedTarget(1000m + (sign * away), 30))],
            StopMoves = new StopMoves(0.0005m, hasBreakEven ? even : null, trailing),
        };

        // What is known of the best price: it is looked at only while the policy says so, and then back to the entry.
        var (price, best, seen) = (1000m, 1000m, (decimal?)null);
        foreach (var (what, step) in happenings)
        {
            var before = trade;
            switch (what % 6)
            {
                // A person moves the stop nearer, and it is kept.
                case 0 when trade.IsLooser(trade.StopLoss!.Value, price - (sign * Math.Abs(step % 9m))):
                    trade = trade with { StopLoss = price - (sign * (Math.Abs(step % 9m) + Tick)) };
                    break;
                // What was asked for is seen at the exchange.
                case 1 when trade.AskedStop is { } asked && trade.IsLooser(trade.StopLoss!.Value, asked.Price):
                    trade = trade with { StopLoss = asked.Price, MovedStopLoss = asked.Price, AskedStop = null };
                    break;
                default:
                    price = Math.Max(Tick, price + (step / 4m));
                    best = sign > 0 ? Math.Max(best, price) : Math.Min(best, price);
                    trade = trade with
                    {
                        Targets = [.. trade.Targets.Select(target => target with
                        {
                            IsReached = target.IsReached || (best - target.Price) * sign >= 0,
                        })],
                    };
                    break;
            }

            if (StopPolicy.NeedsPrices(trade, Tick))
                seen = best;
            if (StopPolicy.Due(trade, seen, Tick) is { } move)
            {
                Assert.True(trade.IsLooser(trade.WantedStopLoss!.Value, move.Price), "It loosens what is wanted.");
                Assert.True(trade.IsLooser(trade.StopLoss!.Value, move.Price), "It loosens what stands.");
                Assert.True(trade.IsLooser(move.Price, best), "The price was never beyond it.");
                Assert.Equal(0, move.Price % Tick);
                trade = trade with { AskedStop = new AskedStop(move.Price, move.Cause, default) };
            }

            Assert.Null(StopPolicy.Due(trade, seen, Tick));
            Assert.False(trade.IsLooser(trade.WantedStopLoss!.Value, before.WantedStopLoss!.Value));
            AssertNotFartherThanItsRules(trade, best);
        }
    }

    // The nearest of the stop that stands and the one that is wanted.
    private static void AssertNotFartherThanItsRules(TradeRecord trade, decimal best)
    {
        var sign = trade.Direction.Sign();
        var (standing, wanted) = (trade.StopLoss!.Value, trade.WantedStopLoss!.Value);
        var nearest = trade.IsLooser(standing, wanted) ? wanted : standing;
        var behind = (best - nearest) * sign;
        if (trade.StopMoves.Trailing is { FollowsTargets: false } trailing && HasBegun(trade, trailing.From, best))
        {
            var distance = trailing.Distance ?? best * trailing.Percent!.Value / 100;
            Assert.True(behind <= (distance * 1.05m) + Tick, $"{behind} behind, and {distance} is meant.");
        }

        if (trade.StopMoves.BreakEven is not null && (best - (1000m + (sign * 15m))) * sign >= 0)
            Assert.False(trade.IsLooser(nearest, StopPolicy.BreakEven(trade, 0.1m, Tick)));
        var reached = trade.Targets.Count(static target => target.IsReached);
        if (trade.StopMoves.Trailing is { FollowsTargets: true } steps && HasBegun(trade, steps.From, best) && reached > 1)
            Assert.False(trade.IsLooser(nearest, trade.Targets[reached - 2].Price));
    }

    private static bool HasBegun(TradeRecord trade, MoveStart start, decimal best) => start switch
    {
        { Price: { } price } => (best - price) * trade.Direction.Sign() >= 0,
        { Target: { } target } => trade.Targets[target].IsReached,
        _ => true,
    };
}
