namespace TradingBot.Core.Markets;

public enum Direction
{
    Long,
    Short,
}
