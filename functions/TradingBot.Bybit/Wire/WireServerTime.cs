namespace TradingBot.Bybit.Wire;

internal sealed record WireServerTime
{
    public long? TimeNano { get; init; }
}
