using TradingBot.Core.Identifiers;
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
        var (futures, coins, _) = await HoldBothAsync(fixture);

        var decided = await fixture.Driver.DecideAsync(await fixture.Driver.AlertAsync(SignalAction.Close));

        Assert.Equal(new[] { futures.Value, coins.Value }.Order(), decided.Closing.Order());
        Assert.All(await fixture.Driver.UnfinishedAsync(), static trade => Assert.Equal(CloseReason.Signal, trade.CloseReason));
    }

    [Fact]
    public async Task Exit_that_came_before_one_of_the_two_was_opened_closes_the_other()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        var (futures, _, between) = await HoldBothAsync(fixture);

        var exit = await fixture.Driver.AlertAsync(alert => alert with { Action = SignalAction.Close, FiredAt = between });

        Assert.Equal([futures.Value], (await fixture.Driver.DecideAsync(exit)).Closing);
    }

    // As if the strategy had opened the first in its old category while it was moved to the new one.
    private async Task<(TradeId Futures, TradeId Coins, DateTimeOffset Between)> HoldBothAsync(TradingFixture fixture)
    {
        await fixture.Driver.StrategyAsync();
        var futures = await fixture.Driver.OpenAsync();
        await database.ExecuteAsync("update trading.trades set strategy = 'other'");
        await fixture.PassAsync(TimeSpan.FromSeconds(10));
        var between = fixture.Clock.GetUtcNow();
        await fixture.PassAsync(TimeSpan.FromSeconds(10));
        await fixture.Driver.StrategyAsync(static strategy => strategy with
        {
            Category = Category.Spot,
            Leverage = null,
            Direction = AllowedDirection.Long,
        });
        var coins = await fixture.Driver.ApproveAsync();
        await database.ExecuteAsync($"update trading.trades set strategy = '{SampleStrategy.Create().Key}'");
        return (futures.Id, coins, between);
    }
}
