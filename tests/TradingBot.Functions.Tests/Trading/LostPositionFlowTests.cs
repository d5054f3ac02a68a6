using TradingBot.Core.Notifications;
using TradingBot.Core.Orders;
using TradingBot.Core.Trades;
using TradingBot.TestKit;
using TradingBot.Trading.Positions;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>A position that leaves the exchange together with something else: its entry's history, or an exit that was refused.</summary>
public sealed class LostPositionFlowTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Position_whose_entry_left_the_history_too_ends_a_little_later()
    {
        await using var fixture = await FuturesAsync();
        var trade = await fixture.Driver.OpenAsync();
        // As if the entry had been filled in part and rested with its rest.
        await database.ExecuteAsync("update trading.orders set status = 'partiallyFilled' where role = 'entry'");
        await fixture.Controls.ResetAsync(("USDT", "10000"));

        await fixture.Driver.LookUntilMissingAsync(trade.Id);
        await fixture.PassAsync(TimeSpan.FromSeconds(38));
        Assert.Equal(MonitorState.Opening, (await fixture.Driver.LookAsync(trade.Id)).State);
        await fixture.PassAsync(TimeSpan.FromSeconds(3));

        Assert.Equal(CloseReason.PositionLost, (await fixture.Driver.LookUntilClosedAsync(trade.Id)).CloseReason);
    }

    [Fact]
    public async Task Exit_refused_until_the_position_was_gone_calls_for_no_help()
    {
        await using var fixture = await FuturesAsync();
        var trade = await fixture.Driver.OpenAsync();
        await fixture.Controls.FaultAsync(PaperExchangeControls.Create, "retCode", count: 1000, retCode: 110094);
        await fixture.Driver.CloseAsync(trade.Id);
        await Eventually.TrueAsync(
            async () =>
            {
                await fixture.Driver.LookAsync(trade.Id);
                await fixture.PassAsync(TimeSpan.FromSeconds(1));
                var orders = await fixture.Ledger.ListOrdersAsync(trade.Id, Token);
                return orders.Count(static order => order.Role == OrderRole.Exit) == ExitPolicy.TriesUntilHelp;
            },
            "The exit was not tried often enough",
            cancellationToken: Token);

        await fixture.Controls.ResetAsync(("USDT", "10000"));
        await fixture.Driver.LookUntilMissingAsync(trade.Id);
        await fixture.PassAsync(TimeSpan.FromSeconds(31));
        await fixture.Driver.LookUntilClosedAsync(trade.Id);

        Assert.DoesNotContain(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == NoticeKinds.ExitFailed);
    }

    private async Task<TradingFixture> FuturesAsync()
    {
        var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        return fixture;
    }
}
