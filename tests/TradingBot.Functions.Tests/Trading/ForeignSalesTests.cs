using Microsoft.Extensions.Time.Testing;
using TradingBot.Core.Exchange;
using TradingBot.Core.Foundation;
using TradingBot.Core.Markets;
using TradingBot.Core.Notifications;
using TradingBot.Core.Orders;
using TradingBot.Core.Strategies;
using TradingBot.Core.Trades;
using TradingBot.Trading.Positions;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>Which sales of others are taken for those of a spot trade's missing coins, and when.</summary>
public sealed class ForeignSalesTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private readonly FakeTimeProvider _time = StoppedClock.Create();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(4.9, false)]
    [InlineData(5, true)]
    public async Task Coins_are_looked_for_once_they_are_missing_for_five_seconds(double seconds, bool isBooked)
    {
        await using var fixture = await OpenAsync();
        var trade = await MissingAsync(fixture, seconds);

        Assert.Equal(isBooked, await BookAsync(fixture, trade, 0.004m, SalesOf(trade, "0.004@60000")));

        Assert.Equal(isBooked ? "exec-0 0.004@60000" : "", await BookedAsync(fixture, trade));
    }

    [Fact]
    public async Task Newest_sales_took_them_and_are_booked_in_the_order_of_events()
    {
        await using var fixture = await OpenAsync();
        var trade = await MissingAsync(fixture);

        await BookAsync(fixture, trade, 0.006m, SalesOf(trade, "0.003@60000 0.004@61000 0.003@62000"));

        Assert.Equal("exec-1 0.003@61000, exec-2 0.003@62000", await BookedAsync(fixture, trade));
    }

    [Fact]
    public async Task Each_further_part_of_a_sale_is_booked_under_a_number_and_no_more_than_was_sold()
    {
        await using var fixture = await OpenAsync();
        var trade = await MissingAsync(fixture);
        var sales = SalesOf(trade, "0.009@60000");

        foreach (var missing in (decimal[])[0.002m, 0.003m, 0.003m])
            Assert.True(await BookAsync(fixture, trade, missing, sales));
        Assert.Equal("exec-0 0.002@60000, exec-0#2 0.003@60000, exec-0#3 0.003@60000", await BookedAsync(fixture, trade));
        Assert.True(await BookAsync(fixture, trade, 0.003m, sales));
        Assert.False(await BookAsync(fixture, trade, 0.003m, sales));

        Assert.EndsWith("exec-0#4 0.001@60000", await BookedAsync(fixture, trade), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(OrderSide.Buy, 1, "Trade")]
    [InlineData(OrderSide.Sell, -1, "Trade")]
    [InlineData(OrderSide.Sell, 1, "Funding")]
    public async Task Purchase_and_what_came_before_the_entry_sold_nothing_of_the_trade(OrderSide side, int second, string kind)
    {
        await using var fixture = await OpenAsync();
        var trade = await MissingAsync(fixture);
        var sale = SalesOf(trade, "0.004@60000")[0] with { Side = side, At = trade.OpenedAt!.Value.AddSeconds(second), ExecType = kind };

        Assert.False(await BookAsync(fixture, trade, 0.004m, [sale]));
    }

    [Theory]
    [InlineData("status = 'open'", true)]
    [InlineData("status = 'cancelled'", true)]
    [InlineData("status = 'unknown'", false)]
    [InlineData("status = 'partiallyFilled'", false)]
    [InlineData("status = 'cancelled', filled_quantity = 0.001", false)]
    public async Task Nobody_else_is_looked_for_while_an_order_of_ours_may_have_sold_them(string stop, bool isBooked)
    {
        await using var fixture = await OpenAsync();
        var trade = await MissingAsync(fixture);
        await database.ExecuteAsync($"update trading.orders set {stop} where role = 'stop'");

        Assert.Equal(isBooked, await BookAsync(fixture, trade, 0.004m, SalesOf(trade, "0.004@60000")));
    }

    [Theory]
    [InlineData("0.003", false)]
    [InlineData("0.004", true)]
    public async Task Nobody_else_is_looked_for_until_all_that_an_order_of_ours_sold_is_booked(string booked, bool isBooked)
    {
        await using var fixture = await OpenAsync();
        var trade = await MissingAsync(fixture);
        await database.ExecuteAsync("update trading.orders set status = 'filled', filled_quantity = 0.004 where role = 'stop'");
        var fill = (await fixture.Ledger.ListFillsAsync(trade.Id, Token))[0] with
        {
            ExecId = "of-the-stop",
            OrderLinkId = (await fixture.Driver.OrderAsync(trade.Id, OrderRole.Stop)).LinkId.Value,
            Role = OrderRole.Stop,
            Side = OrderSide.Sell,
            Quantity = decimal.Parse(booked),
            Fee = 0.1m,
            FeeCurrency = "USDT",
        };
        await fixture.Ledger.BookFillsAsync(trade.Id, [fill], fixture.Clock.GetUtcNow(), Token);

        Assert.Equal(isBooked, await BookAsync(fixture, trade, 0.004m, SalesOf(trade, "0.004@60000")));
    }

    [Theory]
    [InlineData("at the moment of the entry", true)]
    [InlineData("with an id of its own", true)]
    [InlineData("of ours", false)]
    public async Task Sale_from_the_moment_of_the_entry_on_that_is_no_order_of_ours_may_have_taken_them(string which, bool isBooked)
    {
        await using var fixture = await OpenAsync();
        var trade = await MissingAsync(fixture);
        var sale = SalesOf(trade, "0.004@60000")[0];
        sale = which switch
        {
            "of ours" => sale with { LinkId = (await fixture.Driver.OrderAsync(trade.Id, OrderRole.Stop)).LinkId.Value },
            "with an id of its own" => sale with { LinkId = "of-a-hand" },
            _ => sale with { At = trade.OpenedAt!.Value },
        };

        Assert.Equal(isBooked, await BookAsync(fixture, trade, 0.004m, [sale]));
    }

    [Theory]
    [InlineData("open", false)]
    [InlineData("rejected", true)]
    public async Task Nobody_else_is_looked_for_while_an_exit_of_ours_is_open(string status, bool isBooked)
    {
        await using var fixture = await OpenAsync();
        var trade = await MissingAsync(fixture);
        await database.ExecuteAsync($"update trading.orders set role = 'exit', status = '{status}' where role = 'stop'");

        Assert.Equal(isBooked, await BookAsync(fixture, trade, 0.004m, SalesOf(trade, "0.004@60000")));
    }

    // What is left in whole steps of the market is what an order could sell.
    [Theory]
    [InlineData("0.0050", 1)]
    [InlineData("0.0051", 0)]
    public async Task Sale_that_leaves_less_than_an_order_is_not_told_as_a_part(string smallest, int told)
    {
        await using var fixture = await OpenAsync();
        var trade = await MissingAsync(fixture);
        var market = AlteredExchange<Instrument?>.Of(
            fixture.Exchange,
            nameof(IExchange.FindInstrumentAsync),
            found => found! with { QuantityStep = 0.0005m, MinQuantity = decimal.Parse(smallest) });

        Assert.True(await BookAsync(fixture, trade, 0.0045m, SalesOf(trade, "0.0045@60000"), market));

        Assert.Equal(
            told, (await fixture.Driver.NoticesAsync()).Count(static notice => notice.Kind == NoticeKinds.TradeReducedOutside));
    }

    [Theory]
    [InlineData("60000", "70000", 0)]
    [InlineData("70000", "60000", 1)]
    public async Task What_a_sale_leaves_is_worth_an_order_by_the_price_of_the_entry_and_not_of_the_plan(
        string entered, string planned, int told)
    {
        await using var fixture = await OpenAsync();
        var trade = await MissingAsync(fixture) with { EntryPrice = decimal.Parse(entered), ReferencePrice = decimal.Parse(planned) };
        var market = AlteredExchange<Instrument?>.Of(
            fixture.Exchange, nameof(IExchange.FindInstrumentAsync), static found => found! with { MinNotional = 350m });

        Assert.True(await BookAsync(fixture, trade, 0.0045m, SalesOf(trade, "0.0045@60000"), market));

        Assert.Equal(
            told, (await fixture.Driver.NoticesAsync()).Count(static notice => notice.Kind == NoticeKinds.TradeReducedOutside));
    }

    [Theory]
    // Opened so many minutes ago, missing for so many seconds: asked for since the entry, or for the last ten minutes.
    [InlineData(60, 119, 60)]
    [InlineData(60, 120, 10)]
    [InlineData(9, 120, 9)]
    public async Task Sales_are_read_since_the_entry_at_first_and_later_only_new_ones(int openedBefore, int missingFor, int readBefore)
    {
        await using var fixture = await OpenAsync();
        var trade = await MissingAsync(fixture, missingFor);
        trade = trade with { OpenedAt = _time.GetUtcNow().AddMinutes(-openedBefore) };

        await BookAsync(fixture, trade, 0.004m, []);

        var query = (await fixture.Controls.TextsAsync("/v5/execution/list"))[^1];
        var start = query.Split('&', '?').Single(static part => part.StartsWith("startTime=", StringComparison.Ordinal))[10..];
        var asked = _time.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(start));
        Assert.Equal(readBefore, asked.TotalMinutes, 0.001);
    }

    // Coins are missing since so many seconds.
    private async Task<TradeRecord> MissingAsync(TradingFixture fixture, double seconds = 10)
    {
        var trade = await fixture.Driver.OpenAsync();
        return trade with { PositionMissingSince = _time.GetUtcNow().AddSeconds(-seconds) };
    }

    private async Task<bool> BookAsync(
        TradingFixture fixture, TradeRecord trade, decimal missing, IReadOnlyList<ExchangeExecution> sales, IExchange? venue = null)
    {
        var exchange = AlteredExchange<IReadOnlyList<ExchangeExecution>>.Of(
            venue ?? fixture.Exchange, nameof(IExchange.GetExecutionsAsync), rows => [.. rows, .. sales]);
        var orders = await fixture.Ledger.ListOrdersAsync(trade.Id, Token);
        return await new ForeignSales(exchange, fixture.Ledger, _time).BookAsync(trade, orders, missing, Token);
    }

    // Each a second after the one before it, the first a second after the entry.
    private static ExchangeExecution[] SalesOf(TradeRecord trade, string sales) =>
    [
        .. sales.Split(' ').Select((sale, index) =>
        {
            var (quantity, price) = (decimal.Parse(sale.Split('@')[0]), decimal.Parse(sale.Split('@')[1]));
            return new ExchangeExecution
            {
                Category = Category.Spot,
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
                ClosedQuantity = 0,
                At = trade.OpenedAt!.Value.AddSeconds(1 + index),
            };
        }),
    ];

    private static async Task<string> BookedAsync(TradingFixture fixture, TradeRecord trade) => string.Join(
        ", ",
        (await fixture.Ledger.ListFillsAsync(trade.Id, Token)).Where(static fill => fill.Role != OrderRole.Entry)
            .Select(static fill => $"{fill.ExecId} {DecimalText.Write(fill.Quantity)}@{DecimalText.Write(fill.Price)}"));

    private async Task<TradingFixture> OpenAsync()
    {
        var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync(
            strategy => strategy with { Category = Category.Spot, Leverage = null, Direction = AllowedDirection.Long });
        return fixture;
    }
}
