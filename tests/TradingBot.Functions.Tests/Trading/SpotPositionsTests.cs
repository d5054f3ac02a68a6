using TradingBot.Trading.Exchange;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Strategies;
using TradingBot.Core.Trades;
using TradingBot.Trading.Positions;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>
/// What of a spot trade can be sold, by its books and by the wallet, and how its stop is put up. The trade has bought 0.01 and paid a
/// thousandth of it as the fee.
/// </summary>
public sealed class SpotPositionsTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private const decimal Bought = 0.00999m;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Wallet_of_a_new_trade_is_not_asked_while_nothing_was_refused()
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync();

        Assert.Equal(new PositionState(Bought, trade.PlannedStopLoss), await ReadAsync(fixture, trade, WithWallet(fixture, 0, 0)));
        await RefuseExitAsync(fixture, trade);

        Assert.Equal(new PositionState(0, null, Bought), await ReadAsync(fixture, trade, WithWallet(fixture, 0, 0)));
    }

    [Theory]
    // All of it is bound by our stop, or none of it, or a part.
    [InlineData(0.00999, 0.00999, 0.00999, 0.00999, 0)]
    [InlineData(0.00999, 0, 0.00999, 0.00999, 0)]
    [InlineData(0.00999, 0.004, 0.00999, 0.00999, 0)]
    // More is bound than our stop holds: an order of a person.
    [InlineData(0.012, 0.012, 0.004, 0.004, 0.00599)]
    [InlineData(0.02, 0.015, 0.004, 0.009, 0.00099)]
    // Less is bound than our stop holds: it has ended at the exchange.
    [InlineData(0.001, 0.001, 0.00999, 0.001, 0.00899)]
    // More is bound than the wallet holds.
    [InlineData(0.004, 0.006, 0.00999, 0.004, 0.00599)]
    // A rest too small for an order is not missing.
    [InlineData(0.00997, 0, 0.00999, 0.00997, 0)]
    public async Task After_a_refusal_only_what_the_wallet_holds_free_or_for_our_stop_can_be_sold(
        double wallet, double locked, double guarded, double quantity, double missing)
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync();
        await RefuseExitAsync(fixture, trade);
        await database.ExecuteAsync($"update trading.orders set quantity = {(decimal)guarded} where role = 'stop'");

        var state = await ReadAsync(fixture, trade, WithWallet(fixture, (decimal)wallet, (decimal)locked));

        Assert.Equal(((decimal)quantity, (decimal)missing), (state.Quantity, state.Missing));
    }

    [Theory]
    [InlineData(9.0, false)]
    [InlineData(10.5, true)]
    public async Task Wallet_is_asked_now_and_then_once_the_trade_has_come_to_rest(double seconds, bool isAsked)
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync();
        var wallet = new RecentWallet(WithWallet(fixture, 0.0095m, 0.00999m), fixture.Clock);
        await fixture.PassAsync(TimeSpan.FromSeconds(seconds));

        var state = await ReadAsync(fixture, trade, fixture.Exchange, wallet);

        Assert.Equal(isAsked ? (0.0095m, 0.00049m, 0.00049m) : (Bought, 0m, 0m), (state.Quantity, state.Missing, state.Overguarded));
        // A stop for more than is there is none.
        Assert.Equal(isAsked ? null : trade.PlannedStopLoss, state.StopLoss);
    }

    [Theory]
    [InlineData(1, "60000", "0.00999 missing 0")]
    // Bought for more than the smallest order and worth less now: gone as far as the bot can sell.
    [InlineData(500, "40000", "0 missing 0.00999")]
    // Never worth an order.
    [InlineData(5000, "60000", "0 missing 0")]
    public async Task Coins_below_the_smallest_order_cannot_be_sold(int smallest, string price, string held)
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync();
        await RefuseExitAsync(fixture, trade);
        var market = AlteredExchange<Instrument?>.Of(
            fixture.Exchange, nameof(IExchange.FindInstrumentAsync), found => found! with { MinNotional = smallest });

        var state = await ReadAsync(fixture, trade, WithPrice(market, decimal.Parse(price)));

        Assert.Equal(held, $"{state.Quantity:0.#####} missing {state.Missing:0.#####}");
    }

    [Fact]
    public async Task Coins_of_a_market_that_is_listed_no_more_are_missing()
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync();
        var delisted = AlteredExchange<Instrument?>.Of(fixture.Exchange, nameof(IExchange.FindInstrumentAsync), static _ => null);

        Assert.Equal(new PositionState(0, null, Bought), await ReadAsync(fixture, trade, delisted));
    }

    [Fact]
    public async Task Stop_guards_only_what_it_has_not_sold_yet()
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync();
        await database.ExecuteAsync("update trading.orders set filled_quantity = 0.004 where role = 'stop'");

        // What it tells as sold stands no more, and is missing until its execution is booked.
        Assert.Equal(
            new PositionState(Bought - 0.004m, trade.PlannedStopLoss, 0.004m), await ReadAsync(fixture, trade, fixture.Exchange));
    }

    [Fact]
    public async Task Stop_without_an_answer_says_nothing_of_where_the_coins_are_guarded()
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync();
        await IntendStopAsync(fixture, trade, trade.PlannedStopLoss!.Value - 5_000m);

        Assert.Equal(new PositionState(Bought, trade.PlannedStopLoss), await ReadAsync(fixture, trade, fixture.Exchange));
    }

    [Theory]
    [InlineData("0.1", true)]
    [InlineData("0", false)]
    [InlineData("-0.1", false)]
    public async Task Stop_is_put_up_only_below_the_price(string above, bool isSent)
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync();
        await database.ExecuteAsync("update trading.orders set status = 'cancelled' where role = 'stop'");
        var sent = new List<OrderIntent>();
        var exchange = Answering(WithPrice(fixture.Exchange, trade.PlannedStopLoss!.Value + decimal.Parse(above)), sent, Accepted);

        var outcome = await PlaceAsync(fixture, trade, exchange, new PositionState(Bought, null));

        Assert.Equal(isSent ? Accepted : "The price is beyond that stop already.", TextOf(outcome));
        Assert.Equal(isSent ? [(Bought, trade.PlannedStopLoss)] : [], sent.Select(static stop => (stop.Quantity, stop.TriggerPrice)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Looser_stop_is_put_back_unless_moved_stops_are_kept(bool areKept)
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync() with { KeepsMovedStops = areKept };
        await database.ExecuteAsync("update trading.orders set quantity = 0.004, trigger_price = trigger_price - 1000 where role = 'stop'");
        var (sent, amended) = (new List<OrderIntent>(), new List<OrderAmendment>());
        var exchange = AnsweredExchange<OrderAmendment>.Of(Answering(fixture.Exchange, sent, Accepted), amendment =>
        {
            amended.Add(amendment);
            return Refusal;
        });

        var outcome = await PlaceAsync(fixture, trade, exchange, new PositionState(Bought, null));

        if (areKept)
        {
            // The rest that is not guarded gets a stop of its own.
            Assert.Equal([(0.00599m, trade.PlannedStopLoss)], sent.Select(static stop => (stop.Quantity, stop.TriggerPrice)));
            Assert.Empty(amended);
            Assert.Equal(Accepted, TextOf(outcome));
            return;
        }

        Assert.Empty(sent);
        Assert.Equal(trade.PlannedStopLoss, Assert.Single(amended).TriggerPrice);
        Assert.Equal(["stopSent", "stopRefused"], (await fixture.Driver.StoryAsync(trade.Id)).TakeLast(2));
        // It may have been filled or cancelled at this moment: no refusal that closes the trade.
        Assert.IsType<SubmitOutcome.Unknown>(outcome);
    }

    [Fact]
    public async Task Third_stop_that_is_refused_counts_as_refused_and_a_refused_exit_not_as_one_of_them()
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync();
        await RefuseExitAsync(fixture, trade);
        await database.ExecuteAsync("update trading.orders set status = 'cancelled' where role = 'stop'");
        var exchange = Answering(fixture.Exchange, [], answer: null);

        Assert.IsType<SubmitOutcome.Unknown>(await PlaceAsync(fixture, trade, exchange, new PositionState(Bought, null)));
        Assert.IsType<SubmitOutcome.Unknown>(await PlaceAsync(fixture, trade, exchange, new PositionState(Bought, null)));
        Assert.IsType<SubmitOutcome.Rejected>(await PlaceAsync(fixture, trade, exchange, new PositionState(Bought, null)));
    }

    [Theory]
    [InlineData(OrderLinkId.MaxAttempt, true)]
    [InlineData(OrderLinkId.MaxAttempt + 1, false)]
    public async Task Stop_takes_the_last_id_and_none_after_it(int stops, bool isSent)
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync();
        await database.ExecuteAsync($"""
            update trading.orders set status = 'cancelled' where role = 'stop';
            insert into trading.orders
                select (jsonb_populate_record(o, jsonb_build_object('link_id', 'n' || n))).*
                from trading.orders o, generate_series(2, {stops}) n where o.role = 'stop';
            """);
        var sent = new List<OrderIntent>();

        var outcome = await PlaceAsync(fixture, trade, Answering(fixture.Exchange, sent, Accepted), new PositionState(Bought, null));

        Assert.Equal(isSent ? Accepted : "The trade has no ids for stops left.", TextOf(outcome));
        Assert.Equal(isSent ? 1 : 0, sent.Count);
    }

    [Theory]
    [InlineData("-0.1", false)]
    [InlineData("0", true)]
    [InlineData("0.1", true)]
    public async Task Target_is_reached_at_its_price_and_not_before(string above, bool isReached)
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync();
        var exchange = WithPrice(fixture.Exchange, trade.Targets[0].Price + decimal.Parse(above));

        Assert.Equal(isReached, await PositionsOf(fixture, exchange).IsTargetReachedAsync(trade, Token));
        Assert.False(await PositionsOf(fixture, exchange).IsTargetReachedAsync(trade with { Targets = [] }, Token));
    }

    private const string Accepted = "exchange-1";

    private static readonly SubmitOutcome Refusal =
        new SubmitOutcome.Rejected(new ExchangeError(170_131, "Not enough coins.", RetryGuidance.Permanent));

    private static string? TextOf(SubmitOutcome outcome) => outcome switch
    {
        SubmitOutcome.Accepted accepted => accepted.ExchangeOrderId,
        SubmitOutcome.Rejected rejected => rejected.Error.Message,
        _ => null,
    };

    private static IExchange Answering(IExchange exchange, List<OrderIntent> sent, string? answer) =>
        AnsweredExchange<OrderIntent>.Of(exchange, intent =>
        {
            sent.Add(intent);
            return answer is null ? Refusal : new SubmitOutcome.Accepted(answer);
        });

    private static IExchange WithWallet(TradingFixture fixture, decimal wallet, decimal locked) => AlteredExchange<AccountBalance>.Of(
        fixture.Exchange,
        nameof(IExchange.GetBalanceAsync),
        balance => balance with
        {
            Coins = [new CoinBalance("ETH", 9, 9, 0, 0, null), new CoinBalance("BTC", wallet, wallet, locked, 0, null)],
        });

    private static IExchange WithPrice(IExchange exchange, decimal price) => AlteredExchange<Ticker>.Of(
        exchange, nameof(IExchange.GetTickerAsync), ticker => ticker with { LastPrice = price });

    private static SpotPositions PositionsOf(TradingFixture fixture, IExchange exchange, RecentWallet? wallet = null) => new(
        exchange, fixture.Ledger, new UnansweredOrder(exchange, fixture.Ledger, fixture.Clock),
        wallet ?? new RecentWallet(exchange, fixture.Clock), fixture.Clock);

    private static async Task<PositionState> ReadAsync(
        TradingFixture fixture, TradeRecord trade, IExchange exchange, RecentWallet? wallet = null) =>
        await PositionsOf(fixture, exchange, wallet).ReadAsync(trade, await fixture.Driver.EntryAsync(trade.Id), Token);

    private static Task<SubmitOutcome> PlaceAsync(TradingFixture fixture, TradeRecord trade, IExchange exchange, PositionState holding) =>
        PositionsOf(fixture, exchange).GuardAsync(trade, holding, Token);

    private static async Task RefuseExitAsync(TradingFixture fixture, TradeRecord trade)
    {
        var intent = fixture.Service<SpotPositions>().ExitIntent(trade, new ExitOrder(Bought, Attempt: 0, ClosesAll: false));
        var now = fixture.Clock.GetUtcNow();
        await fixture.Ledger.IntendOrderAsync(trade.Id, OrderRole.Exit, intent, TradeEvents.ExitSent(intent), now, Token);
        await fixture.Ledger.UpdateOrderAsync(trade.Id, new OrderUpdate(intent.LinkId, OrderStatus.Rejected), line: null, now, Token);
    }

    private static async Task IntendStopAsync(TradingFixture fixture, TradeRecord trade, decimal trigger)
    {
        var intent = fixture.Service<SpotPositions>().ExitIntent(trade, new ExitOrder(Bought, Attempt: 0, ClosesAll: false)) with
        {
            LinkId = OrderLinkId.For(trade.Id, OrderRole.Stop, 1),
            TriggerPrice = trigger,
        };
        await fixture.Ledger.IntendOrderAsync(
            trade.Id, OrderRole.Stop, intent, TradeEvents.StopSent(intent), fixture.Clock.GetUtcNow(), Token);
    }

    private async Task<TradingFixture> OpenAsync()
    {
        var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync(
            strategy => strategy with { Category = Category.Spot, Leverage = null, Direction = AllowedDirection.Long });
        return fixture;
    }
}
