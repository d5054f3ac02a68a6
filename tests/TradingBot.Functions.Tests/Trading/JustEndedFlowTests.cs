using Microsoft.Extensions.DependencyInjection;
using TradingBot.Core.Exchange;
using TradingBot.Core.Foundation;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Signals;
using TradingBot.Core.Strategies;
using TradingBot.TestKit;
using TradingBot.Trading.Entries;
using TradingBot.Trading.Exchange;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>A position that stands where a trade of ours ended a moment ago: still ours on a list that is late, or a hand's.</summary>
public sealed class JustEndedFlowTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Trade_of_ours_that_ended_a_moment_ago_is_waited_for_and_then_a_hands()
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync();
        await fixture.Driver.CloseAsync(trade.Id);
        await fixture.Driver.LookUntilClosedAsync(trade.Id);
        await fixture.Driver.HandAsync(OrderSide.Buy, 0.01m);
        await HeldAsync(fixture);
        var signal = await fixture.Driver.AlertAsync(SignalAction.Buy);

        var waits = await Assert.ThrowsAsync<ExchangeUnavailableException>(() => fixture.Driver.DecideAsync(signal));
        Assert.Equal(SignalStatus.Received, (await fixture.Driver.SignalAsync(signal)).Status);
        await fixture.PassAsync(TimeSpan.FromSeconds(11));
        await fixture.Driver.DecideAsync(signal);

        var reason = (await fixture.Driver.SignalAsync(signal)).Reason!;
        Assert.Equal("exchange.foreignPosition", reason.Code);
        Assert.Equal($"{reason.Message} A trade of the bot has just ended there; looking again.", waits.Error.Message);
    }

    [Fact]
    public async Task Trade_of_ours_that_ended_a_moment_ago_is_found_behind_newer_ones_of_other_markets()
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync();
        await fixture.Driver.CloseAsync(trade.Id);
        await fixture.Driver.LookUntilClosedAsync(trade.Id);
        var newer = await fixture.Driver.OpenAsync();
        await fixture.Driver.CloseAsync(newer.Id);
        await fixture.Driver.LookUntilClosedAsync(newer.Id);
        await database.ExecuteAsync($"update trading.trades set category = 'inverse' where id = '{newer.Id}'");
        await fixture.Driver.HandAsync(OrderSide.Buy, 0.01m);
        await HeldAsync(fixture);
        var signal = await fixture.Driver.AlertAsync(SignalAction.Buy);
        await database.ExecuteAsync($"update trading.trades set closed_at = '{fixture.Clock.GetUtcNow():O}'");

        await Assert.ThrowsAsync<ExchangeUnavailableException>(() => fixture.Driver.DecideAsync(signal));
    }

    [Theory]
    [InlineData("symbol = 'ETHUSDT'")]
    [InlineData("category = 'inverse'")]
    public async Task Trade_of_another_market_that_ended_a_moment_ago_explains_no_position(string market)
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync();
        await fixture.Driver.CloseAsync(trade.Id);
        await fixture.Driver.LookUntilClosedAsync(trade.Id);
        // As if it had been a trade there.
        await database.ExecuteAsync($"update trading.trades set {market}");
        await fixture.Driver.HandAsync(OrderSide.Buy, 0.01m);
        await HeldAsync(fixture);

        var signal = await fixture.Driver.AlertAsync(SignalAction.Buy);

        await fixture.Driver.DecideAsync(signal);

        Assert.Equal("exchange.foreignPosition", (await fixture.Driver.SignalAsync(signal)).Reason?.Code);
    }

    [Theory]
    [InlineData(9.9, true)]
    [InlineData(10, false)]
    public async Task Order_that_stands_where_a_trade_of_ours_ended_is_a_hands_from_ten_seconds_after_the_end_on(
        double endedAgo, bool isWaitedFor)
    {
        await using var fixture = await OpenAsync();
        await fixture.Driver.StrategyAsync(static strategy => strategy with { MaxLagSeconds = 3600 });
        var trade = await fixture.Driver.OpenAsync();
        await fixture.Driver.CloseAsync(trade.Id);
        await fixture.Driver.LookUntilClosedAsync(trade.Id);
        var time = StoppedClock.Create();
        await database.ExecuteAsync($"update trading.trades set closed_at = '{time.GetUtcNow().AddSeconds(-endedAgo):O}'");
        var order = ShownOrder.Of(OrderSide.Sell, time.GetUtcNow());
        var exchange = AlteredExchange<IReadOnlyList<ExchangeOrder>>.Of(
            fixture.Exchange, nameof(IExchange.GetOpenOrdersAsync), _ => [order]);
        var record = await fixture.Driver.SignalAsync(await fixture.Driver.AlertAsync(SignalAction.Buy));
        var strategy = (await fixture.Service<IStrategyStore>().FindAsync(SampleStrategy.Create().Key, Token))!.Strategy;
        var decider = ActivatorUtilities.CreateInstance<EntryDecider>(
            fixture.Service<IServiceProvider>(), new EntryFactsReader(exchange), time);

        var fault = await Record.ExceptionAsync(
            () => decider.DecideAsync(record, record.Signal!, strategy, Direction.Long, [], Token));

        Assert.Equal(isWaitedFor, fault is ExchangeUnavailableException { Error.Class: RetryGuidance.RetryLater });
        Assert.Equal(isWaitedFor ? null : DenialCodes.ForeignOrder, (await fixture.Driver.SignalAsync(record.Id)).Reason?.Code);
    }

    private async Task<TradingFixture> OpenAsync()
    {
        var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        return fixture;
    }

    private static Task HeldAsync(TradingFixture fixture) => Eventually.TrueAsync(
        async () => await fixture.Driver.PositionAsync() is not null, "The hand's order was not filled", cancellationToken: Token);
}
