using TradingBot.Core.Markets;

namespace TradingBot.Core.Orders;

public static class Directions
{
    public static OrderSide EntrySide(this Direction direction) => direction == Direction.Long ? OrderSide.Buy : OrderSide.Sell;

    public static OrderSide ExitSide(this Direction direction) => direction == Direction.Long ? OrderSide.Sell : OrderSide.Buy;

    public static Direction Opposite(this Direction direction) => direction == Direction.Long ? Direction.Short : Direction.Long;

    /// <summary>+1 for long, −1 for short: the sign of profit when the price rises.</summary>
    public static int Sign(this Direction direction) => direction == Direction.Long ? 1 : -1;
}
