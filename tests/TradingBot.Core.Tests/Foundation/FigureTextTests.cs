using System.Globalization;
using FsCheck.Xunit;
using TradingBot.Core.Foundation;

namespace TradingBot.Core.Tests.Foundation;

public sealed class FigureTextTests
{
    [Theory]
    [InlineData("62345.678901234567890123456", "0.1", "62345.7")]
    [InlineData("62345.678901234567890123456", "0.10", "62345.7")]
    [InlineData("62345.678901234567890123456", "0.5", "62345.7")]
    [InlineData("62345.678901234567890123456", "1", "62346")]
    [InlineData("62345.678901234567890123456", "10", "62346")]
    [InlineData("0.00001234567890123456789", "0.00000001", "0.00001235")]
    [InlineData("62345.678901234567890123456", null, "62345.679")]
    [InlineData("0.00001234567890123456789", null, "0.000012345679")]
    [InlineData("0.000000000000000000001234567890", null, "0.0000000000000000000012345679")]
    [InlineData("0.0000000000000000000000000012", null, "0.0000000000000000000000000012")]
    [InlineData("9.9999999999", null, "10")]
    [InlineData("1234567890.55", null, "1234567891")]
    [InlineData("100.00", null, "100")]
    [InlineData("0", null, "0")]
    public void Price_has_the_decimals_of_the_step_or_eight_digits(string price, string? step, string expected) =>
        Assert.Equal(expected, FigureText.Price(Number(price), step is null ? null : Number(step)));

    [Theory]
    [InlineData("0.1234567890123456789", "0.12345679")]
    [InlineData("-1.500", "-1.5")]
    [InlineData("-0.000000001", "0")]
    public void Amount_has_eight_decimals(string amount, string expected) => Assert.Equal(expected, FigureText.Amount(Number(amount)));

    [Theory]
    [InlineData("12.50", "+12.5")]
    [InlineData("-12.50", "-12.5")]
    [InlineData("0", "0")]
    [InlineData("0.000000001", "0")]
    [InlineData("-0.000000001", "0")]
    public void Gain_has_a_sign_when_there_is_one(string amount, string expected) =>
        Assert.Equal(expected, FigureText.Gain(Number(amount)));

    [Theory]
    [InlineData("96.6175", "96.62")]
    [InlineData("1.234", "1.23")]
    [InlineData("0.56789", "0.568")]
    [InlineData("0.00123456", "0.00123")]
    public void Rough_amount_has_cents_or_three_digits(string amount, string expected) =>
        Assert.Equal(expected, FigureText.RoughAmount(Number(amount)));

    [Property]
    public void Price_without_a_step_is_wrong_by_less_than_a_ten_millionth(decimal price)
    {
        var shown = Number(FigureText.Price(price, tickSize: null));

        Assert.True(Math.Abs(shown - price) <= Math.Max(Math.Abs(price) / 10_000_000, 0.5e-28m), $"{price} was shown as {shown}.");
    }

    [Theory]
    [InlineData("6094.01111818", "6000", "6094.01", "6000")]
    [InlineData("110.0012", "110", "110.001", "110")]
    [InlineData("110.00000001", "110", "110.00000001", "110")]
    [InlineData("110.000000001", "110", "110", "110")]
    [InlineData("0.00123456", "0.001", "0.00123", "0.001")]
    [InlineData("5", "5.00", "5", "5")]
    public void Amounts_that_are_compared_are_rough_as_far_as_they_stay_apart(string amount, string limit, string first, string second) =>
        Assert.Equal((first, second), FigureText.Against(Number(amount), Number(limit)));

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
