namespace TradingBot.Core.Strategies;

public enum AllowedDirection
{
    Both,
    Long,
    Short,
}
