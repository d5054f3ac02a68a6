using Microsoft.Extensions.DependencyInjection;
using TradingBot.Core.Exchange;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Notifications;
using TradingBot.Core.Orders;
using TradingBot.Core.Trades;
using TradingBot.TestKit;
using TradingBot.Trading.Entries;
using TradingBot.Trading.Exchange;
using TradingBot.Trading.Positions;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>
/// The process is away while something is missing, or the exchange gives no answer: who comes back guards first, and only what was watched
/// counts.
/// </summary>
public sealed class UnwatchedTimeTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(5)]
    [InlineData(60)]
    [InlineData(7200)]
    public async Task Addition_whose_stop_a_dead_process_had_still_to_set_is_guarded_when_it_is_back(int secondsAway)
    {
        await using var fixture = await AddingAlerts.OpenAsync(database, Category.Spot);
        var first = await AddingAlerts.OpenTradeAsync(fixture, Category.Spot);
        await AddingAlerts.AddAsync(fixture, Category.Spot);
        await DieAtStopAsync(fixture, first.Id);
        Assert.NotNull((await fixture.Driver.TradeAsync(first.Id)).StopMissingSince);
        Assert.Equal(0.00999m, await GuardedAsync(fixture));

        await fixture.PassAsync(TimeSpan.FromSeconds(secondsAway));
        var both = await AddingAlerts.LookUntilAddedAsync(fixture, first.Id);

        Assert.Equal((TradeStatus.Open, null, 0.02m), (both.Status, both.CloseRequestedAt, both.FilledQuantity));
        Assert.Equal(0.01998m, await GuardedAsync(fixture));
        Assert.DoesNotContain(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == NoticeKinds.Unprotected);
    }

    [Fact]
    public async Task Part_of_a_limit_entry_whose_stop_a_dead_process_had_still_to_set_is_guarded_when_it_is_back()
    {
        await using var fixture = await RestingEntry.OpenAsync(
            database, static strategy => RestingEntry.Spot(RestingEntry.Large(strategy)));
        await fixture.Controls.ResetAsync(("USDT", "10000000"));
        await fixture.Controls.PriceAsync(RestingEntry.Market, "spot");
        var (trade, part) = await RestingEntry.RestInPartAsync(fixture, Category.Spot);
        await fixture.Controls.PriceAsync(RestingEntry.Market - 10m, "spot");
        await DieAtStopAsync(fixture, trade);

        await fixture.PassAsync(TimeSpan.FromMinutes(10));
        var more = await fixture.Driver.LookUntilBookedAsync(trade);

        Assert.True(more.FilledQuantity > part, $"Nothing but {part} was filled.");
        Assert.Equal((TradeStatus.Open, null), (more.Status, more.CloseRequestedAt));
        Assert.InRange(await GuardedAsync(fixture), more.FilledQuantity * 0.9989m, more.FilledQuantity);
    }

    [Fact]
    public async Task Stop_that_cannot_be_set_closes_the_position_once_the_bound_has_passed_since_the_return()
    {
        await using var fixture = await FuturesAsync();
        var trade = await fixture.Driver.OpenAsync();
        await fixture.Driver.RemoveStopAsync();
        await fixture.Controls.FaultAsync(PaperExchangeControls.TradingStop, "dropBefore", count: 1000);
        await fixture.Driver.LookAsync(trade.Id);

        await fixture.PassAsync(TimeSpan.FromMinutes(2));
        var back = fixture.Clock.GetUtcNow();
        var asked = (await fixture.Controls.TextsAsync(PaperExchangeControls.TradingStop)).Count;
        Assert.Equal(MonitorState.Unprotected, (await fixture.Driver.LookAsync(trade.Id)).State);
        Assert.Equal(asked + 1, (await fixture.Controls.TextsAsync(PaperExchangeControls.TradingStop)).Count);
        await Eventually.TrueAsync(
            async () =>
            {
                await fixture.PassAsync(TimeSpan.FromSeconds(0.5));
                await fixture.Driver.LookAsync(trade.Id);
                return (await fixture.Driver.TradeAsync(trade.Id)).CloseRequestedAt is not null;
            },
            "The position was never closed",
            cancellationToken: Token);

        var closing = await fixture.Driver.TradeAsync(trade.Id);
        Assert.Equal(CloseReason.Unprotected, closing.CloseReason);
        Assert.InRange((closing.CloseRequestedAt!.Value - back).TotalSeconds, 8, 12);
    }

    [Fact]
    public async Task Exchange_that_was_away_is_asked_for_the_stop_before_the_position_is_closed()
    {
        await using var fixture = await FuturesAsync();
        var trade = await fixture.Driver.OpenAsync();
        await fixture.Driver.RemoveStopAsync();
        await fixture.Controls.FaultAsync(PaperExchangeControls.TradingStop, "dropBefore");
        await fixture.Driver.LookAsync(trade.Id);
        await fixture.Controls.FaultAsync("*", "status", count: 1000, status: 502);
        for (var look = 0; look < 3; look++)
        {
            Assert.Equal(MonitorState.Unavailable, (await fixture.Driver.LookAsync(trade.Id)).State);
            await fixture.PassAsync(TimeSpan.FromSeconds(20));
        }

        await fixture.Controls.HealAsync();
        await fixture.Driver.LookUntilAsync(trade.Id, MonitorState.Protected);

        Assert.Equal(trade.StopLoss, (await fixture.Driver.PositionAsync())!.StopLoss);
        Assert.Null((await fixture.Driver.TradeAsync(trade.Id)).CloseRequestedAt);
    }

    [Fact]
    public async Task Process_that_looks_and_dies_again_and_again_keeps_no_position_without_a_stop()
    {
        await using var fixture = await AddingAlerts.OpenAsync(database, Category.Spot);
        var first = await AddingAlerts.OpenTradeAsync(fixture, Category.Spot);
        await AddingAlerts.AddAsync(fixture, Category.Spot);
        await DieAtStopAsync(fixture, first.Id);
        var returns = 0;
        while ((await fixture.Driver.TradeAsync(first.Id)).CloseRequestedAt is null)
        {
            await fixture.PassAsync(TimeSpan.FromMinutes(5));
            await DiesAtStopAsync(fixture, first.Id);
            Assert.InRange(++returns, 1, WatchedTime.MostReturns + 1);
        }

        Assert.Equal(WatchedTime.MostReturns + 1, returns);
        Assert.Equal(CloseReason.Unprotected, (await fixture.Driver.LookUntilClosedAsync(first.Id)).CloseReason);
    }

    // Missing for a moment when the process died, closed by a person while it was away, and listed late when it is back.
    [Fact]
    public async Task What_closed_a_position_while_nobody_looked_is_waited_for_before_it_is_given_up()
    {
        await using var fixture = await FuturesAsync();
        var trade = await fixture.Driver.OpenAsync();
        await fixture.Ledger.NotePositionMissingAsync(
            trade.Id, isMissing: true, TradeEvents.PositionMissing(trade, 0.01m), fixture.Clock.GetUtcNow(), Token);
        await fixture.PassAsync(TimeSpan.FromMinutes(10));
        await fixture.Driver.HandAsync(OrderSide.Sell, 0.01m);
        var unlisted = AlteredExchange<IReadOnlyList<ExchangeExecution>>.Of(
            fixture.Exchange, nameof(IExchange.GetExecutionsAsync), static _ => []);
        var monitor = ActivatorUtilities.CreateInstance<TradeMonitor>(
            fixture.Service<IServiceProvider>(), new FillSynchronizer(unlisted, fixture.Ledger, fixture.Clock));

        Assert.Equal(MonitorState.Opening, (await monitor.LookAsync(trade.Id, Token)).State);

        var closed = await fixture.Driver.LookUntilClosedAsync(trade.Id);
        Assert.Equal((CloseReason.External, 0.01m), (closed.CloseReason, closed.ExitedQuantity));
        Assert.Empty(await fixture.Driver.DiscrepanciesAsync());
    }

    private async Task<TradingFixture> FuturesAsync()
    {
        var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        return fixture;
    }

    // Looks until the process dies in the moment in which it sends a stop order: it is written down, and has not left.
    private static Task DieAtStopAsync(TradingFixture fixture, TradeId trade) => Eventually.TrueAsync(
        async () =>
        {
            var isDead = await DiesAtStopAsync(fixture, trade);
            await fixture.PassAsync(TimeSpan.FromMilliseconds(200));
            return isDead;
        },
        "No stop was ever sent",
        cancellationToken: Token);

    private static async Task<bool> DiesAtStopAsync(TradingFixture fixture, TradeId trade)
    {
        await fixture.Service<AdditionPlacement>().AdvanceAsync(trade, Token);
        var exchange = AnsweredExchange<OrderIntent>.Of(fixture.Exchange, static _ => throw new ProcessDiedException());
        var unanswered = new UnansweredOrder(exchange, fixture.Ledger, fixture.Clock);
        var spot = new SpotPositions(
            exchange, fixture.Ledger, unanswered, new RecentWallet(exchange, fixture.Clock), fixture.Clock);
        var monitor = ActivatorUtilities.CreateInstance<TradeMonitor>(fixture.Service<IServiceProvider>(), fixture.Keeping(spot));
        try
        {
            await monitor.LookAsync(trade, Token);
            return false;
        }
        catch (ProcessDiedException)
        {
            return true;
        }
    }

    private static async Task<decimal> GuardedAsync(TradingFixture fixture) =>
        (await fixture.Exchange.GetOpenOrdersAsync(Category.Spot, TradeDriver.Btc, Token).RequireAsync())
            .Where(static order => order.TriggerPrice is not null).Sum(static order => order.Quantity);

    private sealed class ProcessDiedException : Exception;
}
