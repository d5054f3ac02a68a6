using FsCheck.Xunit;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Risk;
using TradingBot.Core.Strategies;
using TradingBot.Core.Tests.Building;
using TradingBot.Core.Trades;

namespace TradingBot.Core.Tests.Risk;

public sealed class EntryRiskProperties
{
    private static readonly decimal[] QuantitySteps = [0.000001m, 0.001m, 0.01m, 0.3m, 1m, 5m, 10m, 100m];
    private static readonly decimal[] Ticks = [0.0000001m, 0.00005m, 0.01m, 0.1m, 0.5m, 5m];

    [Property(MaxTest = 3000)]
    public void Approved_plan_keeps_its_budget_its_limits_and_its_steps(int[] dice)
    {
        var roll = new Dice(dice);
        var budgeted = Entry(roll);
        if (EntryRiskEngine.Decide(budgeted) is not RiskVerdict.Approved { Plan: var plan }) return;

        var instrument = budgeted.Instrument;
        Assert.Equal(0m, plan.Quantity % instrument.QuantityStep);
        Assert.InRange(plan.Quantity, instrument.MinQuantity, instrument.MaxMarketQuantity);
        Assert.True(plan.Risk <= Budget(budgeted, plan), $"risk {plan.Risk} of {Budget(budgeted, plan)}");
        Assert.True(LossAtStop(budgeted, plan) <= Budget(budgeted, plan) * 1.000000000001m);
        Assert.True(plan.Notional + budgeted.Open.Sum(o => o.Notional) <= budgeted.Limits.MaxGrossNotional);
        Assert.True((plan.Risk + budgeted.Open.Sum(o => o.Risk)) * 100 <= budgeted.Equity * budgeted.Limits.MaxHeatPercent);

        var stop = plan.StopLoss;
        Assert.Equal(0m, stop % instrument.TickSize);
        var widest = plan.ReferencePrice * budgeted.Strategy.StopLoss!.Percent!.Value / 100;
        Assert.True(Math.Abs(plan.ReferencePrice - stop) <= widest);
        Assert.True((plan.ReferencePrice - stop) * plan.Direction.Sign() > 0);
        foreach (var target in plan.Targets)
        {
            Assert.Equal(0m, target.Price % instrument.TickSize);
            Assert.True((target.Price - plan.ReferencePrice) * plan.Direction.Sign() > 0);
            Assert.True(Math.Abs(target.Price - plan.ReferencePrice) <= 2 * widest);
        }
    }

    [Property(MaxTest = 3000)]
    public void Nearer_stop_of_an_alert_never_buys_more_and_never_risks_more(int[] dice, ushort nearer)
    {
        var request = Entry(new Dice(dice));
        var percent = request.Strategy.StopLoss!.Percent!.Value * nearer / ushort.MaxValue;
        var alerted = request with { Signal = request.Signal with { StopLoss = new PriceDistance(Percent: percent) } };
        if (EntryRiskEngine.Decide(alerted) is not RiskVerdict.Approved { Plan: var plan }
            || EntryRiskEngine.Decide(request) is not RiskVerdict.Approved { Plan: var own }) return;

        Assert.True(plan.Quantity <= own.Quantity);
        Assert.True(plan.Risk <= own.Risk);
        Assert.Equal(plan.StopLoss == own.StopLoss, plan.SizedByStop is null);
    }

    [Property(MaxTest = 2000)]
    public void Leverage_is_lowered_no_further_than_the_stop_needs(int[] dice)
    {
        var roll = new Dice(dice);
        var entry = Entry(roll);
        var step = roll.One(0.01m, 0.1m, 0.3m, 1m);
        var request = entry with
        {
            MarginMode = Core.Exchange.MarginMode.Isolated,
            Strategy = entry.Strategy with { AutoLeverage = true },
            Instrument = entry.Instrument with { LeverageStep = step },
        };
        if (request.Instrument.Category == Category.Spot
            || EntryRiskEngine.Decide(request) is not RiskVerdict.Approved { Plan: { Leverage: { } leverage } plan }) return;

        var farther = Farthest(plan) - ((Farthest(plan) - plan.StopLoss) * 1.1m);
        Assert.True(leverage >= 1 && leverage <= request.Strategy.Leverage);
        Assert.True(leverage == Math.Max(Rounding.Down(request.Strategy.Leverage!.Value, step), 1) || leverage % step == 0);
        Assert.True(IsBeyond(leverage) || leverage < 1 + step);
        Assert.True(plan.AskedLeverage is null || !IsBeyond(leverage + step));

        bool IsBeyond(decimal at) => (farther - LiquidatedAt(request, plan, at)) * plan.Direction.Sign() >= 0;
    }

