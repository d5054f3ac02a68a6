using TradingBot.Core.Signals;

namespace TradingBot.Core.Tests.Signals;

/// <summary>What is shown of a call of which no signal could be read.</summary>
public sealed class SentWordsTests
{
    [Theory]
    [InlineData("""{"secret":"***","symbol":" BYBIT:XRPUSDT.P ","action":"close","position":"flat"}""", "BYBIT:XRPUSDT.P", "close", "flat")]
    [InlineData("""{"symbol":"XRPUSDT.P","action":"hold"}""", "XRPUSDT.P", "hold", null)]
    [InlineData("""{"symbol":"{{ticker}}","action":"","position":null}""", null, null, null)]
    [InlineData("""{"symbol":{"name":"XRPUSDT"},"action":["buy"],"position":5}""", null, null, "5")]
    [InlineData("""{"symbol":"XRPUSDT.P","action":"close" """, null, null, null)]
    [InlineData("close", null, null, null)]
    [InlineData("", null, null, null)]
    public void Words_are_told_as_they_are_spelled_where_they_can_be_read(string body, string? symbol, string? action, string? position) =>
        Assert.Equal(new SentWords(symbol, action, position), SentWords.Of(body));

    [Fact]
    public void Word_that_is_longer_than_any_name_is_not_shown() =>
        Assert.Equal(
            new SentWords(new string('X', 64), null, null),
            SentWords.Of($$"""{"symbol":"{{new string('X', 64)}}","action":"{{new string('a', 65)}}"}"""));
}
