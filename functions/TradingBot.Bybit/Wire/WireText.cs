using System.Globalization;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;

namespace TradingBot.Bybit.Wire;

/// <summary>Our words in Bybit's spelling.</summary>
internal static class WireText
{
    /// <summary>Plain digits: no exponent, no separators, no trailing zeros.</summary>
    public static string Of(decimal number) => number.ToString("0.############################", CultureInfo.InvariantCulture);

    public static string Of(Category category) => category switch
    {
        Category.Spot => "spot",
        Category.Linear => "linear",
        Category.Inverse => "inverse",
        Category.Option => "option",
        _ => throw new ArgumentOutOfRangeException(nameof(category), category, "Unknown category."),
    };

    public static string Of(OrderSide side) => side switch
    {
        OrderSide.Buy => "Buy",
        OrderSide.Sell => "Sell",
        _ => throw new ArgumentOutOfRangeException(nameof(side), side, "Unknown side."),
    };

    public static string Of(OrderType type) => type switch
    {
        OrderType.Market => "Market",
        OrderType.Limit => "Limit",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Unknown order type."),
    };
}
