using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using TradingBot.Core.Signals;
using TradingBot.Trading.Entries;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>Entries that another process has decided while this one was reading at the exchange.</summary>
public sealed partial class EntryDeciderTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Refusal_of_the_market_ends_the_alert_unless_another_process_has_ended_it(bool hasEnded)
    {
        await using var fixture = await OpenAsync();
        var delisted = AlteredExchange<Instrument?>.Of(fixture.Exchange, nameof(IExchange.FindInstrumentAsync), static _ => null);
        var record = await fixture.Driver.SignalAsync(await fixture.Driver.AlertAsync(SignalAction.Buy));
        if (hasEnded)
            Assert.True(await fixture.Service<SignalEnding>().CompleteAsync(record.Id, Token));

        var decision = await DecideStaleAsync(fixture, record, delisted);

        Assert.Equal(hasEnded ? typeof(SignalDecision.Waits) : typeof(SignalDecision.Ended), decision.GetType());
        Assert.Equal(
            hasEnded ? SignalStatus.Completed : SignalStatus.Denied, (await fixture.Driver.SignalAsync(record.Id)).Status);
    }

    [Fact]
    public async Task Alert_that_another_process_has_ended_stays_as_that_one_ended_it()
    {
        await using var fixture = await OpenAsync();
        var record = await fixture.Driver.SignalAsync(await fixture.Driver.AlertAsync(SignalAction.Buy));
        Assert.True(await fixture.Service<SignalEnding>().CompleteAsync(record.Id, Token));

        Assert.IsType<SignalDecision.Ended>(await DecideStaleAsync(fixture, record, fixture.Exchange));

        Assert.Equal(SignalStatus.Completed, (await fixture.Driver.SignalAsync(record.Id)).Status);
        Assert.Empty(await fixture.Driver.UnfinishedAsync());
    }

    [Fact]
    public async Task Alert_that_another_process_has_approved_opens_that_trade_and_sends_nothing_for_it()
    {
        await using var fixture = await OpenAsync();
        var record = await fixture.Driver.SignalAsync(await fixture.Driver.AlertAsync(SignalAction.Buy));

        var first = Assert.IsType<SignalDecision.Opens>(await DecideStaleAsync(fixture, record, fixture.Exchange));
        var second = Assert.IsType<SignalDecision.Opens>(await DecideStaleAsync(fixture, record, fixture.Exchange));

        Assert.Equal(first.Trade, first.Approved?.Trade.Id);
        Assert.Equal(first.Trade, second.Trade);
        Assert.Null(second.Approved);
        Assert.Single(await fixture.Driver.UnfinishedAsync());
    }

    private static async Task<SignalDecision> DecideStaleAsync(TradingFixture fixture, SignalRecord record, IExchange exchange) =>
        await DeciderOf(fixture, exchange).DecideAsync(
            record, record.Signal!, await StrategyAsync(fixture), Direction.Long, [], Token);
}
