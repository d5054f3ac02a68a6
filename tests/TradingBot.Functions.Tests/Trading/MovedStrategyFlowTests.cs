using TradingBot.Core.Markets;
using TradingBot.Core.Signals;
using TradingBot.Core.Strategies;
using TradingBot.Core.Trades;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>A strategy that was moved to another category: what it opened in the old one stays its own.</summary>
public sealed class MovedStrategyFlowTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    [Fact]
    public async Task Exit_closes_what_the_strategy_holds_in_each_category_that_it_has_traded()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var futures = await fixture.Driver.OpenAsync();
        // As if the strategy had opened it in its old category while it was moved to the new one.
        await database.ExecuteAsync("update trading.trades set strategy = 'other'");
        await fixture.Driver.StrategyAsync(static strategy => strategy with
        {
            Category = Category.Spot,
            Leverage = null,
            Direction = AllowedDirection.Long,
        });
        var coins = await fixture.Driver.ApproveAsync();
        await database.ExecuteAsync($"update trading.trades set strategy = '{SampleStrategy.Create().Key}'");

        var decided = await fixture.Driver.DecideAsync(await fixture.Driver.AlertAsync(SignalAction.Close));

        Assert.Equal(new[] { futures.Id.Value, coins.Value }.Order(), decided.Closing.Order());
        Assert.All(await fixture.Driver.UnfinishedAsync(), static trade => Assert.Equal(CloseReason.Signal, trade.CloseReason));
    }
}
