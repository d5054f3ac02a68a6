using System.Text.Json;
using TradingBot.Functions.Http;

namespace TradingBot.Functions.Tests.Api;

public sealed class DecimalTextConverterTests
{
    [Theory]
    [InlineData("\"0.10\"", "0.1")]
    [InlineData("-2.5", "-2.5")]
    [InlineData("1e-7", "0.0000001")]
    [InlineData("0e-30", "0")]
    public void Decimal_is_read_from_text_and_number(string json, string expected) =>
        Assert.Equal(decimal.Parse(expected, null), JsonSerializer.Deserialize<decimal>(json, ApiJson.Options));

    [Theory]
    [InlineData("\"1e-30\"")]
    [InlineData("1e-30")]
    [InlineData("1.00000000000000000000000000001")]
    [InlineData("\"abc\"")]
    [InlineData("true")]
    [InlineData("{}")]
    [InlineData("1e99")]
    public void What_no_decimal_holds_exactly_is_refused(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<decimal>(json, ApiJson.Options));
}
