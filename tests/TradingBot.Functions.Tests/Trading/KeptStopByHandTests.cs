using TradingBot.Core.Markets;
using TradingBot.Trading.Positions;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>A person asks for a stop nearer than a looser one that is kept, and no nearer than planned.</summary>
public sealed class KeptStopByHandTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Category.Linear, 0)]
    [InlineData(Category.Linear, -100)]
    [InlineData(Category.Spot, 0)]
    [InlineData(Category.Spot, -100)]
    [InlineData(Category.Spot, 100)]
    public async Task Looser_stop_that_is_kept_moves_to_where_a_person_asks_for_it(Category category, int wanted)
    {
        await using var stops = await MovingStops.OpenAsync(database, static strategy => strategy with { KeepMovedStops = true }, category);
        var trade = await stops.EnterAsync();
        await stops.MoveByHandAsync(trade, trade.PlannedStopLoss!.Value - 500m);
        await TargetLadders.LookUntilAsync(stops.Fixture, trade, now => now.StopLoss == trade.PlannedStopLoss - 500m);
        trade = await stops.Fixture.Driver.TradeAsync(trade.Id);
        var hand = new StopByHand(stops.Fixture.Exchange, stops.Fixture.Ledger, stops.Fixture.Clock);
        var possible = Assert.IsType<StopByHandAnswer.Possible>(
            await hand.ReviewAsync(trade, trade.PlannedStopLoss!.Value + wanted, Token));
        Assert.True(await hand.AskAsync(trade, possible, "trader", reason: null, Token));

        await stops.RestAsync(trade);

        Assert.Equal(possible.Stop, await stops.StandingAsync());
    }
}
