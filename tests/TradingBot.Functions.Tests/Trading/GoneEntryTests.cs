using Microsoft.Extensions.Time.Testing;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Strategies;
using TradingBot.Core.Trades;
using TradingBot.Trading.Positions;
using static TradingBot.Functions.Tests.Trading.RestingEntry;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>From when on an entry that the exchange does not show counts as gone, and what a refused cancel has to do with it.</summary>
public sealed class GoneEntryTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private static readonly SubmitOutcome Unlisted = Refusal(RetryGuidance.Permanent);

    private readonly FakeTimeProvider _time = StoppedClock.Create();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(4.9, OrderStatus.Open, 0, false)]
    [InlineData(5, OrderStatus.Open, 0, true)]
    [InlineData(60, OrderStatus.Open, 0.004, false)]
    [InlineData(60, OrderStatus.PartiallyFilled, 0, false)]
    [InlineData(60, OrderStatus.Unknown, 0, false)]
    public async Task Entry_that_was_taken_is_missed_five_seconds_later(double seconds, OrderStatus status, double filled, bool isMissed)
    {
        await using var fixture = await OpenAsync(database);
        var (trade, entry) = await RestAsync(fixture, seconds);

        var after = await VanishedOf(fixture, isShown: false, Unlisted)
            .NoteAsync(trade, entry with { Status = status, FilledQuantity = (decimal)filled }, Token);

        Assert.Equal(isMissed ? _time.GetUtcNow() : null, after.PositionMissingSince);
        Assert.Equal(isMissed, (await fixture.Driver.StoryAsync(trade.Id)).Contains("positionMissing"));
    }

    [Fact]
    public async Task Entry_that_is_shown_again_is_missed_no_more()
    {
        await using var fixture = await OpenAsync(database);
        var (trade, entry) = await RestAsync(fixture, secondsAgo: 60);
        trade = await MissAsync(fixture, trade, secondsAgo: 20);

        var after = await VanishedOf(fixture, isShown: true, Unlisted).NoteAsync(trade, entry, Token);

        Assert.Null(after.PositionMissingSince);
        var line = (await fixture.Ledger.ReadStoryAsync(trade.Id, Token))!.Events[^1];
        Assert.Equal(("positionFound", TradeEvents.EntryShown().Message), (line.Kind, line.Message));
    }

    [Theory]
    [InlineData(30, RetryGuidance.Permanent, false)]
    [InlineData(30.1, RetryGuidance.Permanent, true)]
    [InlineData(30.1, RetryGuidance.VerifyFirst, true)]
    [InlineData(60, RetryGuidance.RetryLater, false)]
    [InlineData(60, null, false)]
    public async Task Entry_that_is_missing_for_half_a_minute_and_cannot_be_cancelled_has_ended(
        double seconds, RetryGuidance? refusal, bool hasEnded)
    {
        await using var fixture = await OpenAsync(database);
        var (trade, entry) = await RestAsync(fixture, secondsAgo: 60);
        trade = await MissAsync(fixture, trade, seconds);

        await VanishedOf(fixture, isShown: false, AnswerOf(refusal)).NoteAsync(trade, entry, Token);

        var known = await fixture.Driver.OrderAsync(trade.Id, OrderRole.Entry);
        Assert.Equal(hasEnded ? OrderStatus.Cancelled : OrderStatus.Open, known.Status);
        Assert.Equal(hasEnded, (await fixture.Driver.StoryAsync(trade.Id)).Contains("orderCancelled"));
    }

    [Theory]
    [InlineData(30, false, RetryGuidance.Permanent, false)]
    [InlineData(30.1, false, RetryGuidance.Permanent, true)]
    [InlineData(30.1, true, RetryGuidance.Permanent, false)]
    [InlineData(60, false, RetryGuidance.RetryLater, false)]
    [InlineData(60, false, null, false)]
    public async Task Entry_that_was_taken_back_for_half_a_minute_and_is_shown_no_more_has_ended(
        double seconds, bool isShown, RetryGuidance? refusal, bool hasEnded)
    {
        await using var fixture = await OpenAsync(database);
        var (trade, entry) = await RestAsync(fixture, secondsAgo: 60);
        trade = trade with { TakenBack = TakeBackReason.Expired, TakenBackAt = _time.GetUtcNow().AddSeconds(-seconds) };

        await WaitingOf(fixture, isShown, AnswerOf(refusal)).TakeBackIfDueAsync(trade, entry, foreign: null, isHalted: false, Token);

        var known = await fixture.Driver.OrderAsync(trade.Id, OrderRole.Entry);
        Assert.Equal(hasEnded ? OrderStatus.Cancelled : OrderStatus.Open, known.Status);
    }

    [Fact]
    public async Task Position_that_an_entry_gives_way_to_is_in_the_story()
    {
        await using var fixture = await OpenAsync(database);
        var (trade, entry) = await RestAsync(fixture, secondsAgo: 60);
        var foreign = new ExchangePosition
        {
            Category = Category.Linear,
            Symbol = TradeDriver.Btc,
            Direction = Direction.Short,
            Quantity = 0.07m,
            EntryPrice = 61_000m,
        };

        var after = await WaitingOf(fixture, isShown: true, Unlisted).TakeBackIfDueAsync(trade, entry, foreign, isHalted: false, Token);

        Assert.Equal((TakeBackReason.ForeignPosition, _time.GetUtcNow()), (after.TakenBack, after.TakenBackAt));
        var line = (await fixture.Ledger.ReadStoryAsync(trade.Id, Token))!.Events[^1];
        Assert.Equal("entryCancelled", line.Kind);
        Assert.Contains("a short position of 0.07 BTCUSDT", line.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decision_that_another_one_wrote_down_first_stands_with_its_moment()
    {
        await using var fixture = await OpenAsync(database);
        var (trade, entry) = await RestAsync(fixture, secondsAgo: 60);
        var first = _time.GetUtcNow().AddSeconds(-20);
        var line = TradeEvents.EntryTakenBack(TakeBackReason.Expired);
        await fixture.Ledger.NoteTakenBackAsync(trade.Id, TakeBackReason.Expired, line, first, Token);

        var after = await WaitingOf(fixture, isShown: true, Unlisted)
            .TakeBackIfDueAsync(trade, entry, foreign: null, isHalted: true, Token);

        Assert.Equal((TakeBackReason.Expired, first), (after.TakenBack, after.TakenBackAt));
    }

    [Theory]
    [InlineData(OrderType.Limit, true)]
    [InlineData(OrderType.Market, false)]
    public async Task Only_an_entry_that_waits_depends_on_how_its_strategy_is_set_now(OrderType type, bool isTakenBack)
    {
        await using var fixture = await OpenAsync(database);
        var (trade, entry) = await RestAsync(fixture, secondsAgo: 60);
        await fixture.Driver.StrategyAsync(static strategy => Resting(strategy) with { State = StrategyState.Paused });

        var after = await WaitingOf(fixture, isShown: true, Unlisted)
            .TakeBackIfDueAsync(trade with { OrderType = type }, entry, foreign: null, isHalted: false, Token);

        Assert.Equal(isTakenBack ? TakeBackReason.Paused : null, after.TakenBack);
    }

    [Fact]
    public async Task Spot_entry_that_waits_is_taken_back_as_its_strategy_is_paused_and_is_cancelled_as_no_stop()
    {
        await using var fixture = await OpenAsync(database, Spot);
        var id = await RestingEntry.RestAsync(fixture, Category.Spot);
        await LookUntilEntryIsAsync(fixture, id, OrderStatus.Open);
        await fixture.Driver.StrategyAsync(static strategy => Spot(Resting(strategy)) with { State = StrategyState.Paused });
        var asked = new List<bool>();
        var exchange = RecordedExchange<bool>.Of(fixture.Exchange, nameof(IExchange.CancelOrderAsync), asked);
        var waiting = new WaitingEntry(exchange, fixture.Ledger, fixture.Service<IStrategyStore>(), _time);

        var (trade, entry) = (await fixture.Driver.TradeAsync(id), await fixture.Driver.OrderAsync(id, OrderRole.Entry));
        var after = await waiting.TakeBackIfDueAsync(trade, entry, foreign: null, isHalted: false, Token);

        Assert.Equal(TakeBackReason.Paused, after.TakenBack);
        Assert.False(Assert.Single(asked));
        await LookUntilEntryIsAsync(fixture, id, OrderStatus.Cancelled);
    }

    private static SubmitOutcome.Rejected Refusal(RetryGuidance guidance) =>
        new(new ExchangeError(110_001, "No such order.", guidance));

    private static SubmitOutcome AnswerOf(RetryGuidance? refusal) =>
        refusal is { } guidance ? Refusal(guidance) : new SubmitOutcome.Accepted("exchange-1");

    // A limit entry that was taken so many seconds ago.
    private async Task<(TradeRecord Trade, OrderRecord Entry)> RestAsync(TradingFixture fixture, double secondsAgo)
    {
        var id = await RestingEntry.RestAsync(fixture);
        await LookUntilEntryIsAsync(fixture, id, OrderStatus.Open);
        var entry = await fixture.Driver.OrderAsync(id, OrderRole.Entry);
        return (await fixture.Driver.TradeAsync(id), entry with { UpdatedAt = _time.GetUtcNow().AddSeconds(-secondsAgo) });
    }

    private async Task<TradeRecord> MissAsync(TradingFixture fixture, TradeRecord trade, double secondsAgo)
    {
        var since = _time.GetUtcNow().AddSeconds(-secondsAgo);
        await fixture.Ledger.NotePositionMissingAsync(trade.Id, isMissing: true, TradeEvents.EntryMissing(), since, Token);
        return await fixture.Driver.TradeAsync(trade.Id);
    }

    private VanishedEntry VanishedOf(TradingFixture fixture, bool isShown, SubmitOutcome cancel) => new(
        ExchangeOf(fixture, isShown, cancel), fixture.Ledger, WaitingOf(fixture, isShown, cancel), _time);

    private WaitingEntry WaitingOf(TradingFixture fixture, bool isShown, SubmitOutcome cancel) => new(
        ExchangeOf(fixture, isShown, cancel), fixture.Ledger, fixture.Service<IStrategyStore>(), _time);

    private static IExchange ExchangeOf(TradingFixture fixture, bool isShown, SubmitOutcome cancel) => AlteredExchange<ExchangeOrder?>.Of(
        AnsweredExchange<Category>.Of(fixture.Exchange, _ => cancel, nameof(IExchange.CancelOrderAsync)),
        nameof(IExchange.FindOrderAsync),
        order => isShown ? order : null);
}
