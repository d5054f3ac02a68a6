using Microsoft.Extensions.Time.Testing;
using TradingBot.Core.Exchange;
using TradingBot.Core.Foundation;
using TradingBot.Core.Notifications;
using TradingBot.Core.Operations;
using TradingBot.Core.Orders;
using TradingBot.Trading.Positions;
using TradingBot.Trading.Settlement;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>What is told and recorded at the end of a trade carries the moment of the end, and not that of what led to it.</summary>
public sealed class EndMomentsTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private readonly FakeTimeProvider _time = StoppedClock.Create();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Coins_that_are_lost_are_told_as_of_the_settlement(bool isPart)
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync(RestingEntry.Spot);
        var trade = await fixture.Driver.OpenAsync();
        if (isPart)
        {
            await fixture.Driver.CloseAsync(trade.Id);
            await fixture.Driver.LookUntilAsync(trade.Id, MonitorState.Flat);
            await database.ExecuteAsync("update trading.fills set quantity = 0.004 where role = 'exit'");
        }

        await MissingForMinutesAsync();

        Assert.True(await SettlementOf(fixture, fixture.Exchange).SettleAsync(trade.Id, isLastTry: false, Token));

        Assert.Equal(["positionLost"], await RecordedNowAsync(fixture));
        Assert.Contains(NoticeKinds.PositionLost, await ToldNowAsync(fixture));
        Assert.Equal(_time.GetUtcNow(), (await fixture.Driver.TradeAsync(trade.Id)).ClosedAt);
    }

    [Fact]
    public async Task Entry_that_is_gone_is_told_as_of_the_end_of_its_trade()
    {
        await using var fixture = await RestingEntry.OpenAsync(database);
        var id = await RestingEntry.RestAsync(fixture);
        await database.ExecuteAsync("update trading.orders set status = 'cancelled'");
        await MissingForMinutesAsync();

        await SettlementOf(fixture, fixture.Exchange).FailAsync(id, Token);

        Assert.Equal(["entryLost"], await RecordedNowAsync(fixture));
        Assert.Contains(NoticeKinds.Discrepancy, await ToldNowAsync(fixture));
        Assert.Contains(NoticeKinds.TradeFailed, await ToldNowAsync(fixture));
        Assert.Equal(_time.GetUtcNow(), (await fixture.Driver.TradeAsync(id)).ClosedAt);
    }

    [Fact]
    public async Task Profit_that_differs_is_told_as_of_the_settlement()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var trade = await fixture.Driver.OpenAsync();
        await fixture.Driver.HandAsync(OrderSide.Sell, 0.01m);
        await fixture.Driver.LookUntilAsync(trade.Id, MonitorState.Flat);
        var exchange = AlteredExchange<IReadOnlyList<ClosedPnl>>.Of(fixture.Exchange, nameof(IExchange.GetClosedPnlAsync), static _ => []);

        Assert.True(await SettlementOf(fixture, exchange).SettleAsync(trade.Id, isLastTry: true, Token));

        Assert.Equal(["closedPnl"], await RecordedNowAsync(fixture));
        Assert.Contains(NoticeKinds.Discrepancy, await ToldNowAsync(fixture));
        Assert.Equal(_time.GetUtcNow(), (await fixture.Driver.TradeAsync(trade.Id)).ClosedAt);
        var line = (await fixture.Ledger.ReadStoryAsync(trade.Id, Token))!.Events.Single(static line => line.Kind == "settled");
        Assert.Equal(_time.GetUtcNow(), line.At);
    }

    private Task MissingForMinutesAsync() => database.ExecuteAsync(
        $"update trading.trades set position_missing_since = '{_time.GetUtcNow().AddMinutes(-7):O}'");

    private TradeSettlement SettlementOf(TradingFixture fixture, IExchange exchange) => new(
        exchange, fixture.Ledger, fixture.Service<IDiscrepancyStore>(), fixture.Service<INotificationStore>(), _time);

    private async Task<IReadOnlyList<string>> RecordedNowAsync(TradingFixture fixture) =>
        [.. (await fixture.Service<IDiscrepancyStore>().ListAsync(new PageRequest(200), Token)).Items
            .Where(row => row.At == _time.GetUtcNow()).Select(static row => row.Discrepancy.Kind)];

    private async Task<IReadOnlyList<string>> ToldNowAsync(TradingFixture fixture) =>
        [.. (await fixture.Service<INotificationStore>().ListAsync(new PageRequest(200), Token)).Items
            .Where(row => row.At == _time.GetUtcNow()).Select(static row => row.Notification.Kind)];
}
