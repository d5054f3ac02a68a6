using TradingBot.Core.Notifications;
using TradingBot.Trading.Positions;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>A trade that is to be closed while the exchange takes no calls.</summary>
public sealed class WaitingExitFlowTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    // The outage itself is told by the account's timer; this is about the position that cannot be closed meanwhile.
    [Theory]
    [InlineData("status", 403)]
    [InlineData("status", 502)]
    [InlineData("dropBefore", 0)]
    public async Task Exit_that_waits_for_the_exchange_is_told_once_within_a_minute(string fault, int status)
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var trade = await fixture.Driver.OpenAsync();
        await fixture.Controls.FaultAsync("*", fault, count: 100, status: status);
        Assert.Equal(MonitorState.Unavailable, (await fixture.Driver.LookAsync(trade.Id)).State);
        await fixture.PassAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(MonitorState.Unavailable, (await fixture.Driver.LookAsync(trade.Id)).State);
        await fixture.Driver.CloseAsync(trade.Id);

        await fixture.PassAsync(TimeSpan.FromSeconds(28));
        Assert.Equal(MonitorState.Unavailable, (await fixture.Driver.LookAsync(trade.Id)).State);
        Assert.DoesNotContain("exitWaits", await fixture.Driver.StoryAsync(trade.Id));
        await fixture.PassAsync(TimeSpan.FromSeconds(3));
        for (var look = 0; look < 2; look++)
            Assert.Equal(MonitorState.Unavailable, (await fixture.Driver.LookAsync(trade.Id)).State);

        var told = Assert.Single(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == NoticeKinds.ExitWaits);
        Assert.Equal(Severity.Critical, told.Severity);
        Assert.Single(await fixture.Driver.StoryAsync(trade.Id), static kind => kind == "exitWaits");
    }
}
