using TradingBot.Core;
using TradingBot.Core.Ledger;
using TradingBot.Core.Signals;
using TradingBot.Core.Trades;
using TradingBot.Functions.Trading;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>A close that arrives while its entry is still being decided is not lost: the entry stays out, or is closed.</summary>
public sealed class OvertakenEntryTests(FloorDatabase database) : IClassFixture<FloorDatabase>
{
    [Theory]
    [InlineData(SignalAction.Close)]
    [InlineData(SignalAction.Cancel)]
    public async Task Entry_that_waited_for_the_exchange_while_its_close_came_stays_out(SignalAction end)
    {
        await using var floor = await Floor.OpenAsync(database);
        await floor.Trader.StrategyAsync();
        var entry = await AlertAsync(floor, SignalAction.Buy);
        await floor.Controls.FaultAsync("/v5/account/wallet-balance", "status", count: 10);
        await Assert.ThrowsAsync<VenueUnavailableException>(() => floor.Trader.DecideAsync(entry));
        Assert.Empty((await floor.Trader.DecideAsync(await AlertAsync(floor, end))).Closing);
        await floor.Controls.HealAsync();

        var decision = await floor.Trader.DecideAsync(entry);

        Assert.Null(decision.TradeId);
        var record = await floor.Trader.SignalAsync(entry);
        Assert.Equal((SignalStatus.Denied, DenialCodes.Superseded), (record.Status, record.Reason?.Code));
    }

    [Fact]
    public async Task Entry_and_close_decided_at_once_never_leave_a_trade_that_nobody_closes()
    {
        await using var floor = await Floor.OpenAsync(database);
        await floor.Trader.StrategyAsync();
        for (var round = 0; round < 30; round++)
        {
            var entry = await AlertAsync(floor, SignalAction.Buy);
            var close = await AlertAsync(floor, SignalAction.Close);

            // Started at moments that differ from round to round, so that each overtakes the other now and then.
            var entering = Task.Run(() => floor.Trader.DecideAsync(entry), TestContext.Current.CancellationToken);
            for (var read = 0; read < round / 3; read++)
                await floor.Trader.SignalAsync(entry);
            await Task.WhenAll(entering, floor.Trader.DecideAsync(close));

            var unfinished = await floor.Ledger.ListUnfinishedAsync(TestContext.Current.CancellationToken);
            Assert.All(unfinished, static trade => Assert.NotNull(trade.CloseRequestedAt));
            if ((await entering).TradeId is { } trade)
                Assert.Equal(EntryOutcome.Abandoned, await floor.Trader.PlaceAsync(new TradeId(trade)));
        }
    }

    private static async Task<SignalId> AlertAsync(Floor floor, SignalAction action)
    {
        floor.Clock.Advance(TimeSpan.FromMilliseconds(1));
        return await floor.Trader.AlertAsync(alert => alert with { Action = action, FiredAt = null });
    }
}
