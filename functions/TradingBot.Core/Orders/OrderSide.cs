namespace TradingBot.Core.Orders;

public enum OrderSide
{
    Buy,
    Sell,
}
