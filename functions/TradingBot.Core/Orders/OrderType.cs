namespace TradingBot.Core.Orders;

public enum OrderType
{
    Market,
    Limit,
}
