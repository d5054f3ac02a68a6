using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using TradingBot.Core.Exchange;
using TradingBot.Core.Notifications;
using TradingBot.Core.Trades;
using TradingBot.Trading.Exchange;
using TradingBot.Trading.Positions;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>When a position without its stop is given up and closed.</summary>
public sealed class StopLossGuardTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private readonly FakeTimeProvider _time = StoppedClock.Create();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(RetryGuidance.Permanent, true)]
    [InlineData(RetryGuidance.VerifyFirst, true)]
    [InlineData(RetryGuidance.CorrectAndRetry, false)]
    [InlineData(RetryGuidance.RetryLater, false)]
    public async Task Stop_that_is_refused_for_good_closes_the_position_and_another_is_tried_again(RetryGuidance guidance, bool closes)
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync();
        var refusal = new SubmitOutcome.Rejected(new ExchangeError(110_043, "No such stop.", guidance));

        Assert.False(await EnsureAsync(fixture, trade, new PositionState(0.01m, null), refusal));

        var closed = await fixture.Driver.TradeAsync(trade.Id);
        Assert.Equal(closes ? CloseReason.Unprotected : null, closed.CloseReason);
        Assert.Equal(closes ? [Told("the exchange refused its stop")] : [], await ToldAsync(fixture));
        if (closes)
        {
            var line = (await LinesAsync(fixture, trade)).Single(static line => line.Kind == "closeRequested");
            Assert.Contains("the exchange refused its stop", line.Message, StringComparison.Ordinal);
            Assert.Equal(("110043", "No such stop."), ((string?)line.Data!["code"], (string?)line.Data["message"]));
        }
    }

    [Theory]
    [InlineData(8, false)]
    [InlineData(8.1, true)]
    public async Task Position_whose_stop_is_missing_for_longer_than_the_promise_allows_is_closed(double seconds, bool closes)
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync();
        foreach (var ago in (double[])[seconds, seconds / 2, 1])
        {
            await fixture.Ledger.NoteStopMissingAsync(
                trade.Id, looser: null, TimeSpan.FromSeconds(5), TradeEvents.StopMissing(null), _time.GetUtcNow().AddSeconds(-ago), Token);
        }

        Assert.False(await EnsureAsync(fixture, trade, new PositionState(0.01m, null), new SubmitOutcome.Accepted("")));

        var closed = await fixture.Driver.TradeAsync(trade.Id);
        Assert.Equal(closes ? CloseReason.Unprotected : null, closed.CloseReason);
        // The moment of asking: the stop was missing for long before.
        Assert.Equal(closes ? _time.GetUtcNow() : null, closed.CloseRequestedAt);
        Assert.Equal(closes, (await LinesAsync(fixture, trade)).Any(static line =>
            line.Message.Contains("was not confirmed within 8 seconds", StringComparison.Ordinal)));
        Assert.Equal(closes ? [Told("its stop was not confirmed within 8 seconds")] : [], await ToldAsync(fixture));
    }

    [Fact]
    public async Task Position_for_which_no_stop_was_planned_is_closed()
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync() with { PlannedStopLoss = null };

        Assert.False(await EnsureAsync(fixture, trade, new PositionState(0.01m, null), new SubmitOutcome.Accepted("")));

        Assert.Equal(CloseReason.Unprotected, (await fixture.Driver.TradeAsync(trade.Id)).CloseReason);
        Assert.Equal([Told("no stop was planned for it")], await ToldAsync(fixture));
    }

    [Theory]
    [InlineData(0, false, true, 0)]
    [InlineData(100, false, true, 0)]
    [InlineData(-100, false, false, 1)]
    [InlineData(-100, true, true, 0)]
    public async Task Looser_stop_is_put_back_unless_moved_stops_are_kept(int moved, bool areKept, bool isGuarded, int sent)
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync() with { KeepsMovedStops = areKept };
        var stops = new List<TradingStop>();

        Assert.Equal(isGuarded, await EnsureAsync(
            fixture, trade, new PositionState(0.01m, trade.PlannedStopLoss + moved), new SubmitOutcome.Accepted(""), stops));

        Assert.Equal(Enumerable.Repeat(trade.PlannedStopLoss, sent), stops.Select(static stop => stop.StopLoss));
        var after = await fixture.Driver.TradeAsync(trade.Id);
        Assert.Equal(isGuarded ? trade.PlannedStopLoss + moved : trade.PlannedStopLoss - 100, after.StopLoss);
        Assert.Equal(!isGuarded, after.StopMissingSince is not null);
    }

    [Fact]
    public async Task Stop_that_stands_again_is_missed_no_more()
    {
        await using var fixture = await OpenAsync();
        var id = (await fixture.Driver.OpenAsync()).Id;
        await fixture.Ledger.NoteStopMissingAsync(
            id, looser: null, TimeSpan.FromSeconds(4), TradeEvents.StopMissing(null), _time.GetUtcNow(), Token);
        var trade = await fixture.Driver.TradeAsync(id);

        Assert.True(await EnsureAsync(
            fixture, trade, new PositionState(0.01m, trade.PlannedStopLoss), new SubmitOutcome.Accepted("")));

        Assert.Null((await fixture.Driver.TradeAsync(id)).StopMissingSince);
        Assert.Contains("stopRestored", await fixture.Driver.StoryAsync(id));
        Assert.Single(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == NoticeKinds.StopRestored);
    }

    private static (string Subject, string Body) Told(string why) => (
        "BTCUSDT: closing the position because it could not be protected",
        $"The long position in BTCUSDT is being closed at market: {why}.");

    private static async Task<IEnumerable<(string Subject, string Body)>> ToldAsync(TradingFixture fixture) =>
        (await fixture.Driver.NoticesAsync()).Where(static notice => notice.Kind == NoticeKinds.Unprotected)
            .Select(static notice => (notice.Subject, notice.Body));

    private static async Task<IReadOnlyList<TradeEvent>> LinesAsync(TradingFixture fixture, TradeRecord trade) =>
        (await fixture.Ledger.ReadStoryAsync(trade.Id, Token))!.Events;

    private Task<bool> EnsureAsync(
        TradingFixture fixture, TradeRecord trade, PositionState holding, SubmitOutcome answer, List<TradingStop>? stops = null)
    {
        var exchange = AnsweredExchange<TradingStop>.Of(fixture.Exchange, stop =>
        {
            stops?.Add(stop);
            return answer;
        });
        var guard = new StopLossGuard(
            exchange, fixture.Ledger, fixture.Service<INotificationStore>(), _time, fixture.Service<IOptions<TradingOptions>>());
        return guard.EnsureAsync(fixture.FuturesOf(exchange, _time), trade, holding, Token);
    }

    private async Task<TradingFixture> OpenAsync()
    {
        var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        return fixture;
    }
}
