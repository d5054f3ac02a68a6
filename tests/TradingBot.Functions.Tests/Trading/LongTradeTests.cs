using System.Globalization;
using TradingBot.Core.Orders;
using TradingBot.Core.Trades;
using TradingBot.TestKit;
using TradingBot.Trading.Positions;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>A trade that stands for weeks is followed as cheaply as a new one, and nothing of it is lost.</summary>
public sealed class LongTradeTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    [Fact]
    public async Task Look_at_an_old_trade_reads_only_recent_executions_and_books_its_end()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var trade = await fixture.Driver.OpenAsync();
        await fixture.PassAsync(TimeSpan.FromDays(20));
        await fixture.Driver.LookAsync(trade.Id);

        await fixture.Driver.LookAsync(trade.Id);

        var now = fixture.Clock.GetUtcNow();
        Assert.InRange(now - await LastReadFromAsync(fixture), TimeSpan.Zero, TimeSpan.FromMinutes(6));
        await fixture.Controls.PriceAsync(trade.Targets[0].Price + 1);
        var closed = await fixture.Driver.LookUntilClosedAsync(trade.Id);
        Assert.Equal((TradeStatus.Closed, 0.01m, CloseReason.TakeProfit), (closed.Status, closed.ExitedQuantity, closed.CloseReason));
        Assert.DoesNotContain(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == "discrepancy");
    }

    [Fact]
    public async Task What_the_books_still_miss_keeps_the_whole_past_under_watch()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var trade = await fixture.Driver.OpenAsync();
        await fixture.Driver.HandAsync(OrderSide.Buy, 0.01m);
        await Eventually.TrueAsync(
            async () => (await fixture.Driver.PositionAsync())!.Quantity == 0.02m,
            "The order by hand was not filled",
            cancellationToken: TestContext.Current.CancellationToken);
        await fixture.PassAsync(TimeSpan.FromHours(1));

        await fixture.Driver.LookUntilAsync(trade.Id, MonitorState.Protected);
        await fixture.Driver.LookAsync(trade.Id);

        Assert.Null((await fixture.Driver.TradeAsync(trade.Id)).ExecutionsReadAt);
    }

    // The query of the newest reading names the moment from which it reads, in milliseconds.
    private static async Task<DateTimeOffset> LastReadFromAsync(TradingFixture fixture)
    {
        var query = (await fixture.Controls.TextsAsync("/v5/execution/list"))[^1];
        var start = query.Split('&').Single(static part => part.Contains("startTime=", StringComparison.Ordinal)).Split('=')[1];
        return DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(start, CultureInfo.InvariantCulture));
    }
}
