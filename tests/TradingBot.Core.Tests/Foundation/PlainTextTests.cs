using FsCheck.Xunit;
using TradingBot.Core.Foundation;

namespace TradingBot.Core.Tests.Foundation;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData("plain ☃", 99, "plain ☃")]
    [InlineData("a\0b\u0007c\td\r\n", 99, "a\uFFFDb\uFFFDc\td\r\n")]
    [InlineData("\ud83d\ude00", 2, "\ud83d\ude00")]
    [InlineData("a\ud83d\ude00", 2, "a")]
    [InlineData("abc", 2, "ab")]
    [InlineData("", 2, "")]
    public void Text_keeps_what_can_be_stored(string text, int maxLength, string expected) =>
        Assert.Equal(expected, PlainText.Of(text, maxLength));

    [Fact]
    public void Half_of_a_surrogate_pair_is_replaced()
    {
        // Not rows of a theory: the runner cannot write them down.
        Assert.Equal("\uFFFDa\uFFFD", PlainText.Of("\ude00a\ud83d", 9));
        Assert.False(PlainText.IsPlain("a\ud83d"));
    }

    [Theory]
    [InlineData("It said no", "It said no.")]
    [InlineData("It said no.", "It said no.")]
    [InlineData("It said no.. ", "It said no.")]
    [InlineData("It said: v5.1", "It said: v5.1.")]
    [InlineData("", "")]
    [InlineData(".", "")]
    public void Sentence_has_one_full_stop(string text, string expected) => Assert.Equal(expected, PlainText.Sentence(text));

    [Property]
    public void Whatever_comes_out_is_plain_and_no_longer(string? text, byte length)
    {
        var plain = PlainText.Of(text ?? "", length);

        Assert.True(PlainText.IsPlain(plain));
        Assert.InRange(plain.Length, 0, length);
    }
}
