namespace TradingBot.Core.Trades;

public enum Direction
{
    Long,
    Short,
}
