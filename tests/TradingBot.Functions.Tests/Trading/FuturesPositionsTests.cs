using System.Globalization;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Trades;
using TradingBot.Trading.Positions;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>Whose a position is, from what the books, the entry order and the exchange say of it.</summary>
public sealed class FuturesPositionsTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private const decimal Stop = 55_000m;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    // The books hold all of it.
    [InlineData(0.01, 0, 0.01, OrderStatus.Filled, 0.01, 0.01, "0.01")]
    [InlineData(0.01, 0, 0.01, OrderStatus.Filled, 0.01, 0.03, "0.01 shared")]
    [InlineData(0.01, 0, 0.01, OrderStatus.Filled, 0.01, 0.004, "0.004 missing 0.006")]
    [InlineData(0.01, 0, 0.01, OrderStatus.Filled, 0.01, 0, "0 missing 0.01")]
    [InlineData(0.01, 0.006, 0.01, OrderStatus.Filled, 0.01, 0.02, "0.004 shared")]
    [InlineData(0.01, 0.01, 0.01, OrderStatus.Filled, 0.01, 0.02, "0 shared")]
    // Filled and not booked yet: the order in the books tells how much, or else the exchange.
    [InlineData(0.004, 0, 0.01, OrderStatus.PartiallyFilled, 0.01, 0.05, "0.01 shared")]
    [InlineData(0.004, 0, 0.01, OrderStatus.PartiallyFilled, 0.01, 0.007, "0.007")]
    [InlineData(0.004, 0, 0.004, OrderStatus.PartiallyFilled, 0.01, 0.05, "0.004 shared")]
    [InlineData(0, 0, 0, OrderStatus.Open, 0.01, 0.01, "0.01")]
    [InlineData(0, 0, 0, OrderStatus.Open, 0.01, 0.03, "0.01 shared")]
    // A person's, while the entry waits or has ended without a fill.
    [InlineData(0, 0, 0, OrderStatus.Open, 0, 0.03, "0 shared foreign")]
    [InlineData(0, 0, 0, OrderStatus.Cancelled, 0.01, 0.03, "0 shared foreign")]
    public async Task Position_is_the_trades_as_far_as_the_trade_was_filled(
        double filled, double exited, double entryFilled, OrderStatus status, double shown, double standing, string held)
    {
        await using var fixture = await OpenAsync();
        var id = (await fixture.Driver.OpenAsync()).Id;
        var trade = await fixture.Driver.TradeAsync(id) with { FilledQuantity = (decimal)filled, ExitedQuantity = (decimal)exited };
        var entry = await fixture.Driver.EntryAsync(id, order => order with { FilledQuantity = (decimal)entryFilled, Status = status });
        var positions = PositionsOf(fixture, (decimal)shown, PositionOf(Direction.Long, (decimal)standing));

        var state = await positions.ReadAsync(trade, entry, Token);

        Assert.Equal(held, TextOf(state));
        Assert.Equal(state.Quantity > 0 ? Stop : null, state.StopLoss);
    }

    [Theory]
    [InlineData(true, 0.004, 0.011, "0.006 shared")]
    [InlineData(true, 0.004, 0.006, "0.006 missing 0.004")]
    [InlineData(true, 0.01, 0.005, "0 missing 0.005 shared")]
    [InlineData(false, 0.004, 0.006, "0.006 missing 0.004")]
    public async Task What_an_exit_tells_as_closed_is_no_more_the_trades_before_it_is_booked(
        bool isClosingAll, double exitFilled, double standing, string held)
    {
        await using var fixture = await OpenAsync();
        var id = (await fixture.Driver.OpenAsync()).Id;
        var entry = await fixture.Driver.EntryAsync(id);
        await database.ExecuteAsync(string.Create(CultureInfo.InvariantCulture, $"""
            insert into trading.orders
                select (jsonb_populate_record(o, jsonb_build_object('link_id', 'n', 'role', 'exit', 'filled_quantity', {exitFilled}))).*
                from trading.orders o where o.role = 'entry'
            """));
        var trade = await fixture.Driver.TradeAsync(id) with
        {
            CloseRequestedAt = isClosingAll ? fixture.Clock.GetUtcNow() : null,
            Reduction = isClosingAll ? null : new Reduction(0.004m, 0, fixture.Clock.GetUtcNow()),
        };

        var state = await PositionsOf(fixture, 0, PositionOf(Direction.Long, (decimal)standing)).ReadAsync(trade, entry, Token);

        Assert.Equal(held, TextOf(state));
    }

    [Fact]
    public async Task Leg_of_the_other_side_is_neither_the_trades_nor_its_stop()
    {
        await using var fixture = await OpenAsync();
        var id = (await fixture.Driver.OpenAsync()).Id;
        var (trade, entry) = (await fixture.Driver.TradeAsync(id), await fixture.Driver.EntryAsync(id));
        var (other, own) = (PositionOf(Direction.Short, 0.03m), PositionOf(Direction.Long, 0.01m) with { StopLoss = 1m });

        var beside = await PositionsOf(fixture, 0, other, own).ReadAsync(trade, entry, Token);
        var alone = await PositionsOf(fixture, 0, other).ReadAsync(trade, entry, Token);

        Assert.Equal(new PositionState(0.01m, 1m), beside);
        Assert.Equal(new PositionState(0, null, Missing: 0.01m), alone);
    }

    [Theory]
    [InlineData(null, true, true)]
    [InlineData(54_000.0, true, false)]
    [InlineData(null, false, false)]
    public async Task Target_goes_with_the_stop_only_where_none_stands(double? standing, bool hasTarget, bool isSent)
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.TradeAsync(await fixture.Driver.ApproveAsync());
        trade = hasTarget ? trade : trade with { Targets = [] };
        TradingStop? sent = null;
        var exchange = AnsweredExchange<TradingStop>.Of(fixture.Exchange, stop =>
        {
            sent = stop;
            return new SubmitOutcome.Accepted("");
        });

        await fixture.FuturesOf(exchange, fixture.Clock)
            .GuardAsync(trade, new PositionState(0.01m, (decimal?)standing), Token);

        Assert.Equal((trade.PlannedStopLoss, isSent ? trade.Targets[0].Price : null), (sent!.StopLoss, sent.TakeProfit));
        Assert.Equal(["stopSent", "stopAccepted"], (await fixture.Driver.StoryAsync(trade.Id)).TakeLast(2));
        var asked = (await fixture.Ledger.ReadStoryAsync(trade.Id, Token))!.Events[^2];
        Assert.Equal(trade.PlannedStopLoss, decimal.Parse((string)asked.Data!["stopLoss"]!));
    }

    [Theory]
    [InlineData(Category.Linear, "ETHUSDT")]
    [InlineData(Category.Inverse, "BTCUSD")]
    public async Task Stop_and_exit_go_to_the_market_of_the_trade(Category category, string symbol)
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.TradeAsync(await fixture.Driver.ApproveAsync()) with
        {
            Category = category,
            Symbol = Symbol.Parse(symbol),
        };
        TradingStop? sent = null;
        var exchange = AnsweredExchange<TradingStop>.Of(fixture.Exchange, stop =>
        {
            sent = stop;
            return new SubmitOutcome.Rejected(new ExchangeError(110_043, "No such stop.", RetryGuidance.Permanent));
        });
        var positions = fixture.FuturesOf(exchange, fixture.Clock);

        Assert.IsType<SubmitOutcome.Rejected>(await positions.GuardAsync(trade, new PositionState(0.01m, null), Token));
        var exit = positions.ExitIntent(trade, new ExitOrder(0.01m, Attempt: 0, ClosesAll: false));

        Assert.Equal((category, symbol), (sent!.Category, sent.Symbol.Value));
        Assert.Equal((category, symbol), (exit.Category, exit.Symbol.Value));
        Assert.Equal(["stopSent", "stopRefused"], (await fixture.Driver.StoryAsync(trade.Id)).TakeLast(2));
    }

    [Theory]
    [InlineData(Direction.Long, OrderSide.Sell, true)]
    [InlineData(Direction.Short, OrderSide.Buy, false)]
    public async Task Exit_order_is_reduce_only_and_closes_all_where_it_is_to(Direction direction, OrderSide side, bool closesAll)
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.TradeAsync(await fixture.Driver.ApproveAsync()) with { Direction = direction };

        var intent = fixture.Service<FuturesPositions>().ExitIntent(trade, new ExitOrder(0.003m, Attempt: 2, closesAll));

        Assert.Equal(
            new OrderIntent
            {
                LinkId = OrderLinkId.For(trade.Id, OrderRole.Exit, 2),
                Category = Category.Linear,
                Symbol = TradeDriver.Btc,
                Side = side,
                Type = OrderType.Market,
                Quantity = 0.003m,
                ReduceOnly = true,
                ClosesAll = closesAll,
            },
            intent);
    }

    private static string TextOf(PositionState state) =>
        $"{state.Quantity:0.###}{(state.Missing == 0 ? "" : $" missing {state.Missing:0.###}")}"
            + (state.IsShared ? " shared" : "") + (state.Foreign is null ? "" : " foreign");

    // The order as the exchange shows it, and what stands there.
    private static FuturesPositions PositionsOf(TradingFixture fixture, decimal shown, params IReadOnlyList<ExchangePosition> positions)
    {
        var orders = AlteredExchange<ExchangeOrder?>.Of(
            fixture.Exchange, nameof(IExchange.FindOrderAsync), order => order! with { FilledQuantity = shown });
        var exchange = AlteredExchange<IReadOnlyList<ExchangePosition>>.Of(
            orders, nameof(IExchange.GetPositionsAsync), _ => [.. positions.Where(static position => position.Quantity > 0)]);
        return fixture.FuturesOf(exchange, fixture.Clock);
    }

    private static ExchangePosition PositionOf(Direction direction, decimal quantity) => new()
    {
        Category = Category.Linear,
        Symbol = TradeDriver.Btc,
        Direction = direction,
        Quantity = quantity,
        EntryPrice = 60_000m,
        StopLoss = Stop,
    };

    private async Task<TradingFixture> OpenAsync()
    {
        var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        return fixture;
    }
}
