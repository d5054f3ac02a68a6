using System.Text.Json;
using TradingBot.Bybit.Wire;

namespace TradingBot.Bybit.Tests.Wire;

public sealed class TolerantFlagTests
{
    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    [InlineData("\"true\"", true)]
    [InlineData("\"True\"", true)]
    [InlineData("\"1\"", true)]
    [InlineData("\"false\"", false)]
    [InlineData("\"False\"", false)]
    [InlineData("\"0\"", false)]
    [InlineData("1", true)]
    [InlineData("0", false)]
    [InlineData("\"\"", null)]
    [InlineData("\"maker\"", null)]
    [InlineData("null", null)]
    [InlineData("{\"is\":[true]}", null)]
    public void Flag_is_read_from_any_shape_and_what_is_neither_is_an_absence(string json, bool? expected)
    {
        var row = JsonSerializer.Deserialize(
            $$"""{"list":[{"isMaker":{{json}},"execId":"after"}]}""", BybitJson.Default.WirePageWireExecution)!.List![0];

        Assert.Equal((expected, "after"), (row.IsMaker, row.ExecId));
    }
}
