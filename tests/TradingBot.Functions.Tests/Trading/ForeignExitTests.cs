using TradingBot.Core.Exchange;
using TradingBot.Core.Foundation;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Trades;
using TradingBot.TestKit;
using TradingBot.Trading.Entries;
using TradingBot.Trading.Positions;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>What reduced a position and was no order of ours: which of it took the trade's part, and what of it is booked.</summary>
public sealed class ForeignExitTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0.004, "0.01@60000 0.01@61000", "0.006@61000")]
    [InlineData(0, "0.004@60000 0.01@61000", "0.01@61000")]
    [InlineData(0, "0.004@60000 0.007@61000", "0.003@60000 0.007@61000")]
    [InlineData(0.01, "0.01@60000", "")]
    [InlineData(0.02, "0.01@60000", "")]
    public async Task Newest_exits_took_what_is_missing_and_no_more(double standing, string exits, string booked)
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync();

        await BookAsync(fixture, trade, (decimal)standing, ExitsOf(trade, exits));

        Assert.Equal(booked, await BookedAsync(fixture, trade));
    }

    [Fact]
    public async Task What_was_booked_before_takes_nothing_a_second_time()
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync();
        var exits = ExitsOf(trade, "0.004@60000 0.005@61000");
        await BookAsync(fixture, trade, standing: 0.006m, exits[..1]);
        var reduced = await fixture.Driver.TradeAsync(trade.Id);

        await BookAsync(fixture, reduced, standing: 0.006m, exits);
        Assert.Equal("0.004@60000", await BookedAsync(fixture, trade));
        await BookAsync(fixture, reduced, standing: 0.002m, exits);

        Assert.Equal("0.004@60000 0.004@61000", await BookedAsync(fixture, trade));
    }

    [Theory]
    [InlineData("0.01@60000", "0.01", "0.006@60000")]
    [InlineData("0.01@60000", "0.02", "")]
    [InlineData("0.006@60000", "0.02", "0.006@60000")]
    [InlineData("0.003@60000 0.01@61000", "0.02", "")]
    public async Task Part_of_an_exit_is_not_booked_while_fills_of_the_entry_are_on_their_way(string exit, string filled, string booked)
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync();
        await database.ExecuteAsync($"update trading.orders set quantity = 0.02, filled_quantity = {filled} where role = 'entry'");

        await BookAsync(fixture, trade, standing: 0.004m, ExitsOf(trade, exit));

        Assert.Equal(booked, await BookedAsync(fixture, trade));
    }

    [Fact]
    public async Task What_an_exit_of_ours_took_is_not_looked_for_among_those_of_others()
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync();
        var intent = fixture.Service<FuturesPositions>().ExitIntent(trade, new ExitOrder(0.004m, Attempt: 0, ClosesAll: false));
        await fixture.Ledger.IntendOrderAsync(
            trade.Id, OrderRole.Exit, intent, TradeEvents.ExitSent(intent), fixture.Clock.GetUtcNow(), Token);
        var exits = ExitsOf(trade, "0.004@60000 0.01@61000");

        await BookAsync(fixture, trade, standing: 0, [exits[0] with { LinkId = intent.LinkId.Value }, exits[1]]);

        Assert.Equal("0.004@60000 0.006@61000", await BookedAsync(fixture, trade));
    }

    [Fact]
    public async Task Entry_and_exit_listed_together_are_booked_together()
    {
        await using var fixture = await OpenAsync();
        var id = await fixture.Driver.ApproveAsync();
        Assert.Equal(EntryOutcome.Placed, await fixture.Driver.PlaceAsync(id));
        await fixture.Controls.SettledAsync();
        var trade = await fixture.Driver.TradeAsync(id);
        var exit = ExitsOf(trade with { OpenedAt = fixture.Clock.GetUtcNow() }, "0.01@61000");
        await database.ExecuteAsync("update trading.orders set filled_quantity = 0.01 where role = 'entry'");

        await Eventually.TrueAsync(
            async () =>
            {
                await BookAsync(fixture, trade, standing: 0, exit);
                return (await fixture.Driver.TradeAsync(id)).FilledQuantity > 0;
            },
            "The entry was never listed",
            cancellationToken: Token);

        Assert.Equal("0.01@61000", await BookedAsync(fixture, trade));
    }

    [Theory]
    [InlineData(OrderSide.Sell, -1, 0.01, "Trade")]
    [InlineData(OrderSide.Buy, 1, 0.01, "Trade")]
    [InlineData(OrderSide.Sell, 1, 0, "Trade")]
    [InlineData(OrderSide.Sell, 1, 0.01, "SessionSettlePnL")]
    public async Task What_came_before_the_entry_or_closed_nothing_is_no_exit(OrderSide side, int second, double closed, string kind)
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync();
        var exit = ExitsOf(trade, "0.01@60000")[0] with
        {
            Side = side,
            At = trade.OpenedAt!.Value.AddSeconds(second),
            ClosedQuantity = (decimal)closed,
            ExecType = kind,
        };

        await BookAsync(fixture, trade, standing: 0, [exit]);

        Assert.Equal("", await BookedAsync(fixture, trade));
    }

    [Fact]
    public async Task Exit_at_the_very_moment_of_the_entry_is_one()
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync();

        await BookAsync(fixture, trade, standing: 0, [ExitsOf(trade, "0.01@60000")[0] with { At = trade.OpenedAt!.Value }]);

        Assert.Equal("0.01@60000", await BookedAsync(fixture, trade));
    }

    [Fact]
    public async Task Order_of_a_person_that_has_an_id_takes_nothing_of_a_position_that_stands()
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync();

        await BookAsync(fixture, trade, standing: 0.01m, [ExitsOf(trade, "0.01@60000")[0] with { LinkId = "of-a-hand" }]);

        Assert.Equal("", await BookedAsync(fixture, trade));
    }

    [Fact]
    public async Task Entry_that_closed_a_position_of_a_person_first_is_booked_whole()
    {
        await using var fixture = await OpenAsync();
        var id = await fixture.Driver.ApproveAsync();
        Assert.Equal(EntryOutcome.Placed, await fixture.Driver.PlaceAsync(id));
        var exchange = AlteredExchange<IReadOnlyList<ExchangeExecution>>.Of(
            fixture.Exchange,
            nameof(IExchange.GetExecutionsAsync),
            static rows => [.. rows.Select(static row => row with { ClosedQuantity = 0.004m })]);

        await Eventually.TrueAsync(
            async () =>
            {
                var trade = await fixture.Driver.TradeAsync(id);
                await new FillSynchronizer(exchange, fixture.Ledger, fixture.Clock).RunAsync(trade, Token);
                return (await fixture.Driver.TradeAsync(id)).FilledQuantity > 0;
            },
            "The entry was never booked",
            cancellationToken: Token);

        Assert.Equal(0.01m, (await fixture.Driver.TradeAsync(id)).FilledQuantity);
    }

    [Theory]
    [InlineData("StopLoss", OrderRole.Stop)]
    [InlineData("PartialStopLoss", OrderRole.Stop)]
    [InlineData("TrailingStop", OrderRole.Stop)]
    [InlineData("TakeProfit", OrderRole.TakeProfit)]
    [InlineData("PartialTakeProfit", OrderRole.TakeProfit)]
    [InlineData("Stop", OrderRole.Exit)]
    [InlineData(null, OrderRole.Exit)]
    public async Task Exit_has_the_role_of_the_order_that_made_it(string? kind, OrderRole role)
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync();

        await BookAsync(fixture, trade, standing: 0, [ExitsOf(trade, "0.01@60000")[0] with { StopOrderType = kind }]);

        Assert.Equal(role, Assert.Single(await ExitFillsAsync(fixture, trade)).Role);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Fill_says_what_its_execution_said_of_the_part_that_closed(bool isMaker)
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync();
        var exit = ExitsOf(trade, "0.03@60000")[0] with
        {
            ClosedQuantity = 0.01m,
            Fee = 0.9m,
            FeeCurrency = "BIT",
            IsMaker = isMaker,
            LinkId = "of-a-hand",
        };

        await BookAsync(fixture, trade, standing: 0, [exit]);

        var fill = Assert.Single(await ExitFillsAsync(fixture, trade));
        Assert.Equal((exit.ExecId, exit.LinkId, exit.ExchangeOrderId), (fill.ExecId, fill.OrderLinkId, fill.ExchangeOrderId));
        Assert.Equal((0.01m, 60_000m, 600m, 0.3m, "BIT"), (fill.Quantity, fill.Price, fill.Value, fill.Fee, fill.FeeCurrency));
        Assert.Equal((isMaker, OrderSide.Sell, null), (fill.IsMaker, fill.Side, fill.Forced));
        Assert.Equal(exit.At.ToUnixTimeMilliseconds(), fill.At.ToUnixTimeMilliseconds());
    }

    private async Task<TradingFixture> OpenAsync()
    {
        var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        return fixture;
    }

    // Each a second after the one before it, the first a second after the entry.
    private static ExchangeExecution[] ExitsOf(TradeRecord trade, string exits) =>
    [
        .. exits.Split(' ').Select((exit, index) =>
        {
            var (quantity, price) = (decimal.Parse(exit.Split('@')[0]), decimal.Parse(exit.Split('@')[1]));
            return new ExchangeExecution
            {
                Category = Category.Linear,
                Symbol = TradeDriver.Btc,
                ExecId = $"exec-{index}",
                ExchangeOrderId = $"order-{index}",
                ExecType = "Trade",
                Side = OrderSide.Sell,
                Price = price,
                Quantity = quantity,
                Value = quantity * price,
                Fee = 0.1m,
                FeeCurrency = "USDT",
                IsMaker = false,
                ClosedQuantity = quantity,
                At = trade.OpenedAt!.Value.AddSeconds(1 + index),
            };
        }),
    ];

    private static Task<TradeRecord> BookAsync(
        TradingFixture fixture, TradeRecord trade, decimal standing, IReadOnlyList<ExchangeExecution> exits)
    {
        var executions = AlteredExchange<IReadOnlyList<ExchangeExecution>>.Of(
            fixture.Exchange, nameof(IExchange.GetExecutionsAsync), rows => [.. rows, .. exits]);
        // A person's short beside it, as in hedge mode, is no part of the trade's position.
        var exchange = AlteredExchange<IReadOnlyList<ExchangePosition>>.Of(executions, nameof(IExchange.GetPositionsAsync), _ =>
        [
            PositionOf(Direction.Short, 0.5m),
            .. standing == 0 ? [] : (IReadOnlyList<ExchangePosition>)[PositionOf(Direction.Long, standing)],
        ]);
        return new FillSynchronizer(exchange, fixture.Ledger, fixture.Clock).RunAsync(trade, Token);
    }

    private static ExchangePosition PositionOf(Direction direction, decimal quantity) => new()
    {
        Category = Category.Linear,
        Symbol = TradeDriver.Btc,
        Direction = direction,
        Quantity = quantity,
        EntryPrice = 60_000m,
    };

    private static async Task<IReadOnlyList<Fill>> ExitFillsAsync(TradingFixture fixture, TradeRecord trade) =>
        [.. (await fixture.Ledger.ListFillsAsync(trade.Id, Token)).Where(static fill => fill.Role != OrderRole.Entry)];

    private static async Task<string> BookedAsync(TradingFixture fixture, TradeRecord trade) => string.Join(
        ' ',
        (await ExitFillsAsync(fixture, trade)).OrderBy(static fill => fill.At).Select(static fill =>
            $"{DecimalText.Write(fill.Quantity)}@{DecimalText.Write(fill.Price)}"));
}
