using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TradingBot.Core.Exchange;
using TradingBot.Core.Orders;
using TradingBot.Core.Trades;
using TradingBot.Trading.Entries;
using TradingBot.Trading.Exchange;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>What each answer to an entry makes of order, trade and story, and when a refused one is tried again.</summary>
public sealed class EntryPlacementTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private readonly FakeTimeProvider _time = StoppedClock.Create();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, EntryOutcome.Placed, OrderStatus.Open, "entryAccepted", TradeStatus.Opening)]
    [InlineData(RetryGuidance.VerifyFirst, EntryOutcome.Unknown, OrderStatus.Unknown, "entryUnknown", TradeStatus.Pending)]
    [InlineData(RetryGuidance.RetryLater, EntryOutcome.Unknown, OrderStatus.Deferred, "entryDeferred", TradeStatus.Pending)]
    [InlineData(RetryGuidance.Permanent, EntryOutcome.Abandoned, OrderStatus.Rejected, "failed", TradeStatus.Failed)]
    public async Task Answer_to_an_entry_is_written_down_with_its_line(
        RetryGuidance? answer, EntryOutcome outcome, OrderStatus order, string line, TradeStatus status)
    {
        await using var fixture = await OpenAsync();
        var id = await fixture.Driver.ApproveAsync();

        Assert.Equal(outcome, await PlacementOf(fixture, AnswerOf(answer), fixture.Clock).PlaceAsync(id, Token));

        var trade = await fixture.Driver.TradeAsync(id);
        var sent = await fixture.Driver.OrderAsync(id, OrderRole.Entry);
        Assert.Equal((order, status, line), (sent.Status, trade.Status, (await fixture.Driver.StoryAsync(id))[^1]));
        Assert.Equal(answer is null ? "exchange-1" : null, sent.ExchangeOrderId);
        Assert.Equal(answer is null ? null : "Not now.", sent.Reason);
        if (status == TradeStatus.Failed)
            Assert.Equal(("exchange.rejected", "110007"), (trade.Reason!.Code, trade.Reason.Numbers["code"]));
    }

    [Theory]
    // A quarter of the entry's age, at least a second and at most fifteen.
    [InlineData(2, 0.9, false)]
    [InlineData(2, 1, true)]
    [InlineData(20, 4.9, false)]
    [InlineData(20, 5, true)]
    [InlineData(100, 14.9, false)]
    [InlineData(100, 15, true)]
    public async Task Refused_entry_is_tried_again_after_its_pause(double createdAgo, double refusedAgo, bool isTried)
    {
        await using var fixture = await OpenAsync();
        var id = await fixture.Driver.ApproveAsync();
        await PlacementOf(fixture, AnswerOf(RetryGuidance.RetryLater), fixture.Clock).PlaceAsync(id, Token);
        await database.ExecuteAsync($"""
            update trading.orders set created_at = '{_time.GetUtcNow().AddSeconds(-createdAgo):O}',
                updated_at = '{_time.GetUtcNow().AddSeconds(-refusedAgo):O}';
            update trading.trades set entry_valid_until = '{_time.GetUtcNow().AddHours(1):O}';
            """);

        Assert.Equal(
            isTried ? EntryOutcome.Placed : EntryOutcome.Unknown,
            await PlacementOf(fixture, AnswerOf(null), _time).LookUpAsync(id, Token));

        var again = (await fixture.Ledger.ReadStoryAsync(id, Token))!.Events.Where(static line => line.Kind == "entrySent").Skip(1);
        Assert.Equal(
            isTried ? [TradeEvents.EntryRetried(OrderLinkId.For(id, OrderRole.Entry)).Message] : [],
            again.Select(static line => line.Message));
    }

    [Fact]
    public async Task Leverage_that_is_refused_for_now_is_in_the_story()
    {
        await using var fixture = await OpenAsync();
        await fixture.Driver.StrategyAsync(static strategy => strategy with { Leverage = 7 });
        var id = await fixture.Driver.ApproveAsync();
        var exchange = AnsweredExchange<Core.Markets.Category>.Of(
            fixture.Exchange, _ => AnswerOf(RetryGuidance.RetryLater), nameof(IExchange.SetLeverageAsync));

        await ActivatorUtilities.CreateInstance<EntryPlacement>(fixture.Service<IServiceProvider>(), exchange)
            .TryPlaceAsync(new ApprovedEntry(await fixture.Driver.TradeAsync(id), ExchangeLeverage: null), Token);

        Assert.Equal("entryDeferred", (await fixture.Driver.StoryAsync(id))[^1]);
        Assert.Empty(await fixture.Controls.SentOrdersAsync());
    }

    [Theory]
    [InlineData(null, EntryOutcome.Placed, 1)]
    [InlineData(RetryGuidance.VerifyFirst, null, 0)]
    [InlineData(RetryGuidance.RetryLater, null, 0)]
    [InlineData(RetryGuidance.Permanent, EntryOutcome.Abandoned, 0)]
    public async Task Entry_is_sent_only_with_a_leverage_that_the_exchange_has_taken(
        RetryGuidance? answer, EntryOutcome? outcome, int sent)
    {
        await using var fixture = await OpenAsync();
        await fixture.Driver.StrategyAsync(static strategy => strategy with { Leverage = 7 });
        var id = await fixture.Driver.ApproveAsync();
        var exchange = AnsweredExchange<Core.Markets.Category>.Of(
            fixture.Exchange, _ => AnswerOf(answer), nameof(IExchange.SetLeverageAsync));
        var placement = ActivatorUtilities.CreateInstance<EntryPlacement>(fixture.Service<IServiceProvider>(), exchange);

        if (outcome is null)
            await Assert.ThrowsAsync<ExchangeUnavailableException>(() => placement.PlaceAsync(id, Token));
        else
            Assert.Equal(outcome, await placement.PlaceAsync(id, Token));

        Assert.Equal(sent, (await fixture.Controls.SentOrdersAsync()).Count);
        Assert.Equal(outcome is null, (await fixture.Driver.TradeAsync(id)).Status == TradeStatus.Pending);
    }

    [Fact]
    public async Task Entry_that_is_found_is_adopted_as_the_exchange_shows_it()
    {
        await using var fixture = await OpenAsync();
        await fixture.Controls.FaultAsync(PaperExchangeControls.Create, "dropAfter");
        var id = await fixture.Driver.ApproveAsync();
        Assert.Equal(EntryOutcome.Unknown, await fixture.Driver.PlaceAsync(id));

        await fixture.Driver.LookUpUntilPlacedAsync(id);

        Assert.Equal(TradeStatus.Opening, (await fixture.Driver.TradeAsync(id)).Status);
        Assert.NotNull((await fixture.Driver.OrderAsync(id, OrderRole.Entry)).ExchangeOrderId);
        var line = (await fixture.Ledger.ReadStoryAsync(id, Token))!.Events.Single(static line => line.Kind == "entryAccepted");
        Assert.Equal("The entry order was found at the exchange.", line.Message);
    }

    private static SubmitOutcome AnswerOf(RetryGuidance? refusal) => refusal switch
    {
        null => new SubmitOutcome.Accepted("exchange-1"),
        RetryGuidance.VerifyFirst => new SubmitOutcome.Unknown(new ExchangeError(0, "Not now.", RetryGuidance.VerifyFirst)),
        { } guidance => new SubmitOutcome.Rejected(new ExchangeError(110_007, "Not now.", guidance)),
    };

    private static EntryPlacement PlacementOf(TradingFixture fixture, SubmitOutcome answer, TimeProvider time) =>
        ActivatorUtilities.CreateInstance<EntryPlacement>(
            fixture.Service<IServiceProvider>(), AnsweredExchange<OrderIntent>.Of(fixture.Exchange, _ => answer), time);

    private async Task<TradingFixture> OpenAsync()
    {
        var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        return fixture;
    }
}
