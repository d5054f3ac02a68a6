namespace TradingBot.Bybit.Wire;

internal sealed record WireFeeRate
{
    public decimal? TakerFeeRate { get; init; }

    public decimal? MakerFeeRate { get; init; }
}
