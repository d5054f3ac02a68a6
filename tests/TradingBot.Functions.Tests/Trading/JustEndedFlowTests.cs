using TradingBot.Core.Orders;
using TradingBot.Core.Signals;
using TradingBot.TestKit;
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

    private async Task<TradingFixture> OpenAsync()
    {
        var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        return fixture;
    }

    private static Task HeldAsync(TradingFixture fixture) => Eventually.TrueAsync(
        async () => await fixture.Driver.PositionAsync() is not null, "The hand's order was not filled", cancellationToken: Token);
}
