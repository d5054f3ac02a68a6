using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TradingBot.Core.Exchange;
using TradingBot.Core.Foundation;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Trades;
using TradingBot.Trading.Entries;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>What speaks against an approved entry that is not sent yet, and what at the exchange may be it.</summary>
public sealed class EntryReviewTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private readonly FakeTimeProvider _time = StoppedClock.Create();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0, null, null)]
    [InlineData(-0.1, null, DenialCodes.Stale)]
    [InlineData(1, 0.1, null)]
    [InlineData(1, 0.0, DenialCodes.EntryExpired)]
    // Its own wait is told before the alert's age.
    [InlineData(-0.1, 0.0, DenialCodes.EntryExpired)]
    public async Task Entry_may_be_sent_until_its_time_is_over(double validFor, double? restsFor, string? code)
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.TradeAsync(await fixture.Driver.ApproveAsync()) with
        {
            EntryValidUntil = _time.GetUtcNow().AddSeconds(validFor),
            EntryRestsUntil = restsFor is { } rests ? _time.GetUtcNow().AddSeconds(rests) : null,
        };

        Assert.Equal(code, (await ReviewOf(fixture, fixture.Exchange).FindObstacleAsync(trade, Token))?.Code);
    }

    [Theory]
    [InlineData(true, true, DenialCodes.ClosedBeforeEntry)]
    [InlineData(false, true, DenialCodes.TradeCancelled)]
    [InlineData(false, false, DenialCodes.TradingHalted)]
    public async Task What_a_person_or_an_alert_asked_for_is_told_before_the_halt(bool isClosed, bool isTakenBack, string code)
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.TradeAsync(await fixture.Driver.ApproveAsync()) with
        {
            CloseRequestedAt = isClosed ? _time.GetUtcNow() : null,
            TakenBack = isTakenBack ? TakeBackReason.Signal : null,
        };
        await fixture.Driver.HaltAsync(flatten: false);

        Assert.Equal(code, (await ReviewOf(fixture, fixture.Exchange).FindObstacleAsync(trade, Token))!.Code);
    }

    [Theory]
    [InlineData("long 0.01", true)]
    [InlineData("long 0.004", true)]
    [InlineData("long 0.02", false)]
    [InlineData("short 0.01", false)]
    [InlineData("long 0.01, short 0.01", false)]
    [InlineData("", false)]
    public async Task Position_of_the_entrys_side_and_of_no_more_than_its_quantity_may_be_the_entry(string open, bool mayBeFilled)
    {
        await using var fixture = await OpenAsync();
        var trade = await NewTradeAsync(fixture);
        var exchange = AlteredExchange<SymbolPositions>.Of(
            fixture.Exchange, nameof(IExchange.GetSymbolPositionsAsync), held => held with { Open = PositionsOf(open) });

        var judged = await JudgeAsync(fixture, exchange, trade);

        Assert.Equal((mayBeFilled, false), (judged.MayBeFilled, judged.IsThere));
        Assert.Equal(_time.GetUtcNow(), judged.At);
    }

    [Theory]
    [InlineData(true, null)]
    [InlineData(false, DenialCodes.ForeignOrder)]
    public async Task Resting_order_is_the_entry_by_its_id_and_else_a_persons(bool isOurs, string? code)
    {
        await using var fixture = await OpenAsync();
        var trade = await NewTradeAsync(fixture);
        var link = OrderLinkId.For(trade.Id, OrderRole.Entry).Value;
        var order = ShownOrder.Of(OrderSide.Buy, _time.GetUtcNow(), isOurs ? link : "of-a-hand");
        var exchange = AlteredExchange<IReadOnlyList<ExchangeOrder>>.Of(
            fixture.Exchange, nameof(IExchange.GetOpenOrdersAsync), _ => [order]);

        var judged = await JudgeAsync(fixture, exchange, trade);

        Assert.Equal((isOurs, code), (judged.IsThere, judged.Obstacle?.Code));
    }

    [Fact]
    public async Task Refusal_of_the_market_is_as_old_as_its_reading()
    {
        await using var fixture = await OpenAsync();
        var trade = await NewTradeAsync(fixture);
        var delisted = AlteredExchange<Instrument?>.Of(fixture.Exchange, nameof(IExchange.FindInstrumentAsync), static _ => null);

        var judged = await JudgeAsync(fixture, delisted, trade);

        Assert.Equal((DenialCodes.InstrumentUnknown, _time.GetUtcNow()), (judged.Obstacle?.Code, judged.At));
    }

    [Fact]
    public async Task Definite_refusal_of_the_balance_speaks_against_a_late_entry()
    {
        await using var fixture = await OpenAsync();
        var trade = await NewTradeAsync(fixture);
        var refused = FailedReading<AccountBalance>.Of(
            fixture.Exchange, nameof(IExchange.GetBalanceAsync), new ExchangeError(10005, "No.", RetryGuidance.Halt));

        var judged = await JudgeAsync(fixture, refused, trade);

        Assert.Equal((DenialCodes.ExchangeRefused, _time.GetUtcNow()), (judged.Obstacle?.Code, judged.At));
        Assert.Equal((false, false), (judged.IsThere, judged.MayBeFilled));
    }

    /// <summary>An entry whose answer was lost may stand at the exchange, whatever else is refused.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Refusal_does_not_hide_what_may_be_the_entry(bool isResting)
    {
        await using var fixture = await OpenAsync();
        var trade = await NewTradeAsync(fixture);
        var refused = FailedReading<AccountBalance>.Of(
            fixture.Exchange, nameof(IExchange.GetBalanceAsync), new ExchangeError(10005, "No.", RetryGuidance.Halt));
        var order = ShownOrder.Of(OrderSide.Buy, _time.GetUtcNow(), OrderLinkId.For(trade.Id, OrderRole.Entry).Value);
        var exchange = isResting
            ? AlteredExchange<IReadOnlyList<ExchangeOrder>>.Of(refused, nameof(IExchange.GetOpenOrdersAsync), _ => [order])
            : AlteredExchange<SymbolPositions>.Of(
                refused, nameof(IExchange.GetSymbolPositionsAsync), held => held with { Open = PositionsOf("long 0.01") });

        var judged = await JudgeAsync(fixture, exchange, trade);

        Assert.Equal((DenialCodes.ExchangeRefused, isResting, !isResting), (judged.Obstacle?.Code, judged.IsThere, judged.MayBeFilled));
    }

    [Fact]
    public async Task Entry_of_a_strategy_that_is_there_no_more_is_refused_as_that()
    {
        await using var fixture = await OpenAsync();
        var trade = await NewTradeAsync(fixture) with { Strategy = "deleted" };

        var judged = await JudgeAsync(fixture, fixture.Exchange, trade);

        Assert.Equal((DenialCodes.StrategyUnknown, _time.GetUtcNow()), (judged.Obstacle?.Code, judged.At));
        Assert.Equal("There is no strategy 'deleted' any more.", judged.Obstacle!.Message);
    }

    [Theory]
    [InlineData(0.0006, null)]
    [InlineData(0.02, DenialCodes.RiskChanged)]
    public async Task Fees_that_the_market_asks_now_are_part_of_the_risk_that_may_not_change(double taker, string? code)
    {
        await using var fixture = await OpenAsync();
        var trade = await NewTradeAsync(fixture);
        var exchange = AlteredExchange<FeeRate>.Of(
            fixture.Exchange, nameof(IExchange.GetFeeRateAsync), fees => fees with { Taker = (decimal)taker });

        Assert.Equal(code, (await JudgeAsync(fixture, exchange, trade)).Obstacle?.Code);
    }

    [Theory]
    [InlineData(2.9, false)]
    [InlineData(3, true)]
    public async Task Market_is_read_again_once_the_judgement_is_three_seconds_old(double secondsAgo, bool isRead)
    {
        await using var fixture = await OpenAsync();
        var trade = await NewTradeAsync(fixture);
        var judgedAt = _time.GetUtcNow().AddSeconds(-secondsAgo);

        var judged = await ReviewOf(fixture, fixture.Exchange).JudgeAsync(trade, judgedAt, Token);

        Assert.Equal(isRead ? _time.GetUtcNow() : judgedAt, judged.At);
    }

    private static IReadOnlyList<ExchangePosition> PositionsOf(string text) =>
    [
        .. text.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(static position => new ExchangePosition
        {
            Category = Category.Linear,
            Symbol = TradeDriver.Btc,
            Direction = EnumNames.Parse<Direction>(position.Split(' ')[0]),
            Quantity = decimal.Parse(position.Split(' ')[1]),
            EntryPrice = 60_000m,
        }),
    ];

    // Approved, and with room until its alert is too old.
    private async Task<TradeRecord> NewTradeAsync(TradingFixture fixture) =>
        await fixture.Driver.TradeAsync(await fixture.Driver.ApproveAsync()) with { EntryValidUntil = _time.GetUtcNow().AddHours(1) };

    private Task<EntryJudgement> JudgeAsync(TradingFixture fixture, IExchange exchange, TradeRecord trade) =>
        ReviewOf(fixture, exchange).JudgeAsync(trade, _time.GetUtcNow().AddMinutes(-1), Token);

    private EntryReview ReviewOf(TradingFixture fixture, IExchange exchange) =>
        ActivatorUtilities.CreateInstance<EntryReview>(fixture.Service<IServiceProvider>(), new EntryFactsReader(exchange), _time);

    private async Task<TradingFixture> OpenAsync()
    {
        var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        return fixture;
    }
}
