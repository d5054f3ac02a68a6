namespace TradingBot.Core.Foundation;

/// <summary>
/// A part of something: a share of it, or an amount. A share is kept as the two amounts that tell it: a third of 0.03 is 0.01, and no
/// rounded quotient of it.
/// </summary>
/// <param name="Taken">Greater than zero.</param>
/// <param name="Whole">Of how much it is taken, in the same unit; null where what is taken is the amount itself.</param>
public readonly record struct Portion(decimal Taken, decimal? Whole)
{
    // Beyond it the product may not fit, and no digit of the quotient matters.
    private const decimal Large = 1_000_000_000_000m;

    /// <param name="taken">Greater than zero.</param>
    /// <param name="whole">In the same unit; at least as much as is taken.</param>
    public static Portion Share(decimal taken, decimal whole) => new(taken, whole);

    /// <param name="percent">Above 0, up to 100.</param>
    public static Portion Percent(decimal percent) => new(percent, 100);

    /// <param name="amount">In the unit of what it is taken from; greater than zero.</param>
    public static Portion Amount(decimal amount) => new(amount, null);

    /// <summary>The share to take of each of several amounts, so that together it is what would be taken of their sum.</summary>
    /// <param name="sum">Of the amounts; greater than zero.</param>
    public Portion OfTogether(decimal sum) => Whole is null ? Share(Math.Min(Taken, sum), sum) : this;

    /// <summary>That much of an amount, in the unit of the amount, and never more than it.</summary>
    public decimal Of(decimal amount) => Whole switch
    {
        null => Math.Min(Taken, amount),
        { } whole when Taken >= whole => amount,
        { } whole => Taken < Large && amount < Large ? amount * Taken / whole : amount * (Taken / whole),
    };
}