    // Bybit's help centre, isolated margin: maintenance margin by the tiers of AnEntry, counted at the liquidation itself or at the entry,
    // whichever is nearer. A short of inverse contracts may never be liquidated.
    private static decimal LiquidatedAt(EntryRequest request, TradePlan plan, decimal leverage)
    {
        var (entry, isInverse) = (Farthest(plan), request.Instrument.Category == Category.Inverse);
        var value = isInverse ? plan.Quantity / entry : plan.Quantity * entry;
        var (kept, deducted) = value <= 2_000_000m ? (0.005m, 0m) : (0.01m, 10_000m / value);
        var lost = (1 / leverage) + deducted;
        if (plan.Direction == Direction.Long) return isInverse ? entry * (1 + kept) / (1 + lost) : entry * (1 - lost + kept);
        if (!isInverse) return entry * (1 + lost) / (1 + kept);
        return lost - kept < 1 ? entry / (1 - lost + kept) : decimal.MaxValue / 10;
    }

    [Property(MaxTest = 2000)]
    public void Worst_price_is_on_the_tick_within_the_bound_and_before_every_target(int[] dice)
    {
        var request = Entry(new Dice(dice));
        if (EntryRiskEngine.Decide(request) is not RiskVerdict.Approved { Plan: var plan }) return;

        var strategy = request.Strategy;
        var moves = plan.OrderType == OrderType.Market || strategy.ChaseSeconds is not null
            || strategy.WhenUnfilled == UnfilledEntry.Market;
        Assert.Equal(moves && strategy.MaxSlippagePercent is not null, plan.Terms.WorstPrice is not null);
        if (plan.Terms.WorstPrice is not { } worst) return;
        var (sign, tick) = (plan.Direction.Sign(), request.Instrument.TickSize);
        Assert.Equal(0m, worst % tick);
        Assert.True((worst - plan.ReferencePrice) * sign >= 0);
        var most = plan.ReferencePrice * strategy.MaxSlippagePercent!.Value / 100;
        Assert.True((worst - plan.ReferencePrice) * sign <= most + tick);
        Assert.All(plan.Targets, target => Assert.True((target.Price - worst) * sign > 0));
        Assert.True((worst - plan.StopLoss) * sign > 0);
    }

    [Fact]
    public void Generated_entries_are_approved_often_enough_to_prove_something()
    {
        var approved = Enumerable.Range(1, 400)
            .Count(seed => EntryRiskEngine.Decide(Entry(new Dice([seed * 7919, seed * 104729, seed * 31, seed]))) is RiskVerdict.Approved);

        Assert.InRange(approved, 80, 400);
    }

    [Property(MaxTest = 1000)]
    public void Rounding_down_is_never_up_and_less_than_a_step_away(long number, byte places, byte choice)
    {
        var value = Math.Abs(number % 1_000_000_000_000L) / (decimal)Math.Pow(10, places % 10);
        var step = QuantitySteps[choice % QuantitySteps.Length];

        var down = Rounding.Down(value, step);
        var up = Rounding.Up(value, step);

        Assert.Equal(0m, down % step);
        Assert.Equal(0m, up % step);
        Assert.True(down <= value && value - down < step);
        Assert.True(up >= value && up - value < step);
    }

