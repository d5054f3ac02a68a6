using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TradingBot.Core.Exchange;
using TradingBot.Core.Foundation;
using TradingBot.Core.Markets;
using TradingBot.Core.Signals;
using TradingBot.Trading.Entries;
using TradingBot.Trading.Exchange;
using TradingBot.Trading.Positions;
using static TradingBot.Functions.Tests.Trading.PartialExitAlerts;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>What an alert is told whose part is none, is not known or has nothing to be taken from.</summary>
public sealed class PartialExitAnswerTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Part_of_an_entry_of_which_nothing_is_filled_is_none_and_the_entry_goes_on_waiting()
    {
        await using var fixture = await RestingEntry.OpenAsync(database);
        var trade = await RestingEntry.RestAsync(fixture);

        var alert = await ReduceAsync(fixture, Portion.Percent(50));

        var record = await fixture.Driver.SignalAsync(alert);
        Assert.Equal((SignalStatus.Completed, DenialCodes.NothingToReduce), (record.Status, record.Reason?.Code));
        var waiting = await fixture.Driver.TradeAsync(trade);
        Assert.Null(waiting.TakenBack);
        Assert.Null(waiting.CloseRequestedAt);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(0.001, true)]
    public async Task Part_that_the_exchange_does_not_tell_is_asked_for_until_five_minutes_after_its_alert(double over, bool isDenied)
    {
        await using var fixture = await OpenAsync(database);
        var trade = await fixture.Driver.OpenAsync();
        var alert = await AlertAsync(fixture, Portion.Percent(50));
        var time = new FakeTimeProvider((await fixture.Driver.SignalAsync(alert)).ReceivedAt.AddSeconds(300 + over));
        var services = fixture.Service<IServiceProvider>();
        var parts = ActivatorUtilities.CreateInstance<PartialExitRequest>(
            services, FailedReading<Ticker>.Of(fixture.Exchange, nameof(IExchange.GetTickerAsync)));
        var exits = ActivatorUtilities.CreateInstance<ExitDecider>(services, parts, time);
        var decider = ActivatorUtilities.CreateInstance<SignalDecider>(services, exits, time);

        if (isDenied)
            Assert.IsType<SignalDecision.Ended>(await decider.DecideAsync(alert, [], Token));
        else
            await Assert.ThrowsAsync<ExchangeUnavailableException>(() => decider.DecideAsync(alert, [], Token));

        var record = await fixture.Driver.SignalAsync(alert);
        Assert.Equal(isDenied ? SignalStatus.Denied : SignalStatus.Received, record.Status);
        Assert.Equal(
            isDenied ? "The exchange did not answer in time how much it is. No part is closed for this alert." : null,
            record.Reason?.Message);
        Assert.Null((await fixture.Driver.TradeAsync(trade.Id)).Reduction);
    }

    [Theory]
    [InlineData(false, "does not say how much.")]
    [InlineData(true, "takes either percent, above 0 and up to 100, or size, above 0.")]
    public async Task Share_that_is_not_told_and_one_that_cannot_be_read_are_denied_in_their_own_words(bool isTold, string ending)
    {
        await using var fixture = await OpenAsync(database);
        await fixture.Driver.OpenAsync();
        await fixture.PassAsync(TimeSpan.FromSeconds(1));
        var alert = await fixture.Driver.AlertAsync(
            signal => signal with { Action = SignalAction.Reduce, TellsReduction = isTold });

        await fixture.Driver.DecideAsync(alert);

        var record = await fixture.Driver.SignalAsync(alert);
        Assert.Equal((SignalStatus.Denied, DenialCodes.ReduceWithoutShare), (record.Status, record.Reason?.Code));
        Assert.EndsWith(ending, record.Reason!.Message, StringComparison.Ordinal);
    }
}
