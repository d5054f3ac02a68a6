using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Notifications;
using TradingBot.Core.Signals;
using TradingBot.Core.Trades;
using TradingBot.Trading.Entries;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>
/// An alert whose decision failed as often as it may, for instance because the database was away: what it closes is closed all the same,
/// and nothing is opened any more.
/// </summary>
public sealed class GivenUpDecisionTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(SignalAction.Close)]
    [InlineData(SignalAction.Reverse)]
    [InlineData(SignalAction.Sell)]
    public async Task What_it_closes_is_closed_and_nothing_is_opened(SignalAction action)
    {
        await using var fixture = await OpenAsync();
        var held = await fixture.Driver.OpenAsync();
        var alert = await fixture.LaterAsync(action);

        Assert.True(await fixture.Driver.GiveUpAsync(alert));
        Assert.Equal(CloseReason.Signal, (await fixture.Driver.LookUntilClosedAsync(held.Id)).CloseReason);

        var record = await fixture.Driver.SignalAsync(alert);
        Assert.Equal((SignalStatus.Completed, DenialCodes.StillClosing), (record.Status, record.Reason?.Code));
        Assert.Empty((await fixture.Driver.DecideAsync(alert)).Closing);
        Assert.Empty(await fixture.Driver.UnfinishedAsync());
        Assert.Equal(1, await fixture.Controls.SentEntriesAsync());
        Assert.DoesNotContain(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == NoticeKinds.SignalFailed);
    }

    [Fact]
    public async Task Exit_that_finds_nothing_says_so()
    {
        await using var fixture = await OpenAsync();
        var alert = await fixture.LaterAsync(SignalAction.Close);

        Assert.True(await fixture.Driver.GiveUpAsync(alert));

        var record = await fixture.Driver.SignalAsync(alert);
        Assert.Equal((SignalStatus.Completed, DenialCodes.AlreadyFlat), (record.Status, record.Reason?.Code));
    }

    [Fact]
    public async Task Exit_whose_closing_has_ended_is_completed()
    {
        await using var fixture = await OpenAsync();
        var held = await fixture.Driver.OpenAsync();
        var alert = await fixture.LaterAsync(SignalAction.Close);
        await fixture.Driver.DecideAsync(alert);
        await fixture.Driver.LookUntilClosedAsync(held.Id);

        Assert.True(await fixture.Driver.GiveUpAsync(alert));

        var record = await fixture.Driver.SignalAsync(alert);
        Assert.Equal((SignalStatus.Completed, null), (record.Status, record.Reason?.Code));
    }

    [Fact]
    public async Task Reversal_that_has_closed_fails_and_says_what_it_did()
    {
        await using var fixture = await OpenAsync();
        var held = await fixture.Driver.OpenAsync();
        var alert = await fixture.LaterAsync(SignalAction.Reverse);
        await fixture.Driver.DecideAsync(alert);
        await fixture.Driver.LookUntilClosedAsync(held.Id);

        Assert.True(await fixture.Driver.GiveUpAsync(alert));

        var record = await fixture.Driver.SignalAsync(alert);
        Assert.Equal((SignalStatus.Failed, DenialCodes.SignalFailed), (record.Status, record.Reason?.Code));
        Assert.Equal("What was open was closed. The database was away.", record.Reason!.Message);
        Assert.Single(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == NoticeKinds.SignalFailed);
        Assert.Empty(await fixture.Driver.UnfinishedAsync());
    }

    /// <summary>One that was not waited for any more is decided after all, in the middle of it.</summary>
    [Fact]
    public async Task Alert_that_finds_its_side_opened_while_it_was_being_decided_fails_all_the_same()
    {
        await using var fixture = await OpenAsync();
        await fixture.Driver.StrategyAsync(static strategy => strategy with { MaxLagSeconds = 3600 });
        var held = await fixture.Driver.OpenAsync();
        var first = await fixture.LaterAsync(SignalAction.Sell);
        await fixture.PassAsync(SignalSequence.Patience);
        await fixture.PassAsync(TimeSpan.FromMilliseconds(100));
        var alert = await fixture.Driver.AlertAsync(static alert => alert with
        {
            Action = SignalAction.Sell,
            PrevPosition = TargetPosition.Short,
            Position = TargetPosition.Short,
        });
        await fixture.PassAsync(TimeSpan.FromSeconds(2));
        Guid? opened = null;
        var ledger = Interrupted<ITradeLedger>.Of(fixture.Ledger, nameof(ITradeLedger.AcceptClosingAsync), async () =>
        {
            Assert.Equal([held.Id.Value], (await fixture.Driver.DecideAsync(first)).Closing);
            await fixture.Driver.LookUntilClosedAsync(held.Id);
            opened = (await fixture.Driver.DecideAsync(first, held.Id.Value)).TradeId;
        });
        var ending = ActivatorUtilities.CreateInstance<SignalEnding>(fixture.Service<IServiceProvider>(), fixture.DeciderWith(ledger));

        Assert.True(await fixture.Driver.GiveUpAsync(alert, ending));

        var record = await fixture.Driver.SignalAsync(alert);
        Assert.Equal((SignalStatus.Failed, "The database was away."), (record.Status, record.Reason?.Message));
        Assert.Null((await fixture.Driver.TradeAsync(new TradeId(opened!.Value))).CloseRequestedAt);
    }

    [Fact]
    public async Task Exit_of_one_side_waits_for_the_entry_before_it()
    {
        await using var fixture = await OpenAsync();
        var entry = await fixture.LaterAsync(SignalAction.Buy);
        await fixture.PassAsync(TimeSpan.FromMilliseconds(100));
        var exit = await fixture.Driver.AlertAsync(
            static alert => alert with { Action = SignalAction.Buy, Position = TargetPosition.Short });

        Assert.False(await fixture.Driver.GiveUpAsync(exit));
        var opened = (await fixture.Driver.ActAsync(entry)).TradeId!.Value;
        await fixture.Driver.LookUntilBookedAsync(new TradeId(opened));
        Assert.True(await fixture.Driver.GiveUpAsync(exit));

        Assert.Equal(CloseReason.Signal, (await fixture.Driver.LookUntilClosedAsync(new TradeId(opened))).CloseReason);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("25001")]
    [InlineData("42P01")]
    public async Task Decision_that_always_fails_is_told_while_the_database_is_there(string? state)
    {
        await using var fixture = await OpenAsync();
        var held = await fixture.Driver.OpenAsync();
        var alert = await fixture.LaterAsync(SignalAction.Close);

        Exception fault = state is null
            ? new InvalidOperationException("A mistake of ours.")
            : new DatabaseAway(isTransient: false, state);
        Assert.True(await GiveUpAsync(fixture, alert, fault));

        Assert.Equal(SignalStatus.Failed, (await fixture.Driver.SignalAsync(alert)).Status);
        Assert.Single(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == NoticeKinds.SignalFailed);
        Assert.Null((await fixture.Driver.TradeAsync(held.Id)).CloseRequestedAt);
    }

    public static TheoryData<string> Faults => [.. Away.Keys];

    private static readonly Dictionary<string, Func<Exception>> Away = new(StringComparer.Ordinal)
    {
        ["connection"] = static () => new DatabaseAway(isTransient: true, state: null),
        ["signIn"] = static () => new DatabaseAway(isTransient: false, "28P01"),
        ["readOnly"] = static () => new DatabaseAway(isTransient: false, "25006"),
        ["broken"] = static () => new InvalidOperationException("The connection is not open.") { Source = "Npgsql" },
        ["disposed"] = static () => new ObjectDisposedException("NpgsqlConnection") { Source = "Npgsql" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Decision_is_asked_again_while_the_database_is_away(string kind)
    {
        var fault = Away[kind]();
        await using var fixture = await OpenAsync();
        await fixture.Driver.OpenAsync();
        var alert = await fixture.LaterAsync(SignalAction.Close);

        Assert.Same(fault, await Assert.ThrowsAnyAsync<Exception>(() => GiveUpAsync(fixture, alert, fault)));

        Assert.Equal(SignalStatus.Received, (await fixture.Driver.SignalAsync(alert)).Status);
        Assert.DoesNotContain(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == NoticeKinds.SignalFailed);
    }

    private static Task<bool> GiveUpAsync(TradingFixture fixture, SignalId alert, Exception fault)
    {
        var ledger = Interrupted<ITradeLedger>.Of(
            fixture.Ledger, nameof(ITradeLedger.ListUnfinishedAsync), () => Task.FromException(fault));
        var ending = ActivatorUtilities.CreateInstance<SignalEnding>(fixture.Service<IServiceProvider>(), fixture.DeciderWith(ledger));
        return fixture.Driver.GiveUpAsync(alert, ending);
    }

    private async Task<TradingFixture> OpenAsync()
    {
        var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        return fixture;
    }

    private sealed class DatabaseAway(bool isTransient, string? state) : DbException("The connection ended.")
    {
        public override bool IsTransient => isTransient;

        public override string? SqlState => state;
    }
}
