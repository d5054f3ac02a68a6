using Microsoft.Extensions.Time.Testing;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using TradingBot.Core.Notifications;
using TradingBot.Core.Orders;
using TradingBot.Core.Trades;
using TradingBot.Trading.Positions;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>What is done for a trade while an exit of it is under way or nothing of it stands, and what the next exit depends on.</summary>
public sealed class ExitUnderWayTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private const decimal Open = 0.01m;
    private const double Soon = 0.2;
    private const double Calm = 2;

    private static readonly PositionState Bare = new(Open, null);
    private static readonly PositionState Guarded = new(Open, 67_000m);
    private static readonly PositionState Nothing = new(0, null, Missing: Open);

    private readonly FakeTimeProvider _time = StoppedClock.Create();
    private readonly List<OrderIntent> _sent = [];
    private readonly List<TradingStop> _stops = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Category.Linear, 1.9, 0)]
    [InlineData(Category.Linear, 2.0, 1)]
    [InlineData(Category.Linear, null, 0)]
    // The exit may need the coins that a stop would bind.
    [InlineData(Category.Spot, 60.0, 0)]
    public async Task Stop_that_is_gone_for_two_seconds_is_set_while_an_exit_works(Category category, double? missingFor, int stops)
    {
        await using var fixture = await OpenAsync();
        var trade = await OpenTradeAsync(fixture) with
        {
            Category = category,
            StopMissingSince = missingFor is { } seconds ? _time.GetUtcNow().AddSeconds(-seconds) : null,
        };
        await ExitAsync(fixture, trade, OrderStatus.Open, createdAgo: 1, updatedAgo: 1);

        await DriveAsync(fixture, trade, Bare);

        Assert.Equal(Enumerable.Repeat(trade.PlannedStopLoss, stops), _stops.Select(static stop => stop.StopLoss));
    }

    [Fact]
    public async Task Stop_that_is_gone_keeps_no_first_exit_waiting()
    {
        await using var fixture = await OpenAsync();
        var trade = await OpenTradeAsync(fixture) with { StopMissingSince = _time.GetUtcNow().AddSeconds(-60) };

        await DriveAsync(fixture, trade, Bare);

        Assert.Equal((1, 0), (_sent.Count, _stops.Count));
    }

    [Theory]
    [InlineData(OrderStatus.Open)]
    [InlineData(OrderStatus.Unknown)]
    [InlineData(OrderStatus.Rejected)]
    public async Task Nothing_is_asked_for_what_does_not_stand(OrderStatus exit)
    {
        await using var fixture = await OpenAsync();
        var trade = await OpenTradeAsync(fixture) with { StopMissingSince = _time.GetUtcNow().AddSeconds(-60) };
        await ExitAsync(fixture, trade, exit, createdAgo: 8, updatedAgo: 8);

        Assert.Equal(Calm, await DriveAsync(fixture, trade, Nothing));

        Assert.Equal((0, 0), (_sent.Count, _stops.Count));
        // What has closed it may be this very exit, listed late.
        Assert.Equal(exit, (await fixture.Driver.OrderAsync(trade.Id, OrderRole.Exit)).Status);
    }

    [Theory]
    [InlineData(7, OrderStatus.PartiallyFilled)]
    [InlineData(7.1, OrderStatus.Cancelled)]
    public async Task Exit_that_was_filled_in_part_and_is_not_shown_is_given_up_too(double secondsAgo, OrderStatus status)
    {
        await using var fixture = await OpenAsync();
        var trade = await OpenTradeAsync(fixture);
        await ExitAsync(fixture, trade, OrderStatus.PartiallyFilled, createdAgo: 20, secondsAgo, filled: 0.004m);

        await DriveAsync(fixture, trade, Bare);

        Assert.Equal(status, (await fixture.Driver.OrderAsync(trade.Id, OrderRole.Exit)).Status);
    }

    [Fact]
    public async Task Exit_that_is_given_up_is_in_the_books_and_in_the_story_with_why()
    {
        await using var fixture = await OpenAsync();
        var trade = await OpenTradeAsync(fixture);
        await ExitAsync(fixture, trade, OrderStatus.Open, createdAgo: 20, updatedAgo: 8);

        await DriveAsync(fixture, trade, Bare);

        const string why = "The exchange does not know it any more.";
        var exit = await fixture.Driver.OrderAsync(trade.Id, OrderRole.Exit);
        var line = (await fixture.Ledger.ReadStoryAsync(trade.Id, Token))!.Events[^1];
        Assert.Equal((OrderStatus.Cancelled, why), (exit.Status, exit.Reason));
        Assert.Equal(("orderCancelled", why), (line.Kind, (string?)line.Data!["reason"]));
    }

    [Theory]
    [InlineData(20, 1, Calm)]
    [InlineData(4.9, 1, Soon)]
    public async Task How_soon_an_exit_is_looked_at_depends_on_when_it_was_sent_and_not_on_its_news(
        double createdAgo, double updatedAgo, double next)
    {
        await using var fixture = await OpenAsync();
        var trade = await OpenTradeAsync(fixture);
        await ExitAsync(fixture, trade, OrderStatus.Open, createdAgo, updatedAgo);

        Assert.Equal(next, await DriveAsync(fixture, trade, Bare));
    }

    [Theory]
    [InlineData(4.9, Soon)]
    [InlineData(5, Calm)]
    public async Task Trade_without_an_exit_of_which_nothing_stands_is_looked_at_soon_after_closing_was_asked_for(
        double secondsAgo, double next)
    {
        await using var fixture = await OpenAsync();
        var trade = await OpenTradeAsync(fixture) with { CloseRequestedAt = _time.GetUtcNow().AddSeconds(-secondsAgo) };

        Assert.Equal(next, await DriveAsync(fixture, trade, Nothing));

        Assert.Empty(_sent);
    }

    // A quarter of a second after the first try in vain, half of one after the second.
    [Theory]
    [InlineData("0.004", 1)]
    [InlineData("0", 0)]
    public async Task Exit_that_closed_something_starts_the_pauses_anew(string filled, int sent)
    {
        await using var fixture = await OpenAsync();
        var trade = await OpenTradeAsync(fixture);
        await ExitAsync(fixture, trade, OrderStatus.Cancelled, createdAgo: 10, updatedAgo: 9, filled: decimal.Parse(filled));
        await ExitAsync(fixture, trade, OrderStatus.Rejected, createdAgo: 8, updatedAgo: 0.3, attempt: 1);

        await DriveAsync(fixture, trade, Guarded);

        Assert.Equal(sent, _sent.Count);
    }

    // Ten dollars, twice the smallest order, are 0.02 at 500 and next to nothing at the price of the plan.
    [Theory]
    [InlineData(500, "0.01")]
    [InlineData(null, "0.005")]
    public async Task Refused_exit_is_halved_down_to_what_the_smallest_order_is_at_the_price_of_the_entry(int? price, string quantity)
    {
        await using var fixture = await OpenAsync();
        var trade = await OpenTradeAsync(fixture) with { EntryPrice = price };
        await ExitAsync(fixture, trade, OrderStatus.Rejected, createdAgo: 8, updatedAgo: 8);

        await DriveAsync(fixture, trade, Guarded);

        Assert.Equal(decimal.Parse(quantity), Assert.Single(_sent).Quantity);
    }

    [Theory]
    [InlineData("0.0009", true)]
    [InlineData("0.001", false)]
    public async Task Exit_that_is_sent_again_closes_all_where_less_than_an_order_stands(string standing, bool closesAll)
    {
        await using var fixture = await OpenAsync();
        var trade = await OpenTradeAsync(fixture);
        await ExitAsync(fixture, trade, OrderStatus.Unknown, createdAgo: 1, updatedAgo: 1, quantity: decimal.Parse(standing));

        await DriveAsync(fixture, trade, new PositionState(decimal.Parse(standing), null));

        Assert.Equal(closesAll, Assert.Single(_sent).ClosesAll);
    }

    [Fact]
    public async Task Market_that_is_listed_no_more_limits_no_exit()
    {
        await using var fixture = await OpenAsync();
        var trade = await OpenTradeAsync(fixture);
        var delisted = AlteredExchange<Instrument?>.Of(fixture.Exchange, nameof(IExchange.FindInstrumentAsync), static _ => null);

        await DriveAsync(fixture, trade, Guarded, delisted);

        Assert.Equal((Open, false), (Assert.Single(_sent).Quantity, _sent[0].ClosesAll));
    }

    [Fact]
    public async Task Two_that_look_at_once_send_one_exit()
    {
        await using var fixture = await OpenAsync();
        var trade = await OpenTradeAsync(fixture);
        using var both = new Barrier(2);
        // Each has read the orders before it asks for the market: neither knows of the other's exit.
        var exchange = AlteredExchange<Instrument?>.Of(fixture.Exchange, nameof(IExchange.FindInstrumentAsync), found =>
        {
            Assert.True(both.SignalAndWait(TimeSpan.FromSeconds(30), Token));
            return found;
        });

        await Task.WhenAll(
            Task.Run(() => DriveAsync(fixture, trade, Guarded, exchange), Token),
            Task.Run(() => DriveAsync(fixture, trade, Guarded, exchange), Token));

        Assert.Equal(OrderLinkId.For(trade.Id, OrderRole.Exit, 0), Assert.Single(_sent).LinkId);
    }

    // One without an answer may stand: that is known soon. One that was refused is tried again with the next exit.
    [Theory]
    [InlineData(false, Soon)]
    [InlineData(true, 4)]
    public async Task Stop_without_an_answer_between_two_tries_counts_as_no_refusal(bool isRefused, double next)
    {
        await using var fixture = await OpenAsync();
        var trade = await OpenTradeAsync(fixture);
        for (var attempt = 0; attempt < 5; attempt++)
            await ExitAsync(fixture, trade, OrderStatus.Rejected, createdAgo: 60, updatedAgo: 0, attempt);
        var error = new ExchangeError(110_043, "No such stop.", RetryGuidance.VerifyFirst);
        SubmitOutcome answer = isRefused ? new SubmitOutcome.Rejected(error) : new SubmitOutcome.Unknown(error);

        Assert.Equal(next, await DriveAsync(fixture, trade, Bare, stop: answer));

        Assert.Equal((0, 1), (_sent.Count, _stops.Count));
    }

    // In seconds, after how long it is looked at again.
    private async Task<double> DriveAsync(
        TradingFixture fixture, TradeRecord trade, PositionState holding, IExchange? venue = null, SubmitOutcome? stop = null)
    {
        var orders = AnsweredExchange<OrderIntent>.Of(venue ?? fixture.Exchange, intent => Taken(_sent, intent));
        var exchange = AnsweredExchange<TradingStop>.Of(orders, asked =>
        {
            var taken = Taken(_stops, asked);
            return stop ?? taken;
        });
        var executor = new ExitExecutor(
            exchange, fixture.Ledger, fixture.Service<INotificationStore>(),
            new UnansweredOrder(exchange, fixture.Ledger, _time), _time);
        return (await executor.DriveAsync(
            fixture.FuturesOf(exchange, _time), trade, holding, Token)).TotalSeconds;
    }

    private static SubmitOutcome.Accepted Taken<T>(List<T> asked, T one)
    {
        lock (asked)
            asked.Add(one);
        return new SubmitOutcome.Accepted("exchange-1");
    }

    private async Task ExitAsync(
        TradingFixture fixture, TradeRecord trade, OrderStatus status, double createdAgo, double updatedAgo, int attempt = 0,
        decimal quantity = Open, decimal filled = 0)
    {
        var intent = fixture.Service<FuturesPositions>().ExitIntent(trade, new ExitOrder(quantity, attempt, ClosesAll: false));
        var now = _time.GetUtcNow();
        await fixture.Ledger.IntendOrderAsync(
            trade.Id, OrderRole.Exit, intent, TradeEvents.ExitSent(intent), now.AddSeconds(-createdAgo), Token);
        var update = new OrderUpdate(intent.LinkId, status, FilledQuantity: filled);
        await fixture.Ledger.UpdateOrderAsync(trade.Id, update, line: null, now.AddSeconds(-updatedAgo), Token);
    }

    private static async Task<TradeRecord> OpenTradeAsync(TradingFixture fixture) =>
        await fixture.Driver.TradeAsync(await fixture.Driver.ApproveAsync());

    private async Task<TradingFixture> OpenAsync()
    {
        var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        return fixture;
    }
}
