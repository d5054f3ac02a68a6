using System.Globalization;

namespace TradingBot.Core.Foundation;

/// <summary>Decimals as text: a point, no thousands separators, exponents read but never written, no trailing zeros.</summary>
public static class DecimalText
{
    private const NumberStyles Styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    public static bool TryParse(string? text, out decimal value) => decimal.TryParse(text, Styles, CultureInfo.InvariantCulture, out value);

    public static string Write(decimal value) => value.ToString("0.############################", CultureInfo.InvariantCulture);
}
