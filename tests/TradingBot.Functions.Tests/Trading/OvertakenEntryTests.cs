using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Signals;
using TradingBot.Trading.Entries;
using TradingBot.Trading.Exchange;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>A close that arrives while its entry is still being decided is not lost: the entry stays out, or is closed.</summary>
public sealed class OvertakenEntryTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    [Fact]
    public async Task Entry_that_waited_for_the_exchange_while_its_close_came_stays_out()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var entry = await AlertAsync(fixture, SignalAction.Buy);
        await fixture.Controls.FaultAsync("/v5/account/wallet-balance", "status", count: 10);
        await Assert.ThrowsAsync<ExchangeUnavailableException>(() => fixture.Driver.DecideAsync(entry));
        Assert.Empty((await fixture.Driver.DecideAsync(await AlertAsync(fixture, SignalAction.Close))).Closing);
        await fixture.Controls.HealAsync();

        var decision = await fixture.Driver.DecideAsync(entry);

        Assert.Null(decision.TradeId);
        var record = await fixture.Driver.SignalAsync(entry);
        Assert.Equal((SignalStatus.Denied, DenialCodes.Superseded), (record.Status, record.Reason?.Code));
    }

    [Fact]
    public async Task Entry_and_close_decided_at_once_never_leave_a_trade_that_nobody_closes()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        for (var round = 0; round < 30; round++)
        {
            var entry = await AlertAsync(fixture, SignalAction.Buy);
            var close = await AlertAsync(fixture, SignalAction.Close);

            // Started at moments that differ from round to round, so that each overtakes the other now and then.
            var entering = Task.Run(() => fixture.Driver.DecideAsync(entry), TestContext.Current.CancellationToken);
            for (var read = 0; read < round / 3; read++)
                await fixture.Driver.SignalAsync(entry);
            await Task.WhenAll(entering, fixture.Driver.DecideAsync(close));

            var unfinished = await fixture.Ledger.ListUnfinishedAsync(TestContext.Current.CancellationToken);
            Assert.All(unfinished, static trade => Assert.NotNull(trade.CloseRequestedAt));
            if ((await entering).TradeId is { } trade)
                Assert.Equal(EntryOutcome.Abandoned, await fixture.Driver.PlaceAsync(new TradeId(trade)));
        }
    }

    private static async Task<SignalId> AlertAsync(TradingFixture fixture, SignalAction action)
    {
        await fixture.PassAsync(TimeSpan.FromMilliseconds(1));
        return await fixture.Driver.AlertAsync(alert => alert with { Action = action, FiredAt = null });
    }
}
