using FsCheck;
using FsCheck.Xunit;
using TradingBot.Core.Markets;
using TradingBot.Core.Tests.Building;
using TradingBot.Core.Trades;

namespace TradingBot.Core.Tests.Trades;

/// <summary>
/// Whatever happens to a position with targets, its orders together never close more than stands, none is smaller than an order may be,
/// no target is closed twice, and prices that pass all targets close what the targets are to close.
/// </summary>
public sealed class TargetLadderProperties
{
    private const int Cases = 10_000;

    private static readonly Instrument Market = AnEntry.Linear with { MinNotional = 0.25m };

    /// <param name="weights">The shares of the targets, and last the one that none closes.</param>
    /// <param name="size">What is open at first, in steps.</param>
    /// <param name="happenings">What happens, each with a number that tells how much, or to which target.</param>
    [Property(MaxTest = Cases)]
    public void Orders_of_targets_stay_right_whatever_happens(
        NonEmptyArray<byte> weights, ushort size, (byte Kind, byte Share)[] happenings)
    {
        var shares = weights.Get.Take(10).Select(static weight => 1 + (weight % 40)).ToArray();
        var walk = new Walk(shares, rest: weights.Get.Length % 2 == 0 ? 0 : weights.Get[^1] % 40, (1 + (size % 400)) * Market.QuantityStep);
        foreach (var (kind, share) in happenings)
            walk.Happen(kind % 7, 1 + (share % 100));
        walk.PassAllTargets();
    }

    /// <summary>The position, its targets and their orders, and what the rules made of them.</summary>
    private sealed class Walk
    {
        private readonly bool _closesAll;
        private TargetState[] _targets;
        private decimal _open;
        private bool _hasGrownBeyond;

        public Walk(int[] weights, int rest, decimal open)
        {
            var total = weights.Sum() + rest;
            var closes = weights.Select(weight => Math.Floor(10_000m * weight / total) / 100).ToArray();
            if (rest == 0)
                closes[^1] += 100 - closes.Sum();
            _closesAll = rest == 0;
            _targets = [.. closes.Select(static (close, index) => TargetState.Untouched(new PlannedTarget(100m + index, close)))];
            _open = open;
            Arrange();
        }

        public void Happen(int kind, int share)
        {
            switch (kind)
            {
                case 0: Fill(Nearest(), all: true); break;
                case 1: Fill(Nearest(), all: false); break;
                case 2: Grow(share * Market.QuantityStep); break;
                case 3: Close(Rounding.Down(_open * share / 100, Market.QuantityStep)); break;
                case 4: Remove(share % _targets.Length); break;
                case 5: Arrange(); break;
                default: Move(share % _targets.Length, 90m + (share % 25)); break;
            }

            Arrange();
        }

        public void PassAllTargets()
        {
            for (var left = 50; left > 0 && Nearest() >= 0; left--)
            {
                Fill(Nearest(), all: true);
                Arrange();
            }

            Assert.True(Nearest() < 0, "orders are left");
            // What is no order can be left over only where nothing but that was there.
            if (_closesAll && !_hasGrownBeyond)
                Assert.True(_open == 0 || Market.IsTooSmall(_open, 100m), $"{_open} stay open");
        }

        // What is filled after the last target has none.
        private void Grow(decimal quantity)
        {
            _open += quantity;
            _hasGrownBeyond |= Array.TrueForAll(_targets, static target => target.Target.IsReached);
        }

        private int Nearest() => Enumerable.Range(0, _targets.Length).Where(index => _targets[index].Working > 0)
            .OrderBy(index => _targets[index].Target.Price).FirstOrDefault(-1);

        private void Fill(int index, bool all)
        {
            if (index < 0)
                return;
            var state = _targets[index];
            var filled = all ? state.Working : Rounding.Down(state.Working / 2, Market.QuantityStep);
            Assert.False(state.Target.IsReached);
            _targets[index] = state with { Filled = state.Filled + filled, Working = state.Working - filled };
            _open -= filled;
            if (!all)
                return;
            foreach (var reached in TargetLadder.ReachedWith(Direction.Long, _targets, index, _open, Market))
                _targets[reached] = _targets[reached] with { Target = _targets[reached].Target with { IsReached = true } };
            Assert.True(_targets[index].Target.IsReached);
        }

        // The exchange cuts what may only reduce once less stands.
        private void Close(decimal quantity)
        {
            _open -= quantity;
            for (var index = 0; index < _targets.Length; index++)
                _targets[index] = _targets[index] with { Working = 0 };
        }

        private void Remove(int index) => _targets[index] = _targets[index] with { Working = 0 };

        private void Move(int index, decimal price) =>
            _targets[index] = _targets[index] with { Target = _targets[index].Target with { Price = price } };

        private void Arrange()
        {
            var amounts = TargetLadder.Divide(Direction.Long, _targets, _open, Market);
            Assert.All(amounts, static amount => Assert.True(amount >= 0));
            Assert.True(amounts.Sum() <= _open, $"{amounts.Sum()} of {_open}");
            Assert.All(_targets.Zip(amounts), static pair => Assert.True(!pair.First.Target.IsReached || pair.Second == 0));
            if (!TargetLadder.IsKept(_targets, amounts, Market))
            {
                var working = _targets.Select(static target => target.Working).ToArray();
                var isWrong = working.Zip(amounts, static (now, due) => now > 0 && now != due).ToArray();
                for (var index = 0; index < _targets.Length; index++)
                    _targets[index] = _targets[index] with { Working = isWrong[index] ? 0 : working[index] };
                amounts = TargetLadder.Divide(Direction.Long, _targets, _open, Market);
                for (var index = 0; index < _targets.Length; index++)
                {
                    if (_targets[index].Working == 0 && amounts[index] > 0)
                    {
                        Assert.False(Market.IsTooSmall(amounts[index], _targets[index].Target.Price), $"{amounts[index]} is no order");
                        _targets[index] = _targets[index] with { Working = amounts[index] };
                    }
                }

                // Once arranged, nothing is left to be done: the rules come to rest.
                amounts = TargetLadder.Divide(Direction.Long, _targets, _open, Market);
                if (!isWrong.Contains(true))
                    Assert.True(TargetLadder.IsKept(_targets, amounts, Market), "the rules do not come to rest");
            }

            Assert.True(_targets.Sum(static target => target.Working) <= _open);
        }
    }
}
