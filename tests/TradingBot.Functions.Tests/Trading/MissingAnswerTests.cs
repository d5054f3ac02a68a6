using Microsoft.Extensions.Time.Testing;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using TradingBot.Core.Notifications;
using TradingBot.Core.Orders;
using TradingBot.Core.Trades;
using TradingBot.Trading.Exchange;
using TradingBot.Trading.Positions;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>A reading without an answer is never taken for an empty one.</summary>
public sealed class MissingAnswerTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private readonly FakeTimeProvider _time = StoppedClock.Create();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Exit_is_not_sent_while_its_market_cannot_be_read(bool isUnanswered)
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.TradeAsync(await fixture.Driver.ApproveAsync());
        if (isUnanswered)
            await SentAsync(fixture, trade);
        var sent = new List<OrderIntent>();
        var exchange = FailedReading<Instrument?>.Of(
            AnsweredExchange<OrderIntent>.Of(fixture.Exchange, intent =>
            {
                sent.Add(intent);
                return new SubmitOutcome.Accepted("exchange-1");
            }),
            nameof(IExchange.FindInstrumentAsync));
        var executor = new ExitExecutor(
            exchange, fixture.Ledger, fixture.Service<INotificationStore>(), new UnansweredOrder(exchange, fixture.Ledger, _time), _time);

        await Assert.ThrowsAsync<ExchangeUnavailableException>(() => executor.DriveAsync(
            fixture.FuturesOf(exchange, _time), trade, new PositionState(0.01m, 67_000m), Token));

        Assert.Empty(sent);
    }

    [Fact]
    public async Task What_a_person_sells_of_theirs_is_not_booked_while_the_position_cannot_be_read()
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync();
        await fixture.Driver.HandAsync(OrderSide.Buy, 0.02m);
        await fixture.Driver.HandAsync(OrderSide.Sell, 0.01m);
        var fills = fixture.Service<FillSynchronizer>();
        await fixture.Controls.FaultAsync("/v5/position/list", "status", count: 1000);

        await Assert.ThrowsAsync<ExchangeUnavailableException>(() => fills.RunAsync(trade, Token));
        Assert.Equal(0, (await fixture.Driver.TradeAsync(trade.Id)).ExitedQuantity);
        await fixture.Controls.HealAsync();

        Assert.Equal(0, (await fills.RunAsync(trade, Token)).ExitedQuantity);
    }

    private async Task SentAsync(TradingFixture fixture, TradeRecord trade)
    {
        var intent = fixture.Service<FuturesPositions>().ExitIntent(trade, new ExitOrder(0.01m, Attempt: 0, ClosesAll: false));
        var at = _time.GetUtcNow().AddSeconds(-5);
        await fixture.Ledger.IntendOrderAsync(trade.Id, OrderRole.Exit, intent, TradeEvents.ExitSent(intent), at, Token);
        await fixture.Ledger.UpdateOrderAsync(trade.Id, new OrderUpdate(intent.LinkId, OrderStatus.Unknown), line: null, at, Token);
    }

    private async Task<TradingFixture> OpenAsync()
    {
        var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        return fixture;
    }
}
