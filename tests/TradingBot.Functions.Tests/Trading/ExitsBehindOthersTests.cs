using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Signals;
using TradingBot.Core.Strategies;
using TradingBot.TestKit;
using TradingBot.Trading.Entries;
using TradingBot.Trading.Positions;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>
/// Exits and closings that others are in the middle of: nothing opens behind an exit, and nothing reverses what is just leaving.
/// </summary>
public sealed class ExitsBehindOthersTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reverse_behind_an_exit_whose_closing_takes_long_opens_nothing()
    {
        await using var fixture = await OpenAsync();
        var old = await fixture.Driver.OpenAsync();
        var exit = await fixture.LaterAsync(SignalAction.Close);
        Assert.Equal([old.Id.Value], (await fixture.Driver.DecideAsync(exit)).Closing);
        await fixture.PassAsync(TimeSpan.FromMinutes(2));
        await fixture.Service<SignalEnding>().LeaveClosingAsync(exit, Token);
        var reversal = await fixture.LaterAsync(SignalAction.Reverse);

        var answer = await fixture.Driver.DecideAsync(reversal);
        await fixture.Driver.LookUntilClosedAsync(old.Id);
        var opened = (await fixture.Driver.DecideAsync(reversal, answer.Closing)).TradeId;

        Assert.True(opened is null, "Short is opened: closed first, there was nothing to reverse.");
    }

    [Fact]
    public async Task Reverse_behind_a_close_by_hand_opens_nothing()
    {
        await using var fixture = await OpenAsync();
        var old = await fixture.Driver.OpenAsync();
        await fixture.Driver.CloseAsync(old.Id);
        var reversal = await fixture.LaterAsync(SignalAction.Reverse);

        var answer = await fixture.Driver.DecideAsync(reversal);
        await fixture.Driver.LookUntilClosedAsync(old.Id);

        Assert.Null((await fixture.Driver.DecideAsync(reversal, answer.Closing)).TradeId);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Exit_behind_a_reversal_is_seen_by_it_though_what_stands_overtook_the_exit(bool isExitFirst)
    {
        await using var fixture = await OpenAsync();
        var second = DateTimeOffset.FromUnixTimeSeconds(fixture.Clock.GetUtcNow().ToUnixTimeSeconds() + 1);
        await fixture.PassAsync(TimeSpan.FromSeconds(2));
        var entry = await SendAsync(static alert => alert with { Action = SignalAction.Buy, Position = TargetPosition.Long });
        var old = new TradeId((await fixture.Driver.ActAsync(entry)).TradeId!.Value);
        await fixture.Driver.LookUntilBookedAsync(old);
        var reversal = await SendAsync(static alert => alert with { Action = SignalAction.Reverse });
        var exit = await SendAsync(static alert => alert with
        {
            Action = SignalAction.Buy,
            PrevPosition = TargetPosition.Short,
            Position = TargetPosition.Flat,
        });
        foreach (var alert in (SignalId[])(isExitFirst ? [exit, reversal] : [reversal, exit]))
            await AlertRun.FollowAsync(fixture, alert, await fixture.Service<SignalDecider>().DecideAsync(alert, [], Token));

        var ended = await fixture.Driver.SignalAsync(exit);
        var held = (await fixture.Driver.UnfinishedAsync()).Where(static trade => trade.CloseRequestedAt is null).ToList();
        Assert.True(held.Count == 0, $"{held.FirstOrDefault()?.Direction} stays, the exit is {ended.Status} {ended.Reason?.Code}");

        async Task<SignalId> SendAsync(Func<Signal, Signal> change)
        {
            await fixture.PassAsync(TimeSpan.FromMilliseconds(10));
            return await fixture.Driver.AlertAsync(alert => change(alert) with { FiredAt = second });
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Alert_that_arrived_in_a_dry_run_opens_nothing(bool isReversal)
    {
        await using var fixture = await OpenAsync();
        var old = isReversal ? await fixture.Driver.OpenAsync() : null;
        await fixture.Driver.StrategyAsync(static strategy => strategy with { DryRun = true });
        await fixture.PassAsync(TimeSpan.FromMilliseconds(100));
        var now = fixture.Clock.GetUtcNow();
        var alert = (await fixture.Service<ISignalJournal>().AcceptAsync(
            new NewSignal
            {
                Id = new SignalId(Guid.CreateVersion7(now)),
                Strategy = SampleStrategy.Create().Key.Value,
                DedupeKey = Guid.NewGuid().ToString("N"),
                Source = "tradingbot",
                Category = Category.Linear,
                Signal = new Signal { Symbol = TradeDriver.Btc, FiredAt = now, Action = SignalAction.Sell },
                DryRun = true,
                MaskedBody = "{}",
                IgnoredFields = [],
                ReceivedAt = now,
            },
            Token)).Id;
        Guid[] closed = [];
        if (old is not null)
        {
            closed = (await fixture.Driver.DecideAsync(alert)).Closing;
            Assert.Equal([old.Id.Value], closed);
            await fixture.Driver.LookUntilClosedAsync(old.Id);
        }

        await fixture.Driver.StrategyAsync();

        Assert.Null((await fixture.Driver.DecideAsync(alert, closed)).TradeId);
    }

    [Fact]
    public async Task Entry_whose_close_came_while_the_leverage_was_being_set_is_not_sent()
    {
        await using var fixture = await OpenAsync();
        await fixture.Driver.StrategyAsync(static strategy => strategy with { Leverage = 5 });
        var entry = await fixture.Driver.AlertAsync(SignalAction.Buy);
        await fixture.Controls.FaultAsync("/v5/position/set-leverage", "delayAfter", delayMs: 1500);
        var acting = fixture.Driver.ActAsync(entry);
        await Eventually.TrueAsync(
            async () => (await fixture.Controls.TextsAsync("/v5/position/set-leverage")).Count > 0,
            "No leverage was set",
            cancellationToken: Token);
        fixture.Clock.Advance(TimeSpan.FromMilliseconds(100));
        var exit = await fixture.Driver.AlertAsync(SignalAction.Close);
        Assert.Single((await fixture.Driver.DecideAsync(exit)).Closing);

        await acting;

        Assert.Equal(0, await fixture.Controls.SentEntriesAsync());
    }

    [Fact]
    public async Task Position_flat_waits_for_nobody_whatever_the_action_says()
    {
        await using var fixture = await OpenAsync();
        await fixture.Driver.AlertAsync(SignalAction.Buy);
        await fixture.PassAsync(TimeSpan.FromMilliseconds(100));
        var exit = await fixture.Driver.AlertAsync(
            static alert => alert with { Action = SignalAction.Cancel, Position = TargetPosition.Flat });

        Assert.False((await fixture.Driver.DecideAsync(exit)).IsWaiting);
    }

    /// <summary>
    /// By their positions the exit came before the first long, carried out by then. The reversal tells none, and arrived before it.
    /// </summary>
    [Fact]
    public async Task Exit_that_arrives_in_the_middle_of_a_reversal_is_seen_by_it_whatever_overtook_the_exit()
    {
        await using var fixture = await OpenAsync();
        var second = DateTimeOffset.FromUnixTimeSeconds(fixture.Clock.GetUtcNow().ToUnixTimeSeconds() + 1);
        await fixture.PassAsync(TimeSpan.FromSeconds(2));
        var entry = await SendAsync(static alert => alert with { Action = SignalAction.Buy, Position = TargetPosition.Long });
        var old = (await fixture.Driver.ActAsync(entry)).TradeId!.Value;
        await fixture.Driver.LookUntilAsync(new TradeId(old), MonitorState.Protected);
        var reversal = await SendAsync(static alert => alert with { Action = SignalAction.Reverse });
        Assert.Equal([old], (await fixture.Driver.DecideAsync(reversal)).Closing);
        await fixture.Driver.LookUntilClosedAsync(new TradeId(old));

        var exit = await SendAsync(static alert => alert with
        {
            Action = SignalAction.Buy,
            PrevPosition = TargetPosition.Short,
            Position = TargetPosition.Flat,
        });
        Assert.False((await fixture.Driver.DecideAsync(exit)).IsWaiting);

        Assert.Null((await fixture.Driver.DecideAsync(reversal, old)).TradeId);
        var ended = await fixture.Driver.SignalAsync(exit);
        Assert.Equal((SignalStatus.Completed, DenialCodes.AlreadyFlat), (ended.Status, ended.Reason?.Code));

        async Task<SignalId> SendAsync(Func<Signal, Signal> change)
        {
            await fixture.PassAsync(TimeSpan.FromMilliseconds(10));
            return await fixture.Driver.AlertAsync(alert => change(alert) with { FiredAt = second });
        }
    }

    /// <summary>
    /// Another one puts it before what opened the position, after which it arrived: a reversal would open the wrong side, and what only
    /// closes ends flat.
    /// </summary>
    [Theory]
    [InlineData(TargetPosition.Short, TargetPosition.Flat, false)]
    [InlineData(TargetPosition.Flat, TargetPosition.Short, true)]
    public async Task Alert_that_only_others_put_before_the_opener_of_what_stands_closes_it_and_does_not_reverse_it(
        TargetPosition position, TargetPosition next, bool closes)
    {
        await using var fixture = await OpenAsync();
        var second = DateTimeOffset.FromUnixTimeSeconds(fixture.Clock.GetUtcNow().ToUnixTimeSeconds() + 1);
        await fixture.PassAsync(TimeSpan.FromSeconds(2));
        var refused = await SendAsync(SignalAction.Sell, position, next, second);
        // It fired before it arrived, and the opener after that.
        await database.ExecuteAsync($"update trading.signals set received_at = '{second.AddMilliseconds(400):O}'");
        await fixture.Service<ISignalJournal>().AdvanceAsync(
            refused, SignalStatus.Denied, new Denial(DenialCodes.StrategyPaused, "Paused."), fixture.Clock.GetUtcNow(), Token);
        var opener = await SendAsync(SignalAction.Buy, TargetPosition.Flat, TargetPosition.Long, second.AddMilliseconds(500));
        var held = new TradeId((await fixture.Driver.ActAsync(opener)).TradeId!.Value);
        await fixture.Driver.LookUntilBookedAsync(held);
        var late = await SendAsync(SignalAction.Sell, TargetPosition.Long, position, second);

        var answer = await fixture.Driver.DecideAsync(late);

        Assert.Equal(closes ? [held.Value] : [], answer.Closing);
        Assert.Equal(closes ? null : DenialCodes.Superseded, (await fixture.Driver.SignalAsync(late)).Reason?.Code);

        async Task<SignalId> SendAsync(SignalAction action, TargetPosition before, TargetPosition after, DateTimeOffset fired)
        {
            await fixture.PassAsync(TimeSpan.FromMilliseconds(10));
            return await fixture.Driver.AlertAsync(
                alert => alert with { Action = action, PrevPosition = before, Position = after, FiredAt = fired });
        }
    }

    private async Task<TradingFixture> OpenAsync()
    {
        var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        return fixture;
    }
}
