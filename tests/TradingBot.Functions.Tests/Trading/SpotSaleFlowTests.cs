using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Strategies;
using TradingBot.Core.Trades;
using TradingBot.Trading.Positions;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>
/// The exchange's orders tell of a spot sale before its executions do, while a person holds coins of the same kind: 0.02, less the fee.
/// </summary>
public sealed class SpotSaleFlowTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private const decimal Theirs = 0.01998m;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Sale_that_the_executions_tell_of_late_is_made_once(bool isStop)
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync();
        await LagAsync(fixture, milliseconds: 2000);
        if (isStop)
            await fixture.Controls.PriceAsync(trade.StopLoss!.Value - 100m, "spot");
        else
            await fixture.Driver.CloseAsync(trade.Id);

        var closed = await fixture.Driver.LookUntilClosedAsync(trade.Id);

        Assert.Equal((isStop ? CloseReason.StopLoss : CloseReason.Manual, 0.00999m), (closed.CloseReason, closed.ExitedQuantity));
        Assert.Equal(Theirs, await CoinsAsync(fixture));
        // The person's order, the entry, its stop, and the exit where it was no stop.
        Assert.Equal(isStop ? 3 : 4, (await fixture.Controls.SentOrdersAsync()).Count);
        Assert.DoesNotContain("positionMissing", await fixture.Driver.StoryAsync(trade.Id));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Sale_whose_executions_do_not_come_is_made_once_too_and_told_as_missing(bool isStop)
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync();
        await LagAsync(fixture, milliseconds: 59_000);
        if (isStop)
            await fixture.Controls.PriceAsync(trade.StopLoss!.Value - 100m, "spot");
        else
            await fixture.Driver.CloseAsync(trade.Id);

        for (var until = fixture.Clock.GetUtcNow().AddSeconds(50); fixture.Clock.GetUtcNow() < until;)
        {
            var look = await fixture.Driver.LookAsync(trade.Id);
            if (look.State == MonitorState.Flat)
                break;
            await fixture.PassAsync(TimeSpan.FromMilliseconds(look.NextLookMilliseconds));
        }

        Assert.Equal(Theirs, await CoinsAsync(fixture));
        Assert.Equal(isStop ? 3 : 4, (await fixture.Controls.SentOrdersAsync()).Count);
        Assert.Contains("positionMissing", await fixture.Driver.StoryAsync(trade.Id));
    }

    private static Task LagAsync(TradingFixture fixture, int milliseconds) =>
        fixture.Controls.FaultAsync("/v5/execution/list", "lag", count: 10_000, delayMs: milliseconds);

    private static async Task<decimal> CoinsAsync(TradingFixture fixture) =>
        Assert.IsType<ExchangeResult<AccountBalance>.Success>(await fixture.Exchange.GetBalanceAsync(Token)).Value.Coins
            .Where(static coin => coin.Coin == "BTC").Sum(static coin => coin.WalletBalance);

    private async Task<TradingFixture> OpenAsync()
    {
        var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync(
            strategy => strategy with { Category = Category.Spot, Leverage = null, Direction = AllowedDirection.Long });
        await fixture.Controls.ResetAsync(("USDT", "10000"));
        await fixture.Driver.HandAsync(OrderSide.Buy, 0.02m, Category.Spot);
        return fixture;
    }
}
