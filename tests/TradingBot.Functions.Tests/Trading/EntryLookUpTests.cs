using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TradingBot.Core.Exchange;
using TradingBot.Core.Foundation;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Trades;
using TradingBot.TestKit;
using TradingBot.Trading.Entries;
using TradingBot.Trading.Positions;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>An entry without an answer: how long it may stay unseen, and from which moment that is counted.</summary>
public sealed class EntryLookUpTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private static readonly SubmitOutcome Lost = new SubmitOutcome.Unknown(new ExchangeError(0, "No answer.", RetryGuidance.VerifyFirst));

    private static readonly SubmitOutcome Later =
        new SubmitOutcome.Rejected(new ExchangeError(10_016, "Not now.", RetryGuidance.RetryLater));

    private readonly FakeTimeProvider _time = StoppedClock.Create();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Entry_is_written_down_with_the_moment_it_is_sent_at_and_not_that_of_its_decision()
    {
        await using var fixture = await OpenAsync();
        var id = await fixture.Driver.ApproveAsync();

        await PlacementOf(fixture, new SubmitOutcome.Accepted("exchange-1")).PlaceAsync(id, Token);

        Assert.Equal(_time.GetUtcNow(), (await fixture.Driver.OrderAsync(id, OrderRole.Entry)).CreatedAt);
        var line = (await fixture.Ledger.ReadStoryAsync(id, Token))!.Events.Single(static line => line.Kind == "entrySent");
        Assert.Equal(_time.GetUtcNow(), line.At);
    }

    [Theory]
    [InlineData(OrderRole.Stop)]
    [InlineData(OrderRole.Exit)]
    public async Task Step_that_is_repeated_answers_from_the_entry_whatever_other_order_the_trade_has(OrderRole other)
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync();
        var intent = fixture.Service<FuturesPositions>().ExitIntent(trade, new ExitOrder(0.01m, Attempt: 0, ClosesAll: false)) with
        {
            LinkId = OrderLinkId.For(trade.Id, other),
        };
        await fixture.Ledger.IntendOrderAsync(trade.Id, other, intent, TradeEvents.ExitSent(intent), fixture.Clock.GetUtcNow(), Token);

        Assert.Equal(EntryOutcome.Placed, await fixture.Driver.PlaceAsync(trade.Id));
        Assert.Equal(EntryOutcome.Placed, await fixture.Driver.LookUpAsync(trade.Id));

        Assert.Equal(1, await fixture.Controls.SentEntriesAsync());
        Assert.True((await fixture.Driver.TradeAsync(trade.Id)).IsUnfinished);
    }

    [Theory]
    [InlineData(9.9, false)]
    [InlineData(10, true)]
    public async Task Entry_is_sent_again_once_it_was_unseen_for_its_patience(double seconds, bool isSent)
    {
        await using var fixture = await OpenAsync();
        var id = await fixture.Driver.ApproveAsync();
        Assert.Equal(EntryOutcome.Unknown, await PlacementOf(fixture, Lost).PlaceAsync(id, Token));
        _time.Advance(TimeSpan.FromSeconds(seconds));

        var outcome = await PlacementOf(fixture, new SubmitOutcome.Accepted("exchange-1")).LookUpAsync(id, Token);

        var order = await fixture.Driver.OrderAsync(id, OrderRole.Entry);
        Assert.Equal(
            isSent ? (EntryOutcome.Placed, OrderStatus.Open) : (EntryOutcome.Unknown, OrderStatus.Unknown), (outcome, order.Status));
        var again = (await fixture.Ledger.ReadStoryAsync(id, Token))!.Events.Where(static line => line.Kind == "entrySent").Skip(1);
        Assert.Equal(
            isSent ? ["The exchange has no trace of the entry order: sent again under the same id."] : [],
            again.Select(static line => line.Message));
    }

    /// <summary>The exchange refused a deferred one, so nothing of it can be filled.</summary>
    [Theory]
    [InlineData(false, 19.9, false)]
    [InlineData(false, 20, true)]
    [InlineData(true, 15, true)]
    public async Task Position_that_may_be_the_entrys_is_taken_for_a_persons_after_twice_its_patience(
        bool isDeferred, double seconds, bool isForeign)
    {
        await using var fixture = await OpenAsync();
        var id = await fixture.Driver.ApproveAsync();
        await PlacementOf(fixture, isDeferred ? Later : Lost).PlaceAsync(id, Token);
        await fixture.Driver.HandAsync(OrderSide.Buy, 0.005m);
        await Eventually.TrueAsync(
            async () => await fixture.Driver.PositionAsync() is not null, "The hand's order was not filled", cancellationToken: Token);
        await fixture.PassAsync(EntryReview.FreshFor);
        _time.Advance(TimeSpan.FromSeconds(seconds));

        var outcome = await PlacementOf(fixture, new SubmitOutcome.Accepted("exchange-1")).LookUpAsync(id, Token);

        var trade = await fixture.Driver.TradeAsync(id);
        Assert.Equal(
            isForeign
                ? (EntryOutcome.Abandoned, TradeStatus.Failed, "exchange.foreignPosition")
                : (EntryOutcome.Unknown, TradeStatus.Pending, null),
            (outcome, trade.Status, trade.Reason?.Code));
        // Only of one that was refused for now it is told what the exchange said until then.
        Assert.Equal(isDeferred, trade.Reason?.Message.Contains("Until then", StringComparison.Ordinal) == true);
    }

    [Theory]
    [InlineData(true, EntryOutcome.Unknown)]
    [InlineData(false, EntryOutcome.Placed)]
    public async Task Execution_is_a_witness_of_the_entry_by_its_id(bool isOurs, EntryOutcome expected)
    {
        await using var fixture = await OpenAsync();
        var id = await fixture.Driver.ApproveAsync();
        await PlacementOf(fixture, Lost).PlaceAsync(id, Token);
        _time.Advance(TimeSpan.FromSeconds(30));
        var link = OrderLinkId.For(id, OrderRole.Entry).Value;
        var exchange = AlteredExchange<IReadOnlyList<ExchangeExecution>>.Of(
            AnsweredExchange<OrderIntent>.Of(fixture.Exchange, static _ => new SubmitOutcome.Accepted("exchange-1")),
            nameof(IExchange.GetExecutionsAsync),
            _ => [ExecutionOf(isOurs ? link : "hand-1")]);

        Assert.Equal(expected, await PlacementOf(fixture, exchange).LookUpAsync(id, Token));
    }

    [Fact]
    public async Task Execution_is_a_witness_though_the_exchanges_clock_is_behind()
    {
        await using var fixture = await OpenAsync(clockAhead: TimeSpan.FromMinutes(2));
        await fixture.Controls.FaultAsync(PaperExchangeControls.Create, "dropAfter");
        var id = await fixture.Driver.ApproveAsync();
        Assert.Equal(EntryOutcome.Unknown, await fixture.Driver.PlaceAsync(id));
        await Eventually.TrueAsync(
            async () => await fixture.Driver.PositionAsync() is not null, "The entry was not filled", cancellationToken: Token);
        await fixture.PassAsync(TimeSpan.FromSeconds(30));
        await fixture.Controls.FaultAsync("/v5/order/realtime", "retCode", retCode: 110001);
        await fixture.Controls.FaultAsync("/v5/order/history", "retCode", retCode: 110001);

        Assert.Equal(EntryOutcome.Unknown, await fixture.Driver.LookUpAsync(id));

        Assert.Equal(EntryOutcome.Placed, await fixture.Driver.LookUpAsync(id));
        Assert.Equal(1, await fixture.Controls.SentEntriesAsync());
    }

    /// <summary>It was given up for what was written down with it, and not for what came afterwards.</summary>
    [Theory]
    [InlineData("'The price ran away.'", DenialCodes.EntryNotPlaced, "The price ran away.")]
    [InlineData("null", DenialCodes.EntryNotPlaced, "The entry never reached the exchange.")]
    [InlineData(
        "'Trading was halted before the entry was sent.'", DenialCodes.TradingHalted, "Trading was halted before the entry was sent.")]
    public async Task Entry_given_up_by_a_process_that_then_died_is_told_with_why_and_not_with_a_later_obstacle(
        string reason, string code, string message)
    {
        await using var fixture = await OpenAsync();
        var id = await fixture.Driver.ApproveAsync();
        await PlacementOf(fixture, Lost).PlaceAsync(id, Token);
        await database.ExecuteAsync($"update trading.orders set status = 'notPlaced', reason = {reason}");
        await fixture.Driver.HaltAsync(flatten: false);

        Assert.Equal(EntryOutcome.Abandoned, await fixture.Driver.LookUpAsync(id));

        var failed = await fixture.Driver.TradeAsync(id);
        Assert.Equal((TradeStatus.Failed, code, message), (failed.Status, failed.Reason?.Code, failed.Reason?.Message));
    }

    [Fact]
    public async Task Entry_that_is_given_up_is_written_down_with_the_sentence_of_what_stood_in_its_way()
    {
        await using var fixture = await OpenAsync();
        var id = await fixture.Driver.ApproveAsync();
        await PlacementOf(fixture, Lost).PlaceAsync(id, Token);
        await fixture.Driver.HaltAsync(flatten: false);
        _time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(EntryOutcome.Abandoned, await PlacementOf(fixture, Lost).LookUpAsync(id, Token));

        var order = await fixture.Driver.OrderAsync(id, OrderRole.Entry);
        Assert.Equal((OrderStatus.NotPlaced, (await fixture.Driver.TradeAsync(id)).Reason?.Message), (order.Status, order.Reason));
        Assert.Contains(" ", order.Reason!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(60)]
    public async Task Entry_that_is_found_refused_is_not_sent_again_however_long_it_was_unseen(int seconds)
    {
        await using var fixture = await OpenAsync();
        var id = await fixture.Driver.ApproveAsync();
        await PlacementOf(fixture, Lost).PlaceAsync(id, Token);
        _time.Advance(TimeSpan.FromSeconds(seconds));
        var sent = 0;
        var refused = AlteredExchange<ExchangeOrder?>.Of(
            AnsweredExchange<OrderIntent>.Of(fixture.Exchange, _ => { sent++; return new SubmitOutcome.Accepted("exchange-2"); }),
            nameof(IExchange.FindOrderAsync),
            _ => ShownOrder.Of(OrderSide.Buy, _time.GetUtcNow(), OrderLinkId.For(id, OrderRole.Entry).Value, OrderStatus.Rejected));

        Assert.Equal(EntryOutcome.Placed, await PlacementOf(fixture, refused).LookUpAsync(id, Token));

        Assert.Equal((0, OrderStatus.Rejected), (sent, (await fixture.Driver.OrderAsync(id, OrderRole.Entry)).Status));
    }

    private static ExchangeExecution ExecutionOf(string link) => new()
    {
        Category = Category.Linear,
        Symbol = TradeDriver.Btc,
        ExecId = "execution-1",
        ExchangeOrderId = "exchange-1",
        LinkId = link,
        ExecType = "Trade",
        Side = OrderSide.Buy,
        Price = 60_000m,
        Quantity = 0.01m,
        Value = 600m,
        Fee = 0.1m,
        FeeCurrency = "USDT",
        IsMaker = false,
        ClosedQuantity = 0m,
        At = DateTimeOffset.UnixEpoch,
    };

    private EntryPlacement PlacementOf(TradingFixture fixture, SubmitOutcome answer) =>
        PlacementOf(fixture, AnsweredExchange<OrderIntent>.Of(fixture.Exchange, _ => answer));

    private EntryPlacement PlacementOf(TradingFixture fixture, IExchange exchange) =>
        ActivatorUtilities.CreateInstance<EntryPlacement>(fixture.Service<IServiceProvider>(), exchange, (TimeProvider)_time);

    private async Task<TradingFixture> OpenAsync(TimeSpan clockAhead = default)
    {
        var fixture = await TradingFixture.OpenAsync(database, clockAhead);
        await fixture.Driver.StrategyAsync();
        return fixture;
    }
}
