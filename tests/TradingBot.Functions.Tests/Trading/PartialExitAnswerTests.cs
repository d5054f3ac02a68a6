using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TradingBot.Core.Exchange;
using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
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

    // The alert arrived so many seconds before the process began, which decides it so many seconds later.
    [Theory]
    [InlineData(0, 300, false)]
    [InlineData(0, 300.001, true)]
    [InlineData(600, 0, false)]
    [InlineData(600, 300, false)]
    [InlineData(600, 300.001, true)]
    public async Task Part_that_the_exchange_does_not_tell_is_asked_for_for_five_minutes(double before, double after, bool isDenied) =>
        await AskAsync(
            before,
            after,
            error: null,
            isDenied ? "The exchange did not answer in time how much it is. No part is closed for this alert." : null);

    [Fact]
    public async Task Part_that_the_exchange_refuses_to_tell_is_denied_with_what_it_said() => await AskAsync(
        before: 0,
        after: 301,
        new ExchangeError(10_003, "API key is invalid.", RetryGuidance.Halt),
        "The exchange refused to tell how much it is: API key is invalid. No part is closed for this alert.");

    // It waits for the part before it, which nobody could close.
    [Theory]
    [InlineData(0, 20, true)]
    [InlineData(0, 20.001, false)]
    [InlineData(600, 0, true)]
    [InlineData(600, 20, true)]
    [InlineData(600, 20.001, false)]
    public async Task Part_that_waits_is_given_up_for_time_in_which_it_could_have_been_decided(double before, double after, bool isWaiting)
    {
        await using var fixture = await OpenAsync(database);
        await fixture.Driver.OpenAsync();
        await ReduceAsync(fixture, Portion.Percent(30));
        var alert = await AlertAsync(fixture, Portion.Percent(50));
        var (decider, time) = await DeciderAsync(
            fixture, alert, before, static services => ActivatorUtilities.CreateInstance<PartialExitRequest>(services));
        time.Advance(TimeSpan.FromSeconds(after));

        Assert.Equal(isWaiting, await decider.DecideAsync(alert, [], Token) is SignalDecision.Waits);
        Assert.Equal(isWaiting ? null : DenialCodes.ReduceBusy, (await fixture.Driver.SignalAsync(alert)).Reason?.Code);
    }

    private async Task AskAsync(double before, double after, ExchangeError? error, string? denial)
    {
        await using var fixture = await OpenAsync(database);
        var trade = await fixture.Driver.OpenAsync();
        var alert = await AlertAsync(fixture, Portion.Percent(50));
        var exchange = FailedReading<Ticker>.Of(fixture.Exchange, nameof(IExchange.GetTickerAsync), error);
        var (decider, time) = await DeciderAsync(
            fixture, alert, before, services => ActivatorUtilities.CreateInstance<PartialExitRequest>(services, exchange));
        time.Advance(TimeSpan.FromSeconds(after));

        if (denial is not null)
            Assert.IsType<SignalDecision.Ended>(await decider.DecideAsync(alert, [], Token));
        else
            await Assert.ThrowsAsync<ExchangeUnavailableException>(() => decider.DecideAsync(alert, [], Token));

        var record = await fixture.Driver.SignalAsync(alert);
        Assert.Equal(denial is null ? SignalStatus.Received : SignalStatus.Denied, record.Status);
        Assert.Equal(denial, record.Reason?.Message);
        Assert.Null((await fixture.Driver.TradeAsync(trade.Id)).Reduction);
    }

    // As of a process that begins so many seconds after the alert arrived.
    private static async Task<(SignalDecider Decider, FakeTimeProvider Time)> DeciderAsync(
        TradingFixture fixture, SignalId alert, double seconds, Func<IServiceProvider, PartialExitRequest> parts)
    {
        var time = new FakeTimeProvider((await fixture.Driver.SignalAsync(alert)).ReceivedAt.AddSeconds(seconds));
        var services = fixture.Service<IServiceProvider>();
        var exits = ActivatorUtilities.CreateInstance<ExitDecider>(services, parts(services), time);
        return (ActivatorUtilities.CreateInstance<SignalDecider>(services, exits, time), time);
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