    private static EntryRequest Entry(Dice roll)
    {
        var category = roll.One(Category.Linear, Category.Inverse, Category.Spot);
        var price = roll.Between(0.001m, 100_000m);
        var instrument = AnEntry.Linear with
        {
            Category = category,
            QuantityStep = roll.One(QuantitySteps),
            MinQuantity = 0,
            MinNotional = roll.One(0m, 5m),
            MaxMarketQuantity = roll.One(1000m, 10_000_000m),
            TickSize = roll.One(Ticks.Where(t => t < price / 100).ToArray()),
        };
        var strategy = new AStrategy()
            .Stop(roll.Between(0.1m, 20m))
            .Sized(roll.One(SizingMode.RiskPercent, SizingMode.RiskAmount), roll.Between(0.01m, 5m))
            .Leverage(category == Category.Spot ? null : roll.Between(1m, 50m))
            .Target(new PriceDistance(R: 2m))
            .With(s => s with { Category = category, Direction = AllowedDirection.Both })
            .With(s => s with { SlippagePercent = roll.One(0m, roll.Between(0m, 2m)) });
        var entry = new AnEntry().On(instrument).By(strategy).Priced(price)
            .Limited(new RiskLimits { MaxGrossNotional = roll.Between(10_000m, 10_000_000m), MaxHeatPercent = roll.Between(1m, 20m) })
            .Beside(AnEntry.Exposure("ETHUSDT", roll.Between(0m, 5_000m), roll.Between(0m, 100m)))
            .With(r => r with { Equity = roll.Between(1_000m, 100_000m), Available = roll.Between(1_000m, 1_000_000m) });
        if (category != Category.Spot && roll.One(true, false)) entry = entry.Short();
        return entry.With(r => r with
        {
            Signal = r.Signal with { Price = null, OrderPrice = null },
            Instrument = r.Instrument with { MaxLimitQuantity = r.Instrument.MaxMarketQuantity },
            Strategy = r.Strategy with
            {
                OrderType = roll.One(OrderType.Market, OrderType.Limit),
                MaxSlippagePercent = roll.One<decimal?>(null, roll.Between(0.01m, 1m), roll.Between(0.01m, 10m)),
                ChaseSeconds = roll.One<int?>(null, 5),
                WhenUnfilled = roll.One(UnfilledEntry.Cancel, UnfilledEntry.Market),
            },
        }).Build();
    }

    private static decimal Budget(EntryRequest request, TradePlan plan) => request.Strategy.Sizing switch
    {
        { Mode: SizingMode.RiskPercent, Value: var value } => request.Equity * value / 100,
        { Value: var value } => request.Instrument.Category == Category.Inverse ? value * plan.ReferencePrice : value,
    };

    private static decimal Farthest(TradePlan plan) => plan.Terms.WorstPrice ?? plan.ReferencePrice;

    // Written out anew from the fee sheet's formulas, not from the code under test.
    private static decimal LossAtStop(EntryRequest request, TradePlan plan)
    {
        decimal quantity = plan.Quantity, fee = request.Fees.Taker;
        var worse = plan.Direction.Sign() * request.Strategy.SlippagePercent / 100;
        var stop = plan.StopLoss * (1 - worse);
        var entry = plan.OrderType == OrderType.Limit ? Farthest(plan) : plan.ReferencePrice * (1 + worse);
        if (plan.Terms.WorstPrice is { } worst && (entry - worst) * plan.Direction.Sign() > 0) entry = worst;
        return request.Instrument.Category == Category.Inverse
            ? (Math.Abs((quantity / entry) - (quantity / stop)) + (((quantity / entry) + (quantity / stop)) * fee)) * plan.ReferencePrice
            : (quantity * Math.Abs(entry - stop)) + (quantity * (entry + stop) * fee);
    }

    /// <summary>Turns whatever numbers the generator gives into choices; the same numbers give the same choices.</summary>
    private sealed class Dice(int[] numbers)
    {
        private uint _state = numbers.Aggregate(2_166_136_261u, static (hash, number) => (hash ^ (uint)number) * 16_777_619u);

        public T One<T>(params T[] choices) => choices[Next() % (uint)choices.Length];

        public decimal Between(decimal low, decimal high) =>
            Math.Max(low, Math.Round(low + ((high - low) * Next() / uint.MaxValue), (int)(Next() % 8)));

        private uint Next()
        {
            _state ^= _state << 13;
            _state ^= _state >> 17;
            _state ^= _state << 5;
            return _state;
        }
    }
}
