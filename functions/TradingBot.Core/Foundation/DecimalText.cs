using System.Globalization;

namespace TradingBot.Core.Foundation;

/// <summary>Decimals as text: a point, no thousands separators, exponents read but never written, no trailing zeros.</summary>
public static class DecimalText
{
    /// <summary>What to say of <see cref="DecimalReading.Rounded"/>, as the end of a sentence.</summary>
    public const string TooManyDigits = "has more digits than can be kept exactly; round it to 12 decimals";

    private const int MostDigits = 28;

    private const NumberStyles Styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <summary>Reads a number that a decimal holds exactly, so that none is read as another one than was written.</summary>
    public static bool TryParse(string? text, out decimal value) => Read(text, out value) == DecimalReading.Exact;

    /// <summary>Reads a number, and tells whether it is the very number that was written.</summary>
    /// <param name="text">As it was sent.</param>
    /// <param name="value">The decimal nearest to it; 0 where it is no number.</param>
    public static DecimalReading Read(string? text, out decimal value)
    {
        value = 0;
        // The framework's parser passes over zero characters at the end.
        if (text is null || text.Contains('\0', StringComparison.Ordinal)
            || !decimal.TryParse(text, Styles, CultureInfo.InvariantCulture, out value))
            return DecimalReading.NotANumber;
        // So few digits always fit.
        if (text.Length <= MostDigits && !text.AsSpan().ContainsAny('e', 'E'))
            return DecimalReading.Exact;
        var (digits, exponent) = Significant(text);
        if (digits.Length > 0 && value == 0)
            return DecimalReading.TooSmall;
        return Significant(value.ToString(CultureInfo.InvariantCulture)) == (digits, exponent)
            ? DecimalReading.Exact
            : DecimalReading.Rounded;
    }

    public static string Write(decimal value) => value.ToString("0.############################", CultureInfo.InvariantCulture);

    // The digits without the zeros around them, and the power of ten of the last of them: one number has one such form. Of zero there are
    // no digits, whatever its exponent. An exponent that is no integer of ours is beyond every decimal.
    private static (string Digits, long Exponent) Significant(string number)
    {
        var mark = number.AsSpan().IndexOfAny('e', 'E');
        var mantissa = (mark < 0 ? number : number[..mark]).TrimStart('+', '-');
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        var decimals = point < 0 ? 0 : mantissa.Length - point - 1;
        var digits = mantissa.Replace(".", "", StringComparison.Ordinal);
        var trimmed = digits.TrimEnd('0');
        if (trimmed.Length == 0)
            return ("", 0);
        var exponent = 0;
        if (mark >= 0 && !int.TryParse(number.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent))
            return (trimmed, long.MinValue);
        return (trimmed.TrimStart('0'), (long)exponent - decimals + digits.Length - trimmed.Length);
    }
}

/// <summary>How a text was read as a decimal number.</summary>
public enum DecimalReading
{
    /// <summary>No number, or beyond the largest decimal.</summary>
    NotANumber,

    /// <summary>Not zero, and so near to it that it would be read as zero.</summary>
    TooSmall,

    /// <summary>The nearest decimal is another number.</summary>
    Rounded,

    Exact,
}
