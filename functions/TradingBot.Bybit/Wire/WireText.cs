using System.Globalization;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;

namespace TradingBot.Bybit.Wire;

/// <summary>Our words in Bybit's spelling.</summary>
internal static class WireText
{
    /// <summary>Plain digits: no exponent, no separators, no trailing zeros.</summary>
    public static string Of(decimal number) => number.ToString("0.############################", CultureInfo.InvariantCulture);

    /// <summary>Null stays null: an absent field is not written.</summary>
    public static string? Of(decimal? number) => number is { } value ? Of(value) : null;

    public static string Of(Category category) => category switch
    {
        Category.Spot => "spot",
        Category.Linear => "linear",
        Category.Inverse => "inverse",
        Category.Option => "option",
        _ => throw new ArgumentOutOfRangeException(nameof(category), category, "Unknown category."),
    };

    public static string Of(CandleInterval interval) => interval switch
    {
        CandleInterval.Minute1 => "1",
        CandleInterval.Minute3 => "3",
        CandleInterval.Minute5 => "5",
        CandleInterval.Minute15 => "15",
        CandleInterval.Minute30 => "30",
        CandleInterval.Hour1 => "60",
        CandleInterval.Hour2 => "120",
        CandleInterval.Hour4 => "240",
        CandleInterval.Hour6 => "360",
        CandleInterval.Hour12 => "720",
        CandleInterval.Day1 => "D",
        CandleInterval.Week1 => "W",
        CandleInterval.Month1 => "M",
        _ => throw new ArgumentOutOfRangeException(nameof(interval), interval, "Unknown interval."),
    };

    public static string Of(OrderSide side) => side switch
    {
        OrderSide.Buy => "Buy",
        OrderSide.Sell => "Sell",
        _ => throw new ArgumentOutOfRangeException(nameof(side), side, "Unknown side."),
    };

    public static string Of(TimeInForce timeInForce) => timeInForce switch
    {
        TimeInForce.GoodTillCancelled => "GTC",
        TimeInForce.ImmediateOrCancel => "IOC",
        _ => throw new ArgumentOutOfRangeException(nameof(timeInForce), timeInForce, "Unknown time in force."),
    };

    public static string Of(OrderType type) => type switch
    {
        OrderType.Market => "Market",
        OrderType.Limit => "Limit",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Unknown order type."),
    };
}
