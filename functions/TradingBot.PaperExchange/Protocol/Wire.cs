using System.Globalization;

namespace TradingBot.PaperExchange.Protocol;

/// <summary>How numbers and times are written on the wire: decimal text without exponent, milliseconds since 1970.</summary>
internal static class Wire
{
    public static string Text(decimal value) => value.ToString("0.############################", CultureInfo.InvariantCulture);

    /// <summary>For figures that come from a division: eight places, as the exchange shows them.</summary>
    public static string Rounded(decimal value) => Text(Math.Round(value, 8));

    public static string Fixed(decimal value, int decimals) =>
        value.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    public static string Milliseconds(DateTimeOffset time) =>
        time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    /// <summary>A price as the exchange's own refusals show it: scaled by 10 000, no fraction.</summary>
    public static string Scaled(decimal price) => Text(decimal.Truncate(price * 10_000m));
}
