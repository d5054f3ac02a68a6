using Microsoft.Extensions.Time.Testing;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Trades;
using TradingBot.Trading.Exchange;
using TradingBot.Trading.Positions;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>
/// Several stops of one spot trade, of which each guards a part: which of them is waited for, put back, sent again or taken away.
/// </summary>
public sealed class SpotStopsTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private const decimal Bought = 0.00999m;

    private static readonly SubmitOutcome Refusal =
        new SubmitOutcome.Rejected(new ExchangeError(170_131, "Not enough coins.", RetryGuidance.Permanent));

    private readonly FakeTimeProvider _time = StoppedClock.Create();
    private readonly List<OrderIntent> _sent = [];
    private readonly List<OrderAmendment> _amended = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0.9, 0)]
    [InlineData(1, 1)]
    public async Task Stop_without_an_answer_beside_one_that_stands_is_waited_for_and_sent_again_as_it_was(double secondsAgo, int sent)
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync();
        await GuardAsync(0.004m);
        var lower = trade.PlannedStopLoss!.Value - 7m;
        var pending = await StopAsync(fixture, trade, attempt: 1, 0.003m, lower, OrderStatus.Unknown, secondsAgo);

        var outcome = await PlaceAsync(fixture, trade, new PositionState(Bought, null));

        Assert.Equal("The stop order is not visible yet.", Assert.IsType<SubmitOutcome.Unknown>(outcome).Error.Message);
        Assert.Equal(
            Enumerable.Repeat((pending, 0.003m, (decimal?)lower, OrderSide.Sell, Category.Spot), sent),
            _sent.Select(static stop => (stop.LinkId, stop.Quantity, stop.TriggerPrice, stop.Side, stop.Category)));
    }

    [Fact]
    public async Task Rest_that_no_stop_guards_gets_one_of_its_own_beside_two_others()
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync();
        await GuardAsync(0.004m);
        await StopAsync(fixture, trade, attempt: 1, 0.003m, trade.PlannedStopLoss!.Value, OrderStatus.Open);

        Assert.IsType<SubmitOutcome.Accepted>(await PlaceAsync(fixture, trade, new PositionState(Bought, null)));

        Assert.Equal((OrderLinkId.For(trade.Id, OrderRole.Stop, 2), 0.00299m), (Assert.Single(_sent).LinkId, _sent[0].Quantity));
    }

    [Theory]
    [InlineData(-7, -7)]
    [InlineData(7, 0)]
    public async Task Loosest_of_two_stops_is_the_one_that_the_coins_are_guarded_by(int second, int loosest)
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync();
        await GuardAsync(0.004m);
        await StopAsync(fixture, trade, attempt: 1, 0.00599m, trade.PlannedStopLoss!.Value + second, OrderStatus.Open);

        var entry = await fixture.Driver.EntryAsync(trade.Id);
        var state = await PositionsOf(fixture, fixture.Exchange).ReadAsync(trade, entry, Token);

        Assert.Equal(trade.PlannedStopLoss + loosest, state.StopLoss);
    }

    [Fact]
    public async Task Second_of_two_stops_is_put_back_when_it_is_the_looser_one()
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync();
        await GuardAsync(0.004m);
        var second = await StopAsync(fixture, trade, attempt: 1, 0.003m, trade.PlannedStopLoss!.Value - 1000m, OrderStatus.Open);

        await PlaceAsync(fixture, trade, new PositionState(Bought, trade.PlannedStopLoss - 1000m));

        Assert.Equal((second, trade.PlannedStopLoss), (Assert.Single(_amended).LinkId, _amended[0].TriggerPrice));
        Assert.Empty(_sent);
        var asked = (await fixture.Ledger.ReadStoryAsync(trade.Id, Token))!.Events.Last(static line => line.Kind == "stopSent");
        Assert.Equal(trade.PlannedStopLoss, decimal.Parse((string)asked.Data!["stopLoss"]!));
    }

    // What a stop has sold already it guards no more: the first one is the smaller one for all its quantity.
    [Fact]
    public async Task Of_stops_for_more_than_is_there_the_one_that_guards_most_is_taken_back()
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync();
        await database.ExecuteAsync("update trading.orders set quantity = 0.008, filled_quantity = 0.007 where role = 'stop'");
        var largest = await StopAsync(fixture, trade, attempt: 1, 0.005m, trade.PlannedStopLoss!.Value, OrderStatus.Open);

        var outcome = await PlaceAsync(fixture, trade, new PositionState(0.003m, null));

        Assert.Contains("taken back", Assert.IsType<SubmitOutcome.Unknown>(outcome).Error.Message, StringComparison.Ordinal);
        var cancel = Assert.Single(await fixture.Controls.SentAsync(PaperExchangeControls.Cancel));
        Assert.Equal((largest.Value, "tpslOrder"), ((string?)cancel["orderLinkId"], (string?)cancel["orderFilter"]));
        Assert.Empty(_sent);
    }

    [Fact]
    public async Task Stop_for_all_that_is_there_is_not_too_large()
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync();

        await PlaceAsync(fixture, trade with { PlannedStopLoss = trade.PlannedStopLoss + 10m }, new PositionState(Bought, null));

        Assert.Single(_amended);
        Assert.Empty(await fixture.Controls.SentAsync(PaperExchangeControls.Cancel));
    }

    [Fact]
    public async Task All_stops_are_cancelled_for_an_exit_at_once()
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync();
        var first = (await fixture.Driver.OrderAsync(trade.Id, OrderRole.Stop)).LinkId;
        var second = await StopAsync(fixture, trade, attempt: 1, 0.003m, trade.PlannedStopLoss!.Value, OrderStatus.Open);

        Assert.False(await PositionsOf(fixture, fixture.Exchange).ReleaseAsync(trade, new PositionState(0.01m, null), Token));

        Assert.Equal(
            [(first.Value, "tpslOrder"), (second.Value, "tpslOrder")],
            (await fixture.Controls.SentAsync(PaperExchangeControls.Cancel)).Select(static cancel =>
                ((string?)cancel["orderLinkId"], (string?)cancel["orderFilter"])));
    }

    // One that was taken and is shown no more has ended; one without an answer may still arrive.
    [Theory]
    [InlineData(OrderStatus.Open, OrderStatus.Cancelled)]
    [InlineData(OrderStatus.Sent, OrderStatus.Sent)]
    [InlineData(OrderStatus.Unknown, OrderStatus.Unknown)]
    public async Task Stop_that_is_not_shown_binds_no_coins_once_it_was_taken(OrderStatus status, OrderStatus after)
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync();
        await database.ExecuteAsync("update trading.orders set status = 'cancelled' where role = 'stop'");
        await StopAsync(fixture, trade, attempt: 1, 0.003m, trade.PlannedStopLoss!.Value, status, secondsAgo: 0.5);

        Assert.False(await PositionsOf(fixture, fixture.Exchange).ReleaseAsync(trade, new PositionState(0.01m, null), Token));

        Assert.Equal(after, (await fixture.Driver.OrderAsync(trade.Id, OrderRole.Stop)).Status);
        Assert.Equal(
            after.IsFinal(), await PositionsOf(fixture, fixture.Exchange).ReleaseAsync(trade, new PositionState(0.01m, null), Token));
    }

    [Theory]
    [InlineData(0.9, 0)]
    [InlineData(1, 1)]
    public async Task Stop_without_an_answer_is_sent_again_as_it_was_when_its_coins_are_let_go(double secondsAgo, int sent)
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync();
        await GuardAsync(0.004m);
        var lower = trade.PlannedStopLoss!.Value - 7m;
        var pending = await StopAsync(fixture, trade, attempt: 1, 0.003m, lower, OrderStatus.Unknown, secondsAgo);

        Assert.False(await PositionsOf(fixture, Recording(fixture.Exchange)).ReleaseAsync(trade, new PositionState(0.01m, null), Token));

        Assert.Equal(
            Enumerable.Repeat((pending, 0.003m, (decimal?)lower, OrderSide.Sell), sent),
            _sent.Select(static stop => (stop.LinkId, stop.Quantity, stop.TriggerPrice, stop.Side)));
        var status = (await fixture.Driver.OrderAsync(trade.Id, OrderRole.Stop)).Status;
        Assert.Equal(sent == 0 ? OrderStatus.Unknown : OrderStatus.Open, status);
    }

    [Theory]
    [InlineData(500, 500, true)]
    [InlineData(500, 501, false)]
    [InlineData(-500, 0, false)]
    [InlineData(-500, -500, true)]
    public async Task Stop_is_passed_where_it_stood_last_and_not_where_it_was_planned(int moved, int price, bool isPassed)
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync();
        var exchange = AlteredExchange<Ticker>.Of(
            fixture.Exchange,
            nameof(IExchange.GetTickerAsync),
            ticker => ticker with { LastPrice = trade.PlannedStopLoss!.Value + price });

        Assert.Equal(
            isPassed,
            await PositionsOf(fixture, exchange).IsStopPassedAsync(
                trade with { StopLoss = trade.PlannedStopLoss + moved }, new PositionState(trade.OpenQuantity, StopLoss: null), Token));
    }

    [Fact]
    public async Task Two_that_look_at_once_send_one_stop()
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync();
        await database.ExecuteAsync("update trading.orders set status = 'cancelled' where role = 'stop'");
        using var both = new Barrier(2);
        // Each has read the orders before it asks for the price: neither knows of the other's stop.
        var exchange = AlteredExchange<Ticker>.Of(fixture.Exchange, nameof(IExchange.GetTickerAsync), ticker =>
        {
            Assert.True(both.SignalAndWait(TimeSpan.FromSeconds(30), Token));
            return ticker;
        });

        await Task.WhenAll(
            Task.Run(() => PlaceAsync(fixture, trade, new PositionState(Bought, null), exchange), Token),
            Task.Run(() => PlaceAsync(fixture, trade, new PositionState(Bought, null), exchange), Token));

        Assert.Equal(OrderLinkId.For(trade.Id, OrderRole.Stop, 1), Assert.Single(_sent).LinkId);
    }

    private Task<SubmitOutcome> PlaceAsync(TradingFixture fixture, TradeRecord trade, PositionState holding, IExchange? venue = null) =>
        PositionsOf(fixture, Recording(venue ?? fixture.Exchange)).GuardAsync(trade, holding, Token);

    // Takes every order and refuses every amendment.
    private IExchange Recording(IExchange venue)
    {
        var orders = AnsweredExchange<OrderIntent>.Of(venue, intent =>
        {
            lock (_sent)
                _sent.Add(intent);
            return new SubmitOutcome.Accepted("exchange-1");
        });
        return AnsweredExchange<OrderAmendment>.Of(orders, amendment =>
        {
            _amended.Add(amendment);
            return Refusal;
        });
    }

    private SpotPositions PositionsOf(TradingFixture fixture, IExchange exchange) => new(
        exchange, fixture.Ledger, new UnansweredOrder(exchange, fixture.Ledger, _time), new RecentWallet(exchange, _time), _time);

    // By the books only.
    private Task GuardAsync(decimal quantity) =>
        database.ExecuteAsync($"update trading.orders set quantity = {quantity} where role = 'stop'");

    // A further stop that our books know and the exchange does not show.
    private async Task<OrderLinkId> StopAsync(
        TradingFixture fixture, TradeRecord trade, int attempt, decimal quantity, decimal trigger, OrderStatus status,
        double secondsAgo = 10)
    {
        var intent = fixture.Service<SpotPositions>().ExitIntent(trade, new ExitOrder(quantity, Attempt: 0, ClosesAll: false)) with
        {
            LinkId = OrderLinkId.For(trade.Id, OrderRole.Stop, attempt),
            TriggerPrice = trigger,
        };
        var at = _time.GetUtcNow().AddSeconds(-secondsAgo);
        await fixture.Ledger.IntendOrderAsync(trade.Id, OrderRole.Stop, intent, TradeEvents.StopSent(intent), at, Token);
        if (status != OrderStatus.Sent)
            await fixture.Ledger.UpdateOrderAsync(trade.Id, new OrderUpdate(intent.LinkId, status), line: null, at, Token);
        return intent.LinkId;
    }

    private async Task<TradingFixture> OpenAsync()
    {
        var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync(RestingEntry.Spot);
        return fixture;
    }
}
