using System.Diagnostics.CodeAnalysis;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;

namespace TradingBot.Bybit.Wire;

/// <summary>Reads what a row must have, and turns Bybit's several ways of saying "none" into null.</summary>
internal static class WireValue
{
    public static decimal Required([NotNull] decimal? value, string field) => value ?? throw Missing(field);

    public static string Required([NotNull] string? value, string field) => string.IsNullOrEmpty(value) ? throw Missing(field) : value;

    /// <summary>Prices: "0", "0.00" and "" all mean not set.</summary>
    public static decimal? NonZero(decimal? value) => value is 0m ? null : value;

    public static decimal? Positive(decimal? value) => value > 0m ? value : null;

    /// <summary>Words: "" and the exchange's "UNKNOWN" mean none.</summary>
    public static string? Word(string? value) => string.IsNullOrEmpty(value) || value is "UNKNOWN" ? null : value;

    /// <summary>Milliseconds since 1970; some routes send microseconds or nanoseconds.</summary>
    public static DateTimeOffset Time(long? value, string field)
    {
        var stamp = value is { } found and > 0 ? found : throw Missing(field);
        while (stamp > 99_999_999_999_999)
            stamp /= 1000;
        return DateTimeOffset.FromUnixTimeMilliseconds(stamp);
    }

    public static OrderSide Side(string? value) => value switch
    {
        "Buy" => OrderSide.Buy,
        "Sell" => OrderSide.Sell,
        _ => throw new WireFormatException("Bybit sent a row whose side is neither Buy nor Sell."),
    };

    public static Symbol Symbol(string? value) =>
        Core.Markets.Symbol.TryParse(value, out var symbol)
            ? symbol.Value
            : throw new WireFormatException("Bybit sent a row without a usable symbol.");

    /// <summary>Null for a category that this bot does not trade.</summary>
    public static Category? CategoryOf(string? text) => text switch
    {
        "spot" => Category.Spot,
        "linear" => Category.Linear,
        "inverse" => Category.Inverse,
        "option" => Category.Option,
        _ => null,
    };

    private static WireFormatException Missing(string field) => new($"Bybit sent a row without {field}.");
}
