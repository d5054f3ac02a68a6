using System.Globalization;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using TradingBot.Core.Exchange;
using TradingBot.Core.Foundation;
using TradingBot.Core.Markets;
using TradingBot.Core.Notifications;
using TradingBot.Core.Trades;
using TradingBot.Trading.Exchange;
using TradingBot.Trading.Positions;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>What is written and told of a stop, and with which figures: while the trade is open, and while it is being closed.</summary>
public sealed class StopStoryTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private const decimal Open = 0.01m;

    private readonly FakeTimeProvider _time = StoppedClock.Create();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // The stop was moved tighter by 500 before.
    [Theory]
    [InlineData(Category.Linear, true, 0.0, "stopMissing stopLoss=0")]
    [InlineData(Category.Spot, true, 0.0, "stopMissing stopLoss=0")]
    // An order of its own that was never there is not missing.
    [InlineData(Category.Spot, false, 0.0, "")]
    [InlineData(Category.Linear, false, 0.0, "stopMissing stopLoss=0")]
    [InlineData(Category.Spot, true, 0.006, "stopTooLarge held=0.01 quantity=0.016")]
    public async Task Stop_that_does_not_stand_is_in_the_story_with_what_was_planned(
        Category category, bool wasSeen, double overguarded, string told)
    {
        await using var fixture = await OpenAsync();
        var trade = await MovedAsync(fixture, by: 500) with { Category = category };
        trade = wasSeen ? trade : trade with { StopConfirmedAt = null };

        await EnsureAsync(fixture, trade, new PositionState(Open, null) { Overguarded = (decimal)overguarded });

        Assert.Equal(told, await LastOfStopAsync(fixture, trade));
    }

    [Theory]
    // Looser: where it stands, and where it is put back to.
    [InlineData(500, -700, "stopLoosened planned=0 stopLoss=-700")]
    [InlineData(500, 300, "stopMoved before=500 stopLoss=300")]
    public async Task Stop_that_was_moved_is_in_the_story_with_where_to(int before, int now, string told)
    {
        await using var fixture = await OpenAsync();
        var trade = await MovedAsync(fixture, before);

        await EnsureAsync(fixture, trade, new PositionState(Open, trade.PlannedStopLoss + now));

        Assert.Equal(told, await LastOfStopAsync(fixture, trade));
    }

    [Theory]
    [InlineData(-700, false, 0, "stopRestored before=-700 stopLoss=0", "moved stop-loss put back")]
    // Where a looser one is kept, or was none, or stands unmoved, nothing was put back.
    [InlineData(-700, true, 0, "stopRestored stopLoss=0", "missing stop-loss set again")]
    [InlineData(300, false, 0, "stopRestored stopLoss=0", "missing stop-loss set again")]
    [InlineData(-700, true, -700, "stopRestored stopLoss=-700", "missing stop-loss set again")]
    public async Task Stop_that_stands_again_is_told_as_put_back_only_where_it_was_looser_than_it_may_be(
        int before, bool areKept, int now, string told, string subject)
    {
        await using var fixture = await OpenAsync();
        var trade = await MovedAsync(fixture, before) with { KeepsMovedStops = areKept, StopMissingSince = _time.GetUtcNow() };

        Assert.True(await EnsureAsync(fixture, trade, new PositionState(Open, trade.PlannedStopLoss + now)));

        Assert.Equal(told, await LastOfStopAsync(fixture, trade));
        var notice = Assert.Single(await fixture.Driver.NoticesAsync(), static notice => notice.Kind != NoticeKinds.TradeOpened);
        Assert.Equal($"BTCUSDT: {subject}", notice.Subject);
        Assert.Contains(Text(trade.PlannedStopLoss!.Value + now), notice.Body, StringComparison.Ordinal);
        if (!areKept && before < 0)
        {
            Assert.Contains(
                $"to {Text(trade.StopLoss!.Value)}, looser than it is to stand; it was put back to {Text(trade.PlannedStopLoss.Value)}.",
                notice.Body,
                StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(Category.Spot, 0.004, "stop-loss set for what is left", "0.004 BTCUSDT of the trade are not in", "for the 0.006 that")]
    [InlineData(Category.Spot, 0.0, "missing stop-loss set again", "stands again at", "")]
    [InlineData(Category.Linear, 0.004, "missing stop-loss set again", "stands again at", "")]
    public async Task Stop_for_the_coins_that_are_left_is_told_with_both_quantities(
        Category category, double missing, string subject, string gone, string left)
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync() with { Category = category, StopMissingSince = _time.GetUtcNow() };

        await EnsureAsync(fixture, trade, new PositionState(0.006m, trade.PlannedStopLoss, Missing: (decimal)missing));

        var notice = Assert.Single(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == NoticeKinds.StopRestored);
        Assert.Equal($"BTCUSDT: {subject}", notice.Subject);
        Assert.Contains(gone, notice.Body, StringComparison.Ordinal);
        Assert.Contains(left, notice.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Opening_is_told_with_an_entry_price_of_whole_ticks()
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync() with { EntryPrice = 68_000.123_456_7m, StopConfirmedAt = null };
        await database.ExecuteAsync("truncate trading.notifications");

        await EnsureAsync(fixture, trade, new PositionState(Open, trade.PlannedStopLoss));

        var notice = Assert.Single(await fixture.Driver.NoticesAsync());
        Assert.Equal($"Entry 68000.1, stop-loss {Text(trade.PlannedStopLoss!.Value)} confirmed at the exchange.", notice.Body);
    }

    [Theory]
    [InlineData(Category.Linear, 0.01, true, true)]
    [InlineData(Category.Linear, 0.0, true, false)]
    [InlineData(Category.Linear, 0.01, false, false)]
    // An exit needs the coins that a stop binds.
    [InlineData(Category.Spot, 0.01, true, false)]
    public async Task Stop_that_is_gone_while_closing_is_noted_where_something_stands_that_had_one(
        Category category, double standing, bool wasSeen, bool isNoted)
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync() with { Category = category };
        trade = wasSeen ? trade : trade with { StopConfirmedAt = null };

        var after = await NoteWhileClosingAsync(fixture, trade, new PositionState((decimal)standing, null));

        Assert.Equal(isNoted ? _time.GetUtcNow() : null, after.StopMissingSince);
        Assert.Equal(isNoted, (await fixture.Driver.StoryAsync(trade.Id)).Contains("stopMissing"));
    }

    [Fact]
    public async Task Spot_stop_that_is_looser_while_closing_is_noted_too()
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync() with { Category = Category.Spot };

        var after = await NoteWhileClosingAsync(fixture, trade, new PositionState(Open, trade.PlannedStopLoss - 100m));

        Assert.Equal(_time.GetUtcNow(), after.StopMissingSince);
        Assert.Contains("stopLoosened", await fixture.Driver.StoryAsync(trade.Id));
    }

    [Theory]
    [InlineData(8, false)]
    [InlineData(8.1, true)]
    public async Task Position_without_its_stop_for_longer_than_the_promise_while_closing_is_told(double secondsAgo, bool isTold)
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync();
        var since = _time.GetUtcNow().AddSeconds(-secondsAgo);
        foreach (var seen in (DateTimeOffset[])[since, since.AddSeconds(4), since.AddSeconds(7.5)])
        {
            await fixture.Ledger.NoteStopMissingAsync(
                trade.Id, looser: null, TimeSpan.FromSeconds(4), TradeEvents.StopMissing(null), seen, Token);
        }

        var after = await NoteWhileClosingAsync(fixture, trade, new PositionState(Open, null));

        Assert.Equal(since, after.StopMissingSince!.Value, TimeSpan.FromMilliseconds(1));
        var told = (await fixture.Service<INotificationStore>().ListAsync(new PageRequest(), Token)).Items
            .Where(static notice => notice.Notification.Kind == NoticeKinds.Unprotected).ToList();
        Assert.Equal(isTold ? 1 : 0, told.Count);
        Assert.All(told, notice =>
        {
            Assert.Contains("within 8 seconds", notice.Notification.Body, StringComparison.Ordinal);
            Assert.Equal(_time.GetUtcNow(), notice.At);
        });
    }

    // Its kind and figures, the prices counted from the plan.
    private static async Task<string> LastOfStopAsync(TradingFixture fixture, TradeRecord trade)
    {
        string[] kinds = ["stopMissing", "stopTooLarge", "stopLoosened", "stopMoved", "stopRestored"];
        var line = (await fixture.Ledger.ReadStoryAsync(trade.Id, Token))!.Events.LastOrDefault(line => kinds.Contains(line.Kind));
        if (line is null)
            return "";
        var figures = line.Data!.OrderBy(static figure => figure.Key, StringComparer.Ordinal).Select(figure =>
        {
            var number = decimal.Parse((string)figure.Value!, CultureInfo.InvariantCulture);
            return $"{figure.Key}={Text(number > 1 ? number - trade.PlannedStopLoss!.Value : number)}";
        });
        return $"{line.Kind} {string.Join(' ', figures)}";
    }

    private static string Text(decimal number) => number.ToString("0.########", CultureInfo.InvariantCulture);

    // Its stop was seen last so much above the plan.
    private static async Task<TradeRecord> MovedAsync(TradingFixture fixture, int by)
    {
        var trade = await fixture.Driver.OpenAsync();
        return trade with { StopLoss = trade.PlannedStopLoss + by };
    }

    private Task<bool> EnsureAsync(TradingFixture fixture, TradeRecord trade, PositionState holding)
    {
        var exchange = AnsweredExchange<TradingStop>.Of(fixture.Exchange, static _ => new SubmitOutcome.Accepted(""));
        return GuardOf(fixture, exchange).EnsureAsync(fixture.FuturesOf(exchange, _time), trade, holding, Token);
    }

    private Task<TradeRecord> NoteWhileClosingAsync(TradingFixture fixture, TradeRecord trade, PositionState holding) =>
        GuardOf(fixture, fixture.Exchange).NoteWhileClosingAsync(trade, holding, Token);

    private StopLossGuard GuardOf(TradingFixture fixture, IExchange exchange) => new(
        exchange, fixture.Ledger, fixture.Service<INotificationStore>(), _time, fixture.Service<IOptions<TradingOptions>>());

    private async Task<TradingFixture> OpenAsync()
    {
        var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        return fixture;
    }
}
