using TradingBot.Core.Markets;
using TradingBot.Core.Tests.Building;

namespace TradingBot.Core.Tests.Markets;

public sealed class InstrumentTests
{
    // From 0.001, worth at least 5; contracts from 1, of which the price says nothing.
    [Theory]
    [InlineData("linear", "0.001", "5000", false)]
    [InlineData("linear", "0.0009", "60000", true)]
    [InlineData("linear", "0.001", "4999.9", true)]
    [InlineData("spot", "0.0001", "50000", false)]
    [InlineData("spot", "0.0001", "49999", true)]
    [InlineData("inverse", "5", "0.01", false)]
    [InlineData("inverse", "4", "60000", true)]
    public void Order_has_the_least_quantity_and_the_least_value(string market, string quantity, string price, bool isTooSmall)
    {
        var instrument = market switch
        {
            "inverse" => AnEntry.InverseContract with { MinNotional = 5m },
            "spot" => AnEntry.SpotPair,
            _ => AnEntry.Linear,
        };

        Assert.Equal(isTooSmall, instrument.IsTooSmall(decimal.Parse(quantity), decimal.Parse(price)));
    }

    [Theory]
    [InlineData("B", false)]
    [InlineData("BT", true)]
    [InlineData("BTC-27MAR26-70000-P-USDT", true)]
    [InlineData("1000000000200000000030000000004000000000", true)]
    [InlineData("10000000002000000000300000000040000000005", false)]
    [InlineData("BTCUSDt", false)]
    [InlineData("BTC_USDT", false)]
    [InlineData("BTC USDT", false)]
    [InlineData("ÄBC", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Symbol_has_two_to_forty_capitals_digits_and_dashes(string? text, bool isOne)
    {
        Assert.Equal(isOne, Symbol.TryParse(text, out var symbol));
        Assert.Equal(isOne ? text : null, symbol?.Value);
    }

    // A quotient may be rounded to a whole number in its last digit.
    [Theory]
    [InlineData("6", "3", "6", "6")]
    [InlineData("7.5", "3", "6", "9")]
    [InlineData("0.1", "3", "0", "3")]
    [InlineData("5.9999999999999999999999999999", "3", "3", "6")]
    [InlineData("6.0000000000000000000000000001", "3", "6", "9")]
    public void Rounding_never_passes_the_value(string value, string step, string down, string up) => Assert.Equal(
        (decimal.Parse(down), decimal.Parse(up)),
        (Rounding.Down(decimal.Parse(value), decimal.Parse(step)), Rounding.Up(decimal.Parse(value), decimal.Parse(step))));

    [Theory]
    [InlineData("1", "3", "33.33")]
    [InlineData("-2", "3", "-66.67")]
    [InlineData("0.00125", "1", "0.12")]
    [InlineData("0.00135", "1", "0.14")]
    [InlineData("1", "0", null)]
    [InlineData(null, "1", null)]
    [InlineData("1", null, null)]
    public void Share_of_a_whole_has_two_decimals(string? part, string? whole, string? percent)
    {
        Assert.Equal(Number(percent), Percent.Of(Number(part), Number(whole)));

        static decimal? Number(string? text) => text is null ? null : decimal.Parse(text);
    }
}
