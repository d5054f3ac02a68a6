namespace TradingBot.Bybit.Wire;

internal sealed record WireFeeRate
{
    /// <summary>Fraction of the notional, 0.00055 for 0.055 %; negative for a rebate.</summary>
    public decimal? TakerFeeRate { get; init; }

    /// <inheritdoc cref="TakerFeeRate"/>
    public decimal? MakerFeeRate { get; init; }
}
