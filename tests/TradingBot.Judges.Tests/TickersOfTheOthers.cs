namespace TradingBot.Judges.Tests;

/// <summary>What every SDK must have heard of spot, inverse and option tickers while bitcoin moved from 60000 to 61000.</summary>
public abstract class TickersOfTheOthers(Judgement judge)
{
    [Fact]
    public void Judge_comes_to_the_end() => Assert.NotNull(judge["done"]);

    [Theory]
    [InlineData("spot")]
    [InlineData("inverse")]
    public void Price_is_heard_and_followed(string category) => Assert.Equal(
        (60_000m, 61_000m), (judge[$"{category}.first"].Number("last"), judge[$"{category}.next"].Number("last")));

    [Fact]
    public void Spot_has_an_index_and_no_quotes()
    {
        Assert.Equal(0, judge["spot.first"].Number("bid"));
        Assert.Equal(60_000m, judge["spot.first"].Number("index"));
    }

    [Fact]
    public void Call_is_worth_more_when_its_index_rises()
    {
        var (first, next) = (judge["option.first"], judge["option.next"]);
        Assert.Equal((60_000m, 61_000m), (first.Number("index"), next.Number("index")));
        Assert.InRange(first.Number("bid"), 1, first.Number("mark"));
        Assert.InRange(next.Number("mark") - first.Number("mark"), 400, 700);
    }
}

public sealed class BybitApiOnTickers(BybitApiOnTickers.Run run) : TickersOfTheOthers(run), IClassFixture<BybitApiOnTickers.Run>
{
    public sealed class Run() : Judgement("bybit-api/tickers.mjs");
}

public sealed class CcxtOnTickers(CcxtOnTickers.Run run) : TickersOfTheOthers(run), IClassFixture<CcxtOnTickers.Run>
{
    public sealed class Run() : Judgement("ccxt/tickers.mjs");
}
