namespace TradingBot.Judges.Tests;

/// <summary>Callers with the right key and the wrong secret.</summary>
public abstract class Strangers(Judgement judge)
{
    [Fact]
    public void Wrong_secret_is_refused_as_a_wrong_signature()
    {
        Assert.Equal(10004, judge["refused"].Code);
        Assert.Equal(10004, judge["order.refused"].Code);
        Assert.NotNull(judge["done"]);
    }
}

public sealed class StrangerWithBybitApi(StrangerWithBybitApi.Run run) : Strangers(run), IClassFixture<StrangerWithBybitApi.Run>
{
    public sealed class Run() : Judgement("bybit-api/stranger.mjs")
    {
        protected override string Secret => "wrong";
    }
}

public sealed class StrangerWithCcxt(StrangerWithCcxt.Run run) : Strangers(run), IClassFixture<StrangerWithCcxt.Run>
{
    public sealed class Run() : Judgement("ccxt/stranger.mjs")
    {
        protected override string Secret => "wrong";
    }
}
