using TradingBot.Core.Foundation;
using TradingBot.Core.Orders;
using TradingBot.Core.Strategies;

namespace TradingBot.Core.Tests.Foundation;

public sealed class EnumNamesTests
{
    [Fact]
    public void Every_value_comes_back_from_its_word_whatever_the_case() =>
        Assert.All(Enum.GetValues<SizingMode>(), static mode =>
        {
            var word = EnumNames.Write(mode);
            Assert.True(char.IsLower(word[0]), word);
            Assert.Equal(mode, EnumNames.Parse<SizingMode>(word));
            Assert.Equal(mode, EnumNames.Parse<SizingMode>(word.ToUpperInvariant()));
        });

    [Theory]
    [InlineData("1")]
    [InlineData("")]
    [InlineData("buy, sell")]
    public void Number_and_list_are_no_word(string text)
    {
        Assert.False(EnumNames.TryParse<OrderSide>(text, out _));
        Assert.Equal($"'{text}' is no OrderSide; it is buy or sell.", Assert.Throws<FormatException>(() => EnumNames.Parse<OrderSide>(text)).Message);
    }
}
