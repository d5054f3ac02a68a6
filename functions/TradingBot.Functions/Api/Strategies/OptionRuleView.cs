using TradingBot.Core.Strategies;
using TradingBot.Functions.Http;

namespace TradingBot.Functions.Api.Strategies;

/// <summary>
/// Which option is bought for an alert of its underlying: a call when the alert is long, a put when it is short. The strike is chosen by
/// exactly one of delta, outOfTheMoneyPercent and strike.
/// </summary>
public sealed record OptionRuleView
{
    /// <summary>Of the expiries allowed, the one nearest to so many days from the alert is taken, 0 to 365; left out: 7.</summary>
    [Unit(Unit.Days)]
    public decimal? Days { get; init; }

    /// <summary>The nearest expiry that is taken; left out: 1.</summary>
    [Unit(Unit.Days)]
    public decimal? MinDays { get; init; }

    /// <summary>The farthest; left out: 45.</summary>
    [Unit(Unit.Days)]
    public decimal? MaxDays { get; init; }

    /// <summary>The strike whose delta comes nearest to this, whatever its sign, 0.05 to 0.95.</summary>
    [Unit(Unit.Times)]
    public decimal? Delta { get; init; }

    /// <summary>The strike nearest to so far out of the money, -50 to 50: 0 is at the money, a negative one lies in the money.</summary>
    [Unit(Unit.Percent)]
    public decimal? OutOfTheMoneyPercent { get; init; }

    /// <summary>The strike nearest to this price of the underlying.</summary>
    [Unit(Unit.SettleCoin)]
    public decimal? Strike { get; init; }

    /// <summary>Options of which less is open are not taken; left out: 0.</summary>
    [Unit(Unit.Quantity)]
    public decimal? MinOpenInterest { get; init; }

    /// <summary>
    /// Options are not taken whose gap between bid and ask is wider, of their middle, above 0 to 200; left out: 20.
    /// </summary>
    [Unit(Unit.Percent)]
    public decimal? MaxSpreadPercent { get; init; }

    public static OptionRuleView Of(OptionRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return new OptionRuleView
        {
            Days = rule.Days,
            MinDays = rule.MinDays,
            MaxDays = rule.MaxDays,
            Delta = rule.Delta,
            OutOfTheMoneyPercent = rule.OutOfTheMoneyPercent,
            Strike = rule.Strike,
            MinOpenInterest = rule.MinOpenInterest,
            MaxSpreadPercent = rule.MaxSpreadPercent,
        };
    }
}
