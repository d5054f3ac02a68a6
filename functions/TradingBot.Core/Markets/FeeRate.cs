namespace TradingBot.Core.Markets;

/// <summary>
/// Fractions of traded value: 0.00055 is 0.055 %. A negative maker rate is a rebate. Of an option they are fractions of its underlying.
/// </summary>
public sealed record FeeRate(decimal Maker, decimal Taker)
{
    /// <summary>The most that the fee of an option takes of its premium (Bybit, options trading fees).</summary>
    public const decimal MostOfPremium = 0.07m;

    /// <summary>Price of an option's underlying, in the coin of the premium; null for everything else.</summary>
    public decimal? IndexPrice { get; init; }

    /// <summary>
    /// The rates in a market: of an option with the price of its underlying, or, where that is not told, the most that they can come to.
    /// </summary>
    public FeeRate In(Ticker ticker)
    {
        ArgumentNullException.ThrowIfNull(ticker);
        if (ticker.Category != Category.Option) return this;
        return ticker.IndexPrice is { } index ? this with { IndexPrice = index } : new FeeRate(MostOfPremium, MostOfPremium);
    }

    /// <summary>The fee for one unit that is traded at a price, in the coin of the price.</summary>
    public decimal TakerFee(decimal price) =>
        IndexPrice is { } index ? Math.Min(index * Taker, price * MostOfPremium) : price * Taker;

    /// <summary>That fee as a fraction of the price.</summary>
    /// <param name="price">Above 0.</param>
    public decimal TakerShare(decimal price) => IndexPrice is null ? Taker : TakerFee(price) / price;
}
