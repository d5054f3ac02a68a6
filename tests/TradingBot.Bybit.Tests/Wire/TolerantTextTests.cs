using System.Text.Json;
using TradingBot.Bybit.Wire;

namespace TradingBot.Bybit.Tests.Wire;

public sealed class TolerantTextTests
{
    [Theory]
    [InlineData("\"a-1\"", "a-1")]
    [InlineData("\"\"", "")]
    [InlineData("17", "17")]
    [InlineData("1.50", "1.50")]
    [InlineData("null", null)]
    [InlineData("true", null)]
    [InlineData("{\"a\":[1,{\"b\":\"c\"}]}", null)]
    [InlineData("[[\"a\"],{\"b\":1}]", null)]
    public void Text_is_read_from_text_and_number_and_what_is_neither_is_an_absence(string json, string? expected)
    {
        var row = JsonSerializer.Deserialize(
            $$"""{"list":[{"orderId":{{json}},"execId":"after"}]}""", BybitJson.Default.WirePageWireExecution)!.List![0];

        Assert.Equal((expected, "after"), (row.OrderId, row.ExecId));
    }
}
