using TradingBot.Core.Foundation;
using TradingBot.Core.Signals;
using TradingBot.Core.Strategies;
using TradingBot.Trading.Entries;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>
/// An alert that changes nothing is denied when it asked for what may not be, and completed when there was nothing to do: the trader is
/// told of the one and not of the other.
/// </summary>
public sealed class UnchangedAlertTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, TargetPosition.Flat, TargetPosition.Short, SignalStatus.Denied, DenialCodes.DirectionNotAllowed)]
    [InlineData(SignalAction.Sell, TargetPosition.Flat, TargetPosition.Long, SignalStatus.Denied, DenialCodes.Contradiction)]
    [InlineData(SignalAction.Close, null, null, SignalStatus.Completed, DenialCodes.AlreadyFlat)]
    [InlineData(SignalAction.Cancel, null, null, SignalStatus.Completed, DenialCodes.NothingToClose)]
    [InlineData(SignalAction.Sell, null, null, SignalStatus.Completed, DenialCodes.AlreadyFlat)]
    public async Task Alert_that_finds_nothing_held_ends_with_its_reason(
        SignalAction? action, TargetPosition? before, TargetPosition? position, SignalStatus status, string code)
    {
        await using var fixture = await OpenAsync();

        await EndsAsync(fixture, action, before, position, status, code);

        Assert.Empty(await fixture.Controls.SentOrdersAsync());
    }

    [Theory]
    [InlineData(SignalAction.Close, null, TargetPosition.Long, SignalStatus.Denied, DenialCodes.Contradiction)]
    [InlineData(SignalAction.Buy, null, null, SignalStatus.Completed, DenialCodes.AlreadyInPosition)]
    [InlineData(SignalAction.Buy, TargetPosition.Long, TargetPosition.Long, SignalStatus.Denied, DenialCodes.Pyramiding)]
    [InlineData(SignalAction.Sell, TargetPosition.Long, TargetPosition.Long, SignalStatus.Denied, DenialCodes.ReduceWithoutShare)]
    [InlineData(SignalAction.Cancel, null, null, SignalStatus.Completed, DenialCodes.NothingToClose)]
    public async Task Alert_that_leaves_what_is_held_ends_with_its_reason(
        SignalAction? action, TargetPosition? before, TargetPosition? position, SignalStatus status, string code)
    {
        await using var fixture = await OpenAsync();
        var held = await fixture.Driver.OpenAsync();

        await EndsAsync(fixture, action, before, position, status, code);

        Assert.Null((await fixture.Driver.TradeAsync(held.Id)).CloseRequestedAt);
        Assert.Equal(1, await fixture.Controls.SentEntriesAsync());
    }

    [Fact]
    public async Task Alert_that_adds_to_a_side_that_is_not_allowed_any_more_is_denied_as_that()
    {
        await using var fixture = await OpenAsync();
        var held = await fixture.Driver.OpenAsync();
        await fixture.Driver.StrategyAsync(static strategy => strategy with { Direction = AllowedDirection.Short });

        await EndsAsync(
            fixture, SignalAction.Buy, TargetPosition.Long, TargetPosition.Long, SignalStatus.Denied, DenialCodes.DirectionNotAllowed);

        Assert.Null((await fixture.Driver.TradeAsync(held.Id)).CloseRequestedAt);
    }

    [Fact]
    public async Task Paused_strategy_says_so_of_an_alert_that_adds_to_what_it_holds()
    {
        await using var fixture = await OpenAsync();
        await fixture.Driver.OpenAsync();
        await fixture.Driver.StrategyAsync(static strategy => strategy with { State = StrategyState.Paused });

        await EndsAsync(
            fixture, SignalAction.Buy, TargetPosition.Long, TargetPosition.Long, SignalStatus.Denied, DenialCodes.StrategyPaused);
    }

    [Fact]
    public async Task Refusal_that_the_alert_came_with_is_told_before_the_pause_of_its_strategy()
    {
        await using var fixture = await OpenAsync();
        await fixture.Driver.StrategyAsync(static strategy => strategy with { State = StrategyState.Paused });
        var refusal = new Denial(DenialCodes.WebhookInvalid, "The leverage is no number.");
        var alert = await fixture.Driver.AlertAsync(signal => signal with { Action = SignalAction.Buy, EntryRefusal = refusal });

        await fixture.Driver.DecideAsync(alert);

        var record = await fixture.Driver.SignalAsync(alert);
        Assert.Equal((SignalStatus.Denied, refusal.Code, refusal.Message), (record.Status, record.Reason?.Code, record.Reason?.Message));
    }

    [Fact]
    public async Task Alert_whose_strategy_is_gone_is_denied_by_its_name()
    {
        await using var fixture = await OpenAsync();
        var alert = await fixture.Driver.AlertAsync(SignalAction.Buy);
        await database.ExecuteAsync("update trading.signals set strategy = 'deleted'");

        await fixture.Driver.DecideAsync(alert);

        var record = await fixture.Driver.SignalAsync(alert);
        Assert.Equal(
            (SignalStatus.Denied, DenialCodes.StrategyUnknown, "There is no strategy 'deleted' any more."),
            (record.Status, record.Reason?.Code, record.Reason?.Message));
    }

    private static async Task EndsAsync(
        TradingFixture fixture, SignalAction? action, TargetPosition? before, TargetPosition? position, SignalStatus status, string code)
    {
        await fixture.PassAsync(TimeSpan.FromSeconds(1));
        var alert = await fixture.Driver.AlertAsync(
            signal => signal with { Action = action, PrevPosition = before, Position = position });

        Assert.False((await fixture.Driver.DecideAsync(alert)).IsWaiting);

        var record = await fixture.Driver.SignalAsync(alert);
        Assert.Equal((status, code), (record.Status, record.Reason?.Code));
        // Nobody takes up again what has ended.
        Assert.False(await fixture.Service<SignalEnding>().CompleteAsync(alert, Token));
    }

    private async Task<TradingFixture> OpenAsync()
    {
        var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync(static strategy => strategy with { Direction = AllowedDirection.Long });
        return fixture;
    }
}
