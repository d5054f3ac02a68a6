namespace TradingBot.Core.Strategies;

/// <summary>
/// Which option a strategy buys when an alert of the underlying opens: a call when the alert is long, a put when it is short. How the
/// strike is chosen is told by exactly one of delta, percent and price.
/// </summary>
public sealed record OptionRule
{
    /// <summary>Of the expiries allowed, the one nearest to so many days from the alert is taken; 0 to 365.</summary>
    public required decimal Days { get; init; }

    /// <summary>The nearest expiry that is taken, in days; 0 to 365.</summary>
    public required decimal MinDays { get; init; }

    /// <summary>The farthest, in days; 0 to 365.</summary>
    public required decimal MaxDays { get; init; }

    /// <summary>The strike whose delta comes nearest to this, whatever its sign; 0.05 to 0.95.</summary>
    public decimal? Delta { get; init; }

    /// <summary>
    /// The strike nearest to so many percent out of the money, -50 to 50: 0 is at the money, a negative one lies in the money.
    /// </summary>
    public decimal? OutOfTheMoneyPercent { get; init; }

    /// <summary>The strike nearest to this price.</summary>
    public decimal? Strike { get; init; }

    /// <summary>Options of which less is open are not taken; coins of the underlying, 0 any.</summary>
    public decimal MinOpenInterest { get; init; }

    /// <summary>Options are not taken whose gap between bid and ask is wider, in percent of their middle; above 0 to 200.</summary>
    public required decimal MaxSpreadPercent { get; init; }
}
