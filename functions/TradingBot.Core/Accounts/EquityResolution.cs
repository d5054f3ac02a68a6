namespace TradingBot.Core.Accounts;

/// <summary>Width of the time buckets of an equity curve; the last point of each bucket stands for it.</summary>
public enum EquityResolution
{
    Raw,
    OneMinute,
    FiveMinutes,
    OneHour,
    OneDay,
}
