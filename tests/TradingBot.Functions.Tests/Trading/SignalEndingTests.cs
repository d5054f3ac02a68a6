using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Orders;
using TradingBot.Core.Signals;
using TradingBot.Core.Trades;
using TradingBot.Trading.Entries;

namespace TradingBot.Functions.Tests.Trading;

public sealed class SignalEndingTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Trades_have_ended_when_none_of_them_is_unfinished()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var ending = fixture.Service<SignalEnding>();
        var (trade, unknown) = (await fixture.Driver.ApproveAsync(), new TradeId(Guid.NewGuid()));

        Assert.True(await ending.HaveEndedAsync([], Token));
        Assert.True(await ending.HaveEndedAsync([unknown], Token));
        Assert.False(await ending.HaveEndedAsync([unknown, trade], Token));

        await fixture.Controls.FaultAsync(PaperExchangeControls.Create, "retCode", retCode: 110007);
        await fixture.Driver.PlaceAsync(trade);
        Assert.True(await ending.HaveEndedAsync([unknown, trade], Token));
    }

    /// <summary>Its trade is about to end, and until then it is not known what the exchange filled in between.</summary>
    [Fact]
    public async Task Trade_whose_entry_ended_with_nothing_filled_has_not_ended_yet()
    {
        await using var fixture = await RestingEntry.OpenAsync(database);
        var trade = await RestingEntry.RestAsync(fixture);
        var entry = await fixture.Driver.OrderAsync(trade, OrderRole.Entry);

        await fixture.Ledger.UpdateOrderAsync(
            trade, new OrderUpdate(entry.LinkId, OrderStatus.Cancelled), line: null, fixture.Clock.GetUtcNow(), Token);

        Assert.True(await fixture.Ledger.HasEntryEndedAsync(trade, Token));
        Assert.False(await fixture.Service<SignalEnding>().HaveEndedAsync([trade], Token));
    }

    [Fact]
    public async Task Signal_that_ended_is_not_ended_again()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var ending = fixture.Service<SignalEnding>();
        var signal = await fixture.Driver.AlertAsync(SignalAction.Close);

        Assert.True(await ending.CompleteAsync(signal, Token));
        Assert.False(await ending.CompleteAsync(signal, Token));
        Assert.False(await ending.FailAsync(signal, "The exchange gave no answer.", Token));

        Assert.Equal(SignalStatus.Completed, (await fixture.Driver.SignalAsync(signal)).Status);
        Assert.Empty(await fixture.Driver.NoticesAsync());
    }

    /// <summary>A reversal that has closed and cannot be decided again.</summary>
    [Fact]
    public async Task Signal_that_was_accepted_and_opened_nothing_fails_and_is_told_once()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var signal = await fixture.Driver.AlertAsync(SignalAction.Reverse);
        await fixture.Service<ISignalJournal>().AdvanceAsync(
            signal, SignalStatus.Accepted, reason: null, fixture.Clock.GetUtcNow(), Token);
        var ending = fixture.Service<SignalEnding>();

        Assert.True(await ending.FailAsync(signal, "The exchange gave no answer.", Token));
        Assert.False(await ending.FailAsync(signal, "The exchange gave no answer.", Token));

        var failed = await fixture.Driver.SignalAsync(signal);
        Assert.Equal((SignalStatus.Failed, DenialCodes.SignalFailed), (failed.Status, failed.Reason?.Code));
        Assert.Contains("The exchange gave no answer.", Assert.Single(await fixture.Driver.NoticesAsync()).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signal_that_is_not_in_the_journal_is_told_when_it_fails()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);

        Assert.False(await fixture.Service<SignalEnding>().FailAsync(new SignalId(Guid.NewGuid()), "Its row was lost.", Token));

        Assert.Contains("Its row was lost.", Assert.Single(await fixture.Driver.NoticesAsync()).Body, StringComparison.Ordinal);
    }
}
