namespace TradingBot.Core.Markets;

/// <summary>Lengths of a bar that the exchange offers.</summary>
public enum CandleInterval
{
    Minute1,
    Minute3,
    Minute5,
    Minute15,
    Minute30,
    Hour1,
    Hour2,
    Hour4,
    Hour6,
    Hour12,
    Day1,
    Week1,
    Month1,
}
