using System.Globalization;
using TradingBot.Core.Orders;
using TradingBot.Core.Trades;
using TradingBot.Functions.Trading;
using TradingBot.TestKit;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>A trade that stands for weeks is followed as cheaply as a new one, and nothing of it is lost.</summary>
public sealed class LongTradeTests(FloorDatabase database) : IClassFixture<FloorDatabase>
{
    [Fact]
    public async Task Look_at_an_old_trade_reads_only_recent_executions_and_books_its_end()
    {
        await using var floor = await Floor.OpenAsync(database);
        await floor.Trader.StrategyAsync();
        var trade = await floor.Trader.OpenAsync();
        floor.Clock.Advance(TimeSpan.FromDays(20));
        await floor.Trader.LookAsync(trade.Id);

        await floor.Trader.LookAsync(trade.Id);

        var now = floor.Clock.GetUtcNow();
        Assert.InRange(now - await LastReadFromAsync(floor), TimeSpan.Zero, TimeSpan.FromMinutes(6));
        await floor.Controls.PriceAsync(trade.Targets[0].Price + 1);
        var closed = await floor.Trader.LookUntilClosedAsync(trade.Id);
        Assert.Equal((TradeStatus.Closed, 0.01m, CloseReason.TakeProfit), (closed.Status, closed.ExitedQuantity, closed.CloseReason));
        Assert.DoesNotContain(await floor.Trader.NoticesAsync(), static notice => notice.Kind == "discrepancy");
    }

    [Fact]
    public async Task What_the_books_still_miss_keeps_the_whole_past_under_watch()
    {
        await using var floor = await Floor.OpenAsync(database);
        await floor.Trader.StrategyAsync();
        var trade = await floor.Trader.OpenAsync();
        await floor.Trader.HandAsync(OrderSide.Buy, 0.01m);
        await Eventually.TrueAsync(
            async () => (await floor.Trader.PositionAsync())!.Quantity == 0.02m, "The order by hand was not filled", cancellationToken: TestContext.Current.CancellationToken);
        floor.Clock.Advance(TimeSpan.FromHours(1));

        await floor.Trader.LookUntilAsync(trade.Id, FollowState.Protected);
        await floor.Trader.LookAsync(trade.Id);

        Assert.Null((await floor.Trader.TradeAsync(trade.Id)).ExecutionsReadAt);
    }

    // The query of the newest reading names the moment from which it reads, in milliseconds.
    private static async Task<DateTimeOffset> LastReadFromAsync(Floor floor)
    {
        var query = (await floor.Controls.TextsAsync("/v5/execution/list"))[^1];
        var start = query.Split('&').Single(static part => part.Contains("startTime=", StringComparison.Ordinal)).Split('=')[1];
        return DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(start, CultureInfo.InvariantCulture));
    }
}
