using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Signals;
using TradingBot.Core.Strategies;
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

    [Fact]
    public async Task Grace_has_to_be_over_and_the_oldest_is_taken_up_first()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        var time = StoppedClock.Create();
        var sweep = new CrashSweep(fixture.Service<ISignalJournal>(), fixture.Ledger, time);
        Symbol[] symbols = [Symbol.Parse("ETHUSDT"), TradeDriver.Btc, Symbol.Parse("SOLUSDT")];
        await fixture.Driver.StrategyAsync(strategy => strategy with
        {
            Symbols = symbols,
            Sizing = new Sizing(SizingMode.FixedNotional, 200m),
        });
        var (signals, trades) = (new List<SignalId>(), new List<TradeId>());
        foreach (var symbol in symbols)
        {
            var opener = await fixture.Driver.AlertAsync(alert => alert with { Symbol = symbol, Action = SignalAction.Buy });
            trades.Add(new TradeId((await fixture.Driver.DecideAsync(opener)).TradeId!.Value));
            signals.Add(await fixture.Driver.AlertAsync(alert => alert with { Symbol = symbol, Action = SignalAction.Close }));
        }

        double[] over = [0.001, 0, 0.002];
        for (var i = 0; i < over.Length; i++)
        {
            await database.ExecuteAsync($"""
                update trading.trades set created_at = '{time.GetUtcNow().AddSeconds(-15 - over[i]):O}' where id = '{trades[i]}';
                update trading.signals set received_at = '{time.GetUtcNow().AddSeconds(-5 - over[i]):O}' where id = '{signals[i]}';
                """);
        }

        Assert.Equal([trades[2], trades[0]], await sweep.ListTradesAsync(Token));
        Assert.Equal([signals[2], signals[0]], await sweep.ListSignalsAsync(Token));
    }
}
