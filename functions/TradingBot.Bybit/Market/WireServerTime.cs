namespace TradingBot.Bybit.Market;

internal sealed record WireServerTime
{
    public long? TimeNano { get; init; }
}
