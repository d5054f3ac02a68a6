using TradingBot.Core.Strategies;

namespace TradingBot.Core.Tests.Strategies;

/// <summary>How a strategy gets in.</summary>
public sealed partial class StrategyDocumentTests
{
    [Fact]
    public void Entry_may_follow_the_market_and_go_to_it_as_far_as_it_says()
    {
        const string Entry = """{"maxSlippagePercent":"0.30","chaseSeconds":2,"whenUnfilled":"market","symbols""";
        var text = Least.Replace("{\"symbols", Entry, StringComparison.Ordinal);

        var strategy = Valid(text).Strategy;

        Assert.Equal((0.3m, 2, UnfilledEntry.Market), (strategy.MaxSlippagePercent, strategy.ChaseSeconds, strategy.WhenUnfilled));
        var json = StrategyDocument.Write(strategy);
        Assert.Equal(
            ("0.3", 2, "market"), ((string?)json["maxSlippagePercent"], (int?)json["chaseSeconds"], (string?)json["whenUnfilled"]));
        Assert.Equal(UnfilledEntry.Cancel, Valid(Least).Strategy.WhenUnfilled);
    }
}
