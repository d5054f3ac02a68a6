using TradingBot.Trading.Positions;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>A position that the exchange does not show: after how long, and how closely watched, it is given up.</summary>
public sealed partial class TradeMonitorTests
{
    [Theory]
    [InlineData(true, 30, MonitorState.Opening)]
    [InlineData(true, 30.1, MonitorState.Flat)]
    [InlineData(false, 90, MonitorState.Opening)]
    [InlineData(false, 90.1, MonitorState.Flat)]
    public async Task Position_whose_stop_was_never_seen_may_be_listed_later(bool wasSeen, double seconds, MonitorState state)
    {
        await using var fixture = await FuturesAsync();
        var trade = await fixture.Driver.OpenAsync();
        if (!wasSeen)
            await database.ExecuteAsync("update trading.trades set stop_confirmed_at = null");
        var monitor = MonitorOf(fixture, Standing(fixture, 0), _time);
        await monitor.LookAsync(trade.Id, Token);
        _time.Advance(TimeSpan.FromSeconds(seconds - 6));
        Assert.Equal(MonitorState.Opening, (await monitor.LookAsync(trade.Id, Token)).State);
        _time.Advance(TimeSpan.FromSeconds(6));

        Assert.Equal(state, (await monitor.LookAsync(trade.Id, Token)).State);
    }

    // What closed it meanwhile may be listed late.
    [Theory]
    [InlineData(5, MonitorState.Opening)]
    [InlineData(5.1, MonitorState.Flat)]
    public async Task Position_that_is_missing_after_a_pause_is_watched_for_five_seconds(double seconds, MonitorState state)
    {
        await using var fixture = await FuturesAsync();
        var trade = await fixture.Driver.OpenAsync();
        var monitor = MonitorOf(fixture, Standing(fixture, 0), _time);
        await monitor.LookAsync(trade.Id, Token);
        _time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(new MonitorResult(MonitorState.Opening, 200), await monitor.LookAsync(trade.Id, Token));
        _time.Advance(TimeSpan.FromSeconds(seconds));

        Assert.Equal(state, (await monitor.LookAsync(trade.Id, Token)).State);
    }
}
