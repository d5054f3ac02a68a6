using TradingBot.Core.Identifiers;

namespace TradingBot.Core.Tests.Identifiers;

public sealed class StrategyKeyTests
{
    [Theory]
    [InlineData("a", true)]
    [InlineData("7", true)]
    [InlineData("trend-4h_b", true)]
    [InlineData("1000000000200000000030000000004000000000500000000060000000007000", true)]
    [InlineData("10000000002000000000300000000040000000005000000000600000000070000", false)]
    [InlineData("-a", false)]
    [InlineData("_a", false)]
    [InlineData("Trend", false)]
    [InlineData("aB", false)]
    [InlineData("a b", false)]
    [InlineData("ä", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Key_has_up_to_64_small_letters_digits_dashes_and_lines_and_begins_with_none_of_those(string? text, bool isOne)
    {
        Assert.Equal(isOne, StrategyKey.TryParse(text, out var key));
        Assert.Equal(isOne ? text : null, key?.Value);
    }
}
