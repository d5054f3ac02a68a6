using Microsoft.Extensions.Time.Testing;
using TradingBot.Core.Trades;
using TradingBot.Trading.Reconciliation;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>Until when a trade that has closed is looked at again for funding.</summary>
public sealed class LateFundingTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private readonly FakeTimeProvider _time = StoppedClock.Create();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(300.1, 300)]
    [InlineData(300, 300.1)]
    [InlineData(299.9, 3600)]
    public async Task Search_ends_for_each_trade_with_the_first_reading_later_than_five_minutes_after_its_close(
        double firstClosedAgo, double secondClosedAgo)
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var first = await ClosedAsync(fixture, firstClosedAgo);
        var second = await ClosedAsync(fixture, secondClosedAgo);

        await new LateFunding(fixture.Exchange, fixture.Ledger, _time).RunAsync(Token);

        Assert.Equal(NotedAfter(firstClosedAgo), (await fixture.Driver.TradeAsync(first.Id)).ExecutionsReadAt);
        Assert.Equal(NotedAfter(secondClosedAgo), (await fixture.Driver.TradeAsync(second.Id)).ExecutionsReadAt);
    }

    private DateTimeOffset? NotedAfter(double seconds) => seconds > 300 ? _time.GetUtcNow() : null;

    private async Task<TradeRecord> ClosedAsync(TradingFixture fixture, double secondsAgo)
    {
        var trade = await fixture.Driver.OpenAsync();
        await fixture.Driver.CloseAsync(trade.Id);
        var closed = await fixture.Driver.LookUntilClosedAsync(trade.Id);
        var at = _time.GetUtcNow().AddSeconds(-secondsAgo);
        await database.ExecuteAsync($"""
            update trading.trades
                set closed_at = '{at:O}', created_at = least(created_at, '{at.AddSeconds(-1):O}')
                where id = '{trade.Id.Value}'
            """);
        return closed;
    }
}
