using FsCheck.Xunit;
using TradingBot.Core.Foundation;

namespace TradingBot.Core.Tests.Foundation;

public sealed class TextTests
{
    [Property]
    public void Decimal_written_reads_back_the_same(decimal value)
    {
        Assert.True(DecimalText.TryParse(DecimalText.Write(value), out var read));
        Assert.Equal(value, read);
    }

    [Theory]
    [InlineData("1,000")]
    [InlineData("1 000")]
    [InlineData("")]
    [InlineData("0x1")]
    [InlineData("NaN")]
    [InlineData("1e999")]
    [InlineData("(1)")]
    [InlineData("£1")]
    public void Anything_but_digits_and_a_point_is_no_decimal(string text) => Assert.False(DecimalText.TryParse(text, out _));

    /// <summary>A number is read as the one that was written, or not at all.</summary>
    [Theory]
    [InlineData("1e-28", DecimalReading.Exact, "0.0000000000000000000000000001")]
    [InlineData("-1.50e+3", DecimalReading.Exact, "-1500")]
    [InlineData("+.5", DecimalReading.Exact, "0.5")]
    [InlineData("5.", DecimalReading.Exact, "5")]
    [InlineData("000.100", DecimalReading.Exact, "0.1")]
    [InlineData("100e-2", DecimalReading.Exact, "1")]
    [InlineData("0", DecimalReading.Exact, "0")]
    [InlineData("-0.000", DecimalReading.Exact, "0")]
    [InlineData("0e-30", DecimalReading.Exact, "0")]
    [InlineData("0E99999999999", DecimalReading.Exact, "0")]
    [InlineData("0.00000000000000000000000000000000000", DecimalReading.Exact, "0")]
    [InlineData("0.10000000000000000000000000000000000", DecimalReading.Exact, "0.1")]
    [InlineData("0.00000000000000000000000001", DecimalReading.Exact, "0.00000000000000000000000001")]
    [InlineData("9999999999999999999999999999", DecimalReading.Exact, "9999999999999999999999999999")]
    [InlineData("79228162514264337593543950335", DecimalReading.Exact, "79228162514264337593543950335")]
    [InlineData("1e-29", DecimalReading.TooSmall, "0")]
    [InlineData("-1e-30", DecimalReading.TooSmall, "0")]
    [InlineData("1e-99999999999", DecimalReading.TooSmall, "0")]
    [InlineData("0.000000000000000000000000000000001", DecimalReading.TooSmall, "0")]
    [InlineData("6e-29", DecimalReading.Rounded, "0.0000000000000000000000000001")]
    [InlineData("1.00000000000000000000000000000000001", DecimalReading.Rounded, "1")]
    [InlineData("0.1000000000000000055511151231257827021181583404541015625", DecimalReading.Rounded, "0.1000000000000000055511151231")]
    [InlineData("79228162514264337593543950335.4", DecimalReading.Rounded, "79228162514264337593543950335")]
    [InlineData("79228162514264337593543950336", DecimalReading.NotANumber, "0")]
    [InlineData("1e", DecimalReading.NotANumber, "0")]
    [InlineData(" 1", DecimalReading.NotANumber, "0")]
    [InlineData(null, DecimalReading.NotANumber, "0")]
    public void Number_is_exact_rounded_too_small_or_none(string? text, DecimalReading expected, string value)
    {
        Assert.Equal((expected, decimal.Parse(value, null)), (DecimalText.Read(text, out var read), read));
        Assert.Equal(expected == DecimalReading.Exact, DecimalText.TryParse(text, out _));
    }

    [Fact]
    public void Character_zero_at_the_end_makes_it_no_number() =>
        Assert.Equal(DecimalReading.NotANumber, DecimalText.Read("1\0", out _));

    [Property]
    public void Digit_that_a_decimal_has_no_room_for_is_told(decimal value)
    {
        var text = DecimalText.Write(value);
        var longer = text + (text.Contains('.', StringComparison.Ordinal) ? "" : ".") + new string('0', 40) + "1";

        Assert.Equal(value == 0 ? DecimalReading.TooSmall : DecimalReading.Rounded, DecimalText.Read(longer, out var read));
        Assert.Equal(value, read);
    }

    [Fact]
    public void Decimal_is_written_without_trailing_zeros() => Assert.Equal("1.5", DecimalText.Write(1.5000m));
}
