namespace TradingBot.Bybit.Account;

internal sealed record WireFeeRate
{
    public decimal? TakerFeeRate { get; init; }

    public decimal? MakerFeeRate { get; init; }
}
