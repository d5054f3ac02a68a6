using Microsoft.Extensions.DependencyInjection;
using TradingBot.Core.Exchange;
using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Risk;
using TradingBot.Core.Signals;
using TradingBot.Core.Strategies;
using TradingBot.Core.Trades;
using TradingBot.Trading.Entries;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>What an entry is decided by, and what its signal is told.</summary>
public sealed partial class EntryDeciderTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Refused_entry_of_a_reversal_says_that_its_exit_was_carried_out(bool hasClosed)
    {
        await using var fixture = await OpenAsync();
        IReadOnlyList<TradeId> closed = hasClosed ? [new TradeId(Guid.CreateVersion7())] : [];
        var delisted = AlteredExchange<Instrument?>.Of(fixture.Exchange, nameof(IExchange.FindInstrumentAsync), static _ => null);

        var first = await fixture.Driver.AlertAsync(SignalAction.Buy);
        await fixture.Driver.DecideAsync(await fixture.LaterAsync(SignalAction.Close));
        var superseded = await DecideAsync(fixture, first, closed);
        await fixture.PassAsync(TimeSpan.FromMilliseconds(100));
        var unlisted = await DecideAsync(fixture, await fixture.Driver.AlertAsync(SignalAction.Buy), closed, delisted);
        await fixture.Driver.HaltAsync(flatten: false);
        var halted = await DecideAsync(fixture, await fixture.Driver.AlertAsync(SignalAction.Buy), closed);
        var paused = await fixture.Driver.AlertAsync(SignalAction.Buy);
        await fixture.Driver.StrategyAsync(static strategy => strategy with { State = StrategyState.Paused });
        await fixture.Driver.DecideAsync(paused, [.. closed.Select(static id => id.Value)]);

        foreach (var (reason, code) in (IEnumerable<(Denial?, string)>)[
            (superseded.Reason, DenialCodes.Superseded), (unlisted.Reason, DenialCodes.InstrumentUnknown),
            (halted.Reason, DenialCodes.TradingHalted),
            ((await fixture.Driver.SignalAsync(paused)).Reason, DenialCodes.StrategyPaused)])
        {
            Assert.Equal(code, reason!.Code);
            Assert.Equal(hasClosed, reason.Message.StartsWith("What was open was closed. ", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    [InlineData(false, false, true)]
    public async Task Entry_is_dry_when_strategy_alert_or_journal_says_so(bool strategy, bool alert, bool journal)
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync(sample => sample with { DryRun = strategy });
        var id = await fixture.Driver.AlertAsync(signal => signal with { Action = SignalAction.Buy, DryRun = alert });
        if (journal)
            await database.ExecuteAsync("update trading.signals set dry_run = true");

        await fixture.Driver.ActAsync(id);

        var ended = await fixture.Driver.SignalAsync(id);
        Assert.Equal((SignalStatus.Completed, DenialCodes.DryRun), (ended.Status, ended.Reason?.Code));
        Assert.Equal("Dry run: would have opened long 0.01 BTCUSDT; nothing was sent.", ended.Reason!.Message);
        var numbers = ended.Reason.Numbers;
        var (quantity, price) = (decimal.Parse(numbers["quantity"]), decimal.Parse(numbers["referencePrice"]));
        var (stop, risk, notional) =
            (decimal.Parse(numbers["stopLoss"]), decimal.Parse(numbers["risk"]), decimal.Parse(numbers["notional"]));
        Assert.Equal((0.01m, quantity * price), (quantity, notional));
        Assert.InRange(stop, price * 0.97m, price * 0.99m);
        // The way to the stop and the fees.
        Assert.InRange(risk, quantity * (price - stop), quantity * (price - stop) * 1.2m);
        Assert.Empty(await fixture.Controls.SentOrdersAsync());
    }

    [Theory]
    [InlineData(1, 0, DenialCodes.MaxEntriesPerMinute)]
    [InlineData(null, 600, DenialCodes.StrategyCooldown)]
    [InlineData(null, 0, null)]
    public async Task Entry_soon_after_another_one_is_held_against_the_limits(int? entriesPerMinute, int cooldown, string? code)
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync(sample => sample with { CooldownSeconds = cooldown });
        await fixture.Service<IRiskLimitsStore>().SaveAsync(
            new RiskLimits { MaxEntriesPerMinute = entriesPerMinute }, "tester", fixture.Clock.GetUtcNow(), Token);
        var trade = await fixture.Driver.OpenAsync();
        await fixture.Driver.CloseAsync(trade.Id);
        await fixture.Driver.LookUntilClosedAsync(trade.Id);

        var decided = await DecideAsync(fixture, await fixture.Driver.AlertAsync(SignalAction.Buy), closed: []);

        Assert.Equal(code, decided.Reason?.Code);
    }

    [Theory]
    [InlineData(3, 57)]
    [InlineData(0, 60)]
    public async Task Entry_may_be_sent_as_long_as_the_alert_that_fired_is_not_too_old(int firedBefore, int left)
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync(static sample => sample with { MaxLagSeconds = 60 });
        var id = await fixture.Driver.AlertAsync(
            signal => signal with { Action = SignalAction.Buy, FiredAt = signal.FiredAt!.Value.AddSeconds(-firedBefore) });

        var trade = await fixture.Driver.TradeAsync(new TradeId((await fixture.Driver.DecideAsync(id)).TradeId!.Value));

        var received = (await fixture.Driver.SignalAsync(id)).ReceivedAt;
        Assert.Equal(left, (trade.EntryValidUntil - received).TotalSeconds, 0.01);
    }

    [Theory]
    [InlineData(58, null)]
    [InlineData(61, DenialCodes.Stale)]
    public async Task Alert_that_does_not_tell_when_it_fired_is_as_old_as_its_arrival(int secondsAgo, string? code)
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync(static sample => sample with { MaxLagSeconds = 60 });
        var id = await fixture.Driver.AlertAsync(static signal => signal with { Action = SignalAction.Buy, FiredAt = null });
        await fixture.PassAsync(TimeSpan.FromSeconds(secondsAgo));

        Assert.Equal(code, (await DecideAsync(fixture, id, closed: [])).Reason?.Code);
    }

    [Fact]
    public async Task Trade_of_another_strategy_in_the_symbol_refuses_the_entry_whatever_is_held_elsewhere()
    {
        await using var fixture = await OpenAsync();
        await fixture.Driver.ApproveAsync();
        await database.ExecuteAsync("update trading.trades set symbol = 'ETHUSDT'");
        await fixture.Driver.ApproveAsync();
        await database.ExecuteAsync("update trading.trades set strategy = 'another' where symbol = 'BTCUSDT'");

        var decided = await DecideAsync(fixture, await fixture.Driver.AlertAsync(SignalAction.Buy), closed: []);

        Assert.Equal((SignalStatus.Denied, DenialCodes.SymbolBusy), (decided.Status, decided.Reason?.Code));
    }

    [Fact]
    public async Task Leverage_that_the_exchange_has_goes_with_the_approved_entry()
    {
        await using var fixture = await OpenAsync();
        var held = AlteredExchange<SymbolPositions>.Of(
            fixture.Exchange, nameof(IExchange.GetSymbolPositionsAsync), static held => held with { Leverage = 13m });
        var record = await fixture.Driver.SignalAsync(await fixture.Driver.AlertAsync(SignalAction.Buy));

        var decision = Assert.IsType<SignalDecision.Opens>(await DeciderOf(fixture, held).DecideAsync(
            record, record.Signal!, await StrategyAsync(fixture), Direction.Long, [], Token));

        Assert.Equal(13m, decision.Approved!.ExchangeLeverage);
    }

    [Fact]
    public async Task Risk_of_an_entry_holds_the_fees_of_the_market_for_its_way_in_and_out()
    {
        await using var fixture = await OpenAsync();
        var costly = AlteredExchange<FeeRate>.Of(
            fixture.Exchange, nameof(IExchange.GetFeeRateAsync), static _ => new FeeRate(Maker: 0.001m, Taker: 0.003m));

        var decided = await DecideAsync(fixture, await fixture.Driver.AlertAsync(SignalAction.Buy), closed: [], costly);

        var trade = await fixture.Driver.TradeAsync(decided.TradeId!.Value);
        var (entry, stop) = (trade.ReferencePrice, trade.StopLoss!.Value);
        Assert.Equal(0.01m * (entry - stop + (0.003m * (entry + stop))), trade.Risk);
    }

    /// <summary>A share of the equity, whatever of it is bound by others.</summary>
    [Fact]
    public async Task Size_in_percent_is_of_the_equity_and_not_of_what_is_free()
    {
        await using var fixture = await OpenAsync();
        await fixture.Controls.PriceAsync(60_000m);
        await fixture.Driver.StrategyAsync(
            static strategy => strategy with { Sizing = new Sizing(SizingMode.EquityPercent, 10m), MaxDriftPercent = null });
        var bound = AlteredExchange<AccountBalance>.Of(
            fixture.Exchange,
            nameof(IExchange.GetBalanceAsync),
            static balance => balance with { TotalEquity = 12_300m, TotalAvailableBalance = 3_000m });

        var decided = await DecideAsync(fixture, await fixture.Driver.AlertAsync(SignalAction.Buy), closed: [], bound);

        Assert.Equal(0.02m, (await fixture.Driver.TradeAsync(decided.TradeId!.Value)).Quantity);
    }

    /// <summary>Isolated margin shows no totals of the account.</summary>
    [Theory]
    [InlineData(true, "5.66", "Leverage 5.66 instead of 20")]
    [InlineData(false, "20", "risking")]
    public async Task Leverage_that_is_lowered_for_the_stop_is_the_trades_and_told(bool isIsolated, string leverage, string told)
    {
        await using var fixture = await OpenAsync();
        await fixture.Controls.PriceAsync(60_000m);
        await fixture.Driver.StrategyAsync(static strategy => strategy with
        {
            Leverage = 20m,
            AutoLeverage = true,
            StopLoss = new PriceDistance(Percent: 15.6m),
            TakeProfits = [],
            MaxDriftPercent = null,
        });
        var account = AlteredExchange<AccountBalance>.Of(
            fixture.Exchange,
            nameof(IExchange.GetBalanceAsync),
            balance => isIsolated ? balance with { TotalAvailableBalance = null } : balance);

        var decided = await DecideAsync(fixture, await fixture.Driver.AlertAsync(SignalAction.Buy), closed: [], account);

        var story = await fixture.Ledger.ReadStoryAsync(decided.TradeId!.Value, Token);
        Assert.Equal(decimal.Parse(leverage), story!.Trade.Leverage);
        Assert.Contains(told, story.Events.Single(static line => line.Kind == TradeEventKinds.Decided).Message, StringComparison.Ordinal);
    }

    private static async Task<SignalRecord> DecideAsync(
        TradingFixture fixture, SignalId id, IReadOnlyList<TradeId> closed, IExchange? exchange = null)
    {
        var record = await fixture.Driver.SignalAsync(id);
        await DeciderOf(fixture, exchange ?? fixture.Exchange).DecideAsync(
            record, record.Signal!, await StrategyAsync(fixture), Direction.Long, closed, Token);
        return await fixture.Driver.SignalAsync(id);
    }

    private static EntryDecider DeciderOf(TradingFixture fixture, IExchange exchange) =>
        ActivatorUtilities.CreateInstance<EntryDecider>(fixture.Service<IServiceProvider>(), new EntryFactsReader(exchange));

    private static async Task<Strategy> StrategyAsync(TradingFixture fixture) =>
        (await fixture.Service<IStrategyStore>().FindAsync(SampleStrategy.Create().Key, Token))!.Strategy;

    private async Task<TradingFixture> OpenAsync()
    {
        var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        return fixture;
    }
}
