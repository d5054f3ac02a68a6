using TradingBot.Functions.Api.Operations;
using TradingBot.Trading.Positions;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>Nothing says healthy while a trade is stuck.</summary>
public sealed class TradesProbeTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    [Fact]
    public async Task Trade_that_does_not_close_is_unhealthy_after_its_time_and_not_before()
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync();
        await fixture.Controls.FaultAsync(PaperExchangeControls.Create, "retCode", count: 1000, retCode: 110094);
        await fixture.Driver.CloseAsync(trade.Id);

        await fixture.PassAsync(StuckTrades.After - TimeSpan.FromSeconds(5));
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(fixture)).Status);
        await fixture.PassAsync(TimeSpan.FromSeconds(6));
        var stuck = await CheckAsync(fixture);

        Assert.Equal(HealthStatus.Unhealthy, stuck.Status);
        Assert.Equal("Stuck, see the stories of the trades: BTCUSDT (sample).", stuck.Message);
        await fixture.Controls.HealAsync();
        await fixture.Driver.LookUntilClosedAsync(trade.Id);
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(fixture)).Status);
    }

    [Fact]
    public async Task Position_that_is_missing_for_long_is_unhealthy()
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync();
        await fixture.Controls.ResetAsync(("USDT", "10000"));
        await fixture.Driver.LookAsync(trade.Id);
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(fixture)).Status);

        // Nobody looks at the trade any more: that is what has to be seen from outside.
        await fixture.PassAsync(StuckTrades.After + TimeSpan.FromSeconds(1));

        Assert.Equal(HealthStatus.Unhealthy, (await CheckAsync(fixture)).Status);
    }

    [Theory]
    [InlineData(60, false)]
    [InlineData(60.1, true)]
    public async Task Trade_that_closes_or_is_missing_for_longer_than_a_minute_is_stuck(double seconds, bool isStuck)
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync();
        var now = fixture.Clock.GetUtcNow();
        var since = now.AddSeconds(-seconds);

        Assert.Equal(isStuck ? since : null, StuckTrades.SinceOf(trade with { CloseRequestedAt = since }, now));
        Assert.Equal(isStuck ? since : null, StuckTrades.SinceOf(trade with { PositionMissingSince = since }, now));
        // Its position may be missing for a moment because it is just being closed.
        Assert.Equal(
            isStuck ? since : null, StuckTrades.SinceOf(trade with { CloseRequestedAt = since, PositionMissingSince = now }, now));
    }

    private static Task<HealthCheck> CheckAsync(TradingFixture fixture) =>
        new TradesProbe(fixture.Ledger, fixture.Clock).CheckAsync(TestContext.Current.CancellationToken);

    private async Task<TradingFixture> OpenAsync()
    {
        var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        return fixture;
    }
}
