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

    [Fact]
    public void Decimal_is_written_without_trailing_zeros() => Assert.Equal("1.5", DecimalText.Write(1.5000m));
}
