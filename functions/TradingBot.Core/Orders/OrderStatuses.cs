namespace TradingBot.Core.Orders;

public static class OrderStatuses
{
    /// <summary>True when nothing more can happen to the order.</summary>
    public static bool IsFinal(this OrderStatus status) =>
        status is OrderStatus.Filled or OrderStatus.Cancelled or OrderStatus.Rejected or OrderStatus.NotPlaced;
}
