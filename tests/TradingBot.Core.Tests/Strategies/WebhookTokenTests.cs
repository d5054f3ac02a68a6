using TradingBot.Core.Strategies;

namespace TradingBot.Core.Tests.Strategies;

public sealed class WebhookTokenTests
{
    private const string Token = "ab_DE-0123456789012345";

    [Theory]
    [InlineData("""{“secret”:“TOKEN”,“symbol”:“BYBIT:BTCUSDT.P”}""")]
    [InlineData("{secret:TOKEN,symbol:x}")]
    [InlineData("secret=TOKEN&a=b")]
    [InlineData("https://bot/api/webhook/k/TOKEN?x")]
    [InlineData("TOKEN")]
    public void Token_is_found_wherever_it_stands(string text) =>
        Assert.Equal([Token], WebhookToken.CandidatesIn(text.Replace("TOKEN", Token, StringComparison.Ordinal)));

    [Theory]
    [InlineData(21, false)]
    [InlineData(22, true)]
    [InlineData(128, true)]
    [InlineData(129, false)]
    public void Token_has_22_to_128_characters(int length, bool isOne)
    {
        var text = new string('x', length);

        Assert.Equal(isOne, WebhookToken.IsOne(text));
        Assert.Equal(isOne, WebhookToken.CandidatesIn($"<{text}>", null).Contains(text));
        Assert.False(WebhookToken.IsOne(text + "."));
    }
}
