using Microsoft.Extensions.Time.Testing;
using TradingBot.Core.Exchange;
using TradingBot.Core.Notifications;
using TradingBot.Core.Orders;
using TradingBot.Core.Trades;
using TradingBot.Trading.Positions;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>What the next step of an exit is, after the exits before it, and how soon it is looked at again.</summary>
public sealed class ExitExecutorTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private const decimal Open = 0.01m;
    private const double Soon = 0.2;
    private const double Calm = 2;

    private static readonly PositionState Bare = new(Open, null);
    private static readonly PositionState Guarded = new(Open, 67_000m);

    private static readonly SubmitOutcome Accepted = new SubmitOutcome.Accepted("exchange-1");

    private static readonly SubmitOutcome Refused =
        new SubmitOutcome.Rejected(new ExchangeError(110_094, "Below the minimum.", RetryGuidance.Permanent));

    private readonly FakeTimeProvider _time = StoppedClock.Create();
    private readonly List<OrderIntent> _sent = [];
    private readonly List<TradingStop> _stops = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task First_exit_is_sent_at_once_for_all_that_stands()
    {
        await using var fixture = await OpenAsync();
        var trade = await OpenTradeAsync(fixture);

        Assert.Equal(Soon, await DriveAsync(fixture, trade, Guarded));

        Assert.Equal((Open, OrderLinkId.For(trade.Id, OrderRole.Exit, 0)), (Assert.Single(_sent).Quantity, _sent[0].LinkId));
        Assert.Equal(OrderStatus.Open, (await fixture.Driver.OrderAsync(trade.Id, OrderRole.Exit)).Status);
    }

    [Fact]
    public async Task Nothing_is_sent_and_nobody_told_while_nothing_stands()
    {
        await using var fixture = await OpenAsync();
        var trade = await OpenTradeAsync(fixture);
        await RefusedExitsAsync(fixture, trade, count: 5, secondsAgo: 60);

        Assert.Equal(Calm, await DriveAsync(fixture, trade, new PositionState(0, null, Missing: Open)));

        Assert.Empty(_sent);
        Assert.DoesNotContain(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == NoticeKinds.ExitFailed);
    }

    [Fact]
    public async Task Call_for_help_tells_how_often_and_why()
    {
        await using var fixture = await OpenAsync();
        var trade = await OpenTradeAsync(fixture);
        await RefusedExitsAsync(fixture, trade, count: 7, secondsAgo: 0);
        await StopAsync(fixture, trade, attempt: 0, OrderStatus.Cancelled, updatedAgo: 60);

        await DriveAsync(fixture, trade, Guarded);

        var notice = Assert.Single(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == NoticeKinds.ExitFailed);
        Assert.Contains("after 7 exit orders", notice.Body, StringComparison.Ordinal);
        Assert.Contains("Refusal 6.", notice.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(4.9, Soon)]
    [InlineData(5, Calm)]
    public async Task Exit_that_was_taken_is_looked_at_soon_at_first_and_calmly_later(double secondsAgo, double next)
    {
        await using var fixture = await OpenAsync();
        var trade = await OpenTradeAsync(fixture);
        await ExitAsync(fixture, trade, OrderStatus.Open, secondsAgo, secondsAgo);

        Assert.Equal(next, await DriveAsync(fixture, trade, Bare));

        Assert.Empty(_sent);
        Assert.Equal(OrderStatus.Open, (await fixture.Driver.OrderAsync(trade.Id, OrderRole.Exit)).Status);
    }

    [Theory]
    [InlineData(20, 7, OrderStatus.Open)]
    [InlineData(20, 7.1, OrderStatus.Cancelled)]
    [InlineData(7.1, 7.1, OrderStatus.Cancelled)]
    public async Task Exit_that_was_taken_and_is_not_shown_is_given_up_seven_seconds_after_it_was_last_seen(
        double createdAgo, double updatedAgo, OrderStatus status)
    {
        await using var fixture = await OpenAsync();
        var trade = await OpenTradeAsync(fixture);
        await ExitAsync(fixture, trade, OrderStatus.Open, createdAgo, updatedAgo);

        Assert.Equal(status == OrderStatus.Open ? Calm : Soon, await DriveAsync(fixture, trade, Bare));

        Assert.Equal(status, (await fixture.Driver.OrderAsync(trade.Id, OrderRole.Exit)).Status);
    }

    [Theory]
    [InlineData(0.9, 0)]
    [InlineData(1, 1)]
    public async Task Exit_without_an_answer_is_sent_again_as_it_was(double secondsAgo, int sent)
    {
        await using var fixture = await OpenAsync();
        var trade = await OpenTradeAsync(fixture);
        var exit = await ExitAsync(fixture, trade, OrderStatus.Unknown, secondsAgo, secondsAgo, quantity: 0.004m);

        Assert.Equal(Soon + 1, await DriveAsync(fixture, trade, Bare));

        Assert.Equal(Enumerable.Repeat((0.004m, exit), sent), _sent.Select(static intent => (intent.Quantity, intent.LinkId)));
    }

    [Theory]
    // Tries in vain double the pause: a quarter of a second after the first, four seconds after the fifth.
    [InlineData(1, 0.25, false, true, Soon, 1, 0)]
    [InlineData(5, 0, true, true, Calm, 0, 0)]
    [InlineData(3, 0, true, true, 1, 0, 0)]
    [InlineData(5, 0, false, true, Soon, 0, 1)]
    [InlineData(5, 0, false, false, 4, 0, 1)]
    [InlineData(5, 3.9, false, false, Soon, 0, 1)]
    [InlineData(5, 4, false, true, Soon, 1, 0)]
    public async Task Next_exit_waits_for_its_pause_behind_a_stop(
        int refused, double secondsAgo, bool isGuarded, bool isStopTaken, double next, int exits, int stops)
    {
        await using var fixture = await OpenAsync();
        var trade = await OpenTradeAsync(fixture);
        await RefusedExitsAsync(fixture, trade, refused, secondsAgo);

        Assert.Equal(next, await DriveAsync(fixture, trade, isGuarded ? Guarded : Bare, isStopTaken ? Accepted : Refused));

        Assert.Equal((exits, stops), (_sent.Count, _stops.Count));
    }

    [Theory]
    // The pause after two tries in vain is half a second.
    [InlineData(1.5, null, 0)]
    [InlineData(1.6, null, 1)]
    [InlineData(1.6, 0.1, 1)]
    public async Task No_stop_is_put_up_between_tries_that_follow_each_other_quickly(double stopEndedAgo, double? otherStopAgo, int stops)
    {
        await using var fixture = await OpenAsync();
        var trade = await OpenTradeAsync(fixture);
        await RefusedExitsAsync(fixture, trade, count: 2, secondsAgo: 0);
        await StopAsync(fixture, trade, attempt: 0, OrderStatus.Cancelled, stopEndedAgo);
        if (otherStopAgo is { } ago)
            await StopAsync(fixture, trade, attempt: 1, OrderStatus.Unknown, ago);

        await DriveAsync(fixture, trade, Bare);

        Assert.Equal(stops, _stops.Count);
    }

    [Theory]
    [InlineData(1.5, 60)]
    [InlineData(60, 1.5)]
    public async Task Position_is_bare_since_the_last_of_its_stops_has_ended(double firstAgo, double secondAgo)
    {
        await using var fixture = await OpenAsync();
        var trade = await OpenTradeAsync(fixture);
        await RefusedExitsAsync(fixture, trade, count: 2, secondsAgo: 0);
        await StopAsync(fixture, trade, attempt: 0, OrderStatus.Cancelled, firstAgo);
        await StopAsync(fixture, trade, attempt: 1, OrderStatus.Cancelled, secondAgo);
        await DriveAsync(fixture, trade, Bare);
        Assert.Empty(_stops);
    }

    // One that is looser than planned guards no more than none: it is put back, and the next exit comes as soon as without one.
    [Theory]
    [InlineData(57_000, 1)]
    [InlineData(67_000, 0)]
    public async Task Stop_that_is_looser_than_planned_counts_as_none(int stop, int stops)
    {
        await using var fixture = await OpenAsync();
        var trade = await OpenTradeAsync(fixture);
        await RefusedExitsAsync(fixture, trade, count: 9, secondsAgo: 1);

        await DriveAsync(fixture, trade, new PositionState(Open, stop));

        Assert.Equal((stops, 0), (_stops.Count, _sent.Count));
    }

    [Theory]
    [InlineData(0.001, false, false)]
    [InlineData(0.0009, false, true)]
    [InlineData(0.0009, true, false)]
    public async Task Less_than_the_smallest_order_closes_all_unless_somebody_else_holds_a_part(
        double standing, bool isShared, bool closesAll)
    {
        await using var fixture = await OpenAsync();
        var trade = await OpenTradeAsync(fixture);

        await DriveAsync(fixture, trade, new PositionState((decimal)standing, 67_000m, IsShared: isShared));

        Assert.Equal(((decimal)standing, closesAll), (Assert.Single(_sent).Quantity, _sent[0].ClosesAll));
    }

    [Fact]
    public async Task Refused_exit_is_in_the_story()
    {
        await using var fixture = await OpenAsync();
        var trade = await OpenTradeAsync(fixture);

        await DriveAsync(fixture, trade, Guarded, exit: Refused);

        Assert.Equal(["exitSent", "exitRejected"], (await fixture.Driver.StoryAsync(trade.Id)).TakeLast(2));
        Assert.Equal(OrderStatus.Rejected, (await fixture.Driver.OrderAsync(trade.Id, OrderRole.Exit)).Status);
    }

    [Theory]
    [InlineData("exit", OrderLinkId.MaxAttempt, false, 1)]
    [InlineData("exit", OrderLinkId.MaxAttempt + 1, false, 0)]
    // Of the last stop that a trade can have none comes after, so it is not taken away for a try.
    [InlineData("stop", OrderLinkId.MaxAttempt, true, 1)]
    [InlineData("stop", OrderLinkId.MaxAttempt + 1, true, 0)]
    [InlineData("stop", OrderLinkId.MaxAttempt + 1, false, 1)]
    public async Task Exit_is_tried_as_long_as_ids_are_left_for_it_and_for_a_stop(string role, int orders, bool isGuarded, int sent)
    {
        await using var fixture = await OpenAsync();
        var trade = await OpenTradeAsync(fixture);
        await ExitAsync(fixture, trade, OrderStatus.Rejected, createdAgo: 3600, updatedAgo: 3600);
        await database.ExecuteAsync($"""
            insert into trading.orders
                select (jsonb_populate_record(o, jsonb_build_object('link_id', 'n' || n, 'role', '{role}'))).*
                from trading.orders o, generate_series({(role == "exit" ? 2 : 1)}, {orders}) n where o.role = 'exit';
            """);

        await DriveAsync(fixture, trade, isGuarded ? Guarded : Bare);

        Assert.Equal(sent, _sent.Count);
    }

    // In seconds, after how long it is looked at again.
    private async Task<double> DriveAsync(
        TradingFixture fixture, TradeRecord trade, PositionState holding, SubmitOutcome? stop = null, SubmitOutcome? exit = null)
    {
        var orders = AnsweredExchange<OrderIntent>.Of(fixture.Exchange, intent =>
        {
            _sent.Add(intent);
            return exit ?? Accepted;
        });
        var exchange = AnsweredExchange<TradingStop>.Of(orders, asked =>
        {
            _stops.Add(asked);
            return stop ?? Accepted;
        });
        var executor = new ExitExecutor(
            exchange, fixture.Ledger, fixture.Service<INotificationStore>(),
            new UnansweredOrder(exchange, fixture.Ledger, _time), _time);
        return (await executor.DriveAsync(
            fixture.FuturesOf(exchange, _time), trade, holding, Token)).TotalSeconds;
    }

    private async Task RefusedExitsAsync(TradingFixture fixture, TradeRecord trade, int count, double secondsAgo)
    {
        for (var attempt = 0; attempt < count; attempt++)
            await ExitAsync(fixture, trade, OrderStatus.Rejected, 60 - attempt, secondsAgo, Open, attempt);
    }

    private async Task<OrderLinkId> ExitAsync(
        TradingFixture fixture, TradeRecord trade, OrderStatus status, double createdAgo, double updatedAgo, decimal quantity = Open,
        int attempt = 0)
    {
        var intent = fixture.Service<FuturesPositions>().ExitIntent(trade, new ExitOrder(quantity, attempt, ClosesAll: false));
        var update = new OrderUpdate(intent.LinkId, status, Reason: $"Refusal {attempt}.");
        await OrderAsync(fixture, trade, OrderRole.Exit, intent, update, createdAgo, updatedAgo);
        return intent.LinkId;
    }

    private Task StopAsync(TradingFixture fixture, TradeRecord trade, int attempt, OrderStatus status, double updatedAgo)
    {
        var intent = fixture.Service<FuturesPositions>().ExitIntent(trade, new ExitOrder(Open, attempt, ClosesAll: false)) with
        {
            LinkId = OrderLinkId.For(trade.Id, OrderRole.Stop, attempt),
        };
        return OrderAsync(fixture, trade, OrderRole.Stop, intent, new OrderUpdate(intent.LinkId, status), 60, updatedAgo);
    }

    private async Task OrderAsync(
        TradingFixture fixture, TradeRecord trade, OrderRole role, OrderIntent intent, OrderUpdate update, double createdAgo,
        double updatedAgo)
    {
        var now = _time.GetUtcNow();
        await fixture.Ledger.IntendOrderAsync(trade.Id, role, intent, TradeEvents.ExitSent(intent), now.AddSeconds(-createdAgo), Token);
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
