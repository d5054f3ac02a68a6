namespace TradingBot.Core.Orders;

/// <summary>What an order is for in the life of its trade.</summary>
public enum OrderRole
{
    Entry,
    Exit,
    Stop,
    TakeProfit,
}
