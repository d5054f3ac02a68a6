using TradingBot.Core.Signals;
using TradingBot.Trading.Reconciliation;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>What is old enough for the sweep, and what is not there for it any more.</summary>
public sealed class CrashSweepTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(2);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Signal_is_taken_up_after_its_grace_until_it_is_noted_as_started()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var sweep = fixture.Service<CrashSweep>();
        var signal = await fixture.Driver.AlertAsync(SignalAction.Buy);

        await fixture.PassAsync(CrashSweep.SignalGrace - Short);
        Assert.Empty(await sweep.ListSignalsAsync(Token));
        await fixture.PassAsync(Short);
        Assert.Equal([signal], await sweep.ListSignalsAsync(Token));

        await sweep.NoteStartedAsync(signal, Token);
        Assert.Empty(await sweep.ListSignalsAsync(Token));
    }

    [Fact]
    public async Task Unfinished_trade_is_taken_up_after_its_grace_and_an_ended_one_never()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var sweep = fixture.Service<CrashSweep>();
        var trade = await fixture.Driver.ApproveAsync();

        await fixture.PassAsync(CrashSweep.TradeGrace - Short);
        Assert.Empty(await sweep.ListTradesAsync(Token));
        await fixture.PassAsync(Short);
        Assert.Equal([trade], await sweep.ListTradesAsync(Token));

        await fixture.Controls.FaultAsync(PaperExchangeControls.Create, "retCode", retCode: 110007);
        await fixture.Driver.PlaceAsync(trade);
        Assert.Empty(await sweep.ListTradesAsync(Token));
    }
}
