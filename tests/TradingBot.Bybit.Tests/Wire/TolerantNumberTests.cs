using System.Text.Json;
using TradingBot.Bybit.Wire;

namespace TradingBot.Bybit.Tests.Wire;

public sealed class TolerantNumberTests
{
    [Theory]
    [InlineData("\"0.000000000000000001\"", "0.000000000000000001")]
    [InlineData("\"1E-5\"", "0.00001")]
    [InlineData("\"2.5e+3\"", "2500")]
    [InlineData("\"-12.50\"", "-12.50")]
    [InlineData("12.5", "12.5")]
    [InlineData("1e-7", "0.0000001")]
    [InlineData("\"123456789012.123456789012345678\"", "123456789012.12345678901234568")]
    [InlineData("\"0e-30\"", "0")]
    [InlineData("\"0.00000000000000000000000000000000\"", "0")]
    [InlineData("\" 2.50 \"", "2.50")]
    [InlineData("\"\"", null)]
    [InlineData("\" \"", null)]
    [InlineData("null", null)]
    public void Decimal_is_read_from_any_shape(string json, string? expected)
    {
        var size = Read($$"""{"size":{{json}}}""").Size;

        Assert.Equal(expected is null ? null : decimal.Parse(expected, null), size);
    }

    [Theory]
    [InlineData("\"abc\"")]
    [InlineData("\"1,5\"")]
    [InlineData("\"1e99\"")]
    [InlineData("\"1e-30\"")]
    [InlineData("\"-1e-30\"")]
    [InlineData("\"0.00000000000000000000000000000001\"")]
    [InlineData("1e-30")]
    [InlineData("\"1\\u0000\"")]
    [InlineData("{}")]
    [InlineData("true")]
    public void Text_that_is_no_number_is_an_error_and_not_an_absence(string json) =>
        Assert.Throws<JsonException>(() => Read($$"""{"size":{{json}}}"""));

    [Fact]
    public void Unknown_keys_of_any_shape_are_ignored()
    {
        var row = Read("""{"brandNew":{"a":[1,{"b":null}]},"size":"1","positionIdx":"0","seq":-1,"symbol":"BTCUSDT"}""");

        Assert.Equal((1m, "BTCUSDT"), (row.Size, row.Symbol));
    }

    [Theory]
    [InlineData("0.000000000000000001")]
    [InlineData("1000000000000")]
    [InlineData("-0.5")]
    [InlineData("0")]
    public void Written_number_has_neither_exponent_nor_separators(string text) =>
        Assert.Equal(text, WireText.Of(decimal.Parse(text, null)));

    [Fact]
    public void Written_number_drops_trailing_zeros() => Assert.Equal("0.1", WireText.Of(0.1000m));

    [Theory]
    [InlineData(1735689600123L)]
    [InlineData(1735689600123456L)]
    [InlineData(1735689600123456789L)]
    public void Time_is_read_from_milli_micro_and_nanoseconds(long stamp) =>
        Assert.Equal(1735689600123L, WireValue.Time(stamp, "time").ToUnixTimeMilliseconds());

    [Theory]
    [InlineData(null)]
    [InlineData(0L)]
    [InlineData(-1L)]
    public void Time_that_is_missing_is_an_error(long? stamp) => Assert.Throws<WireFormatException>(() => WireValue.Time(stamp, "time"));

    private static WirePosition Read(string json) =>
        JsonSerializer.Deserialize($$"""{"list":[{{json}}]}""", BybitJson.Default.WirePageWirePosition)!.List![0];
}
