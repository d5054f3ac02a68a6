using TradingBot.Core.Exchange;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Trades;
using TradingBot.Trading.Positions;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>What the exchange tells of the trade's own orders, in the books and in the story.</summary>
public sealed class OrderNewsTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(OrderStatus.PartiallyFilled, "0.001", "0.004")]
    [InlineData(OrderStatus.Open, "0", "0.004")]
    public async Task What_an_order_has_filled_further_is_in_the_books_though_its_status_is_the_same(
        OrderStatus status, string before, string after)
    {
        await using var fixture = await RestingEntry.OpenAsync(database);
        var id = await RestingEntry.RestAsync(fixture);
        await RestingEntry.LookUntilEntryIsAsync(fixture, id, OrderStatus.Open);
        await fixture.Controls.SettledAsync();
        await database.ExecuteAsync($"update trading.orders set filled_quantity = {before}");
        var known = new OrderUpdate(OrderLinkId.For(id, OrderRole.Entry), status);
        await fixture.Ledger.UpdateOrderAsync(id, known, line: null, fixture.Clock.GetUtcNow(), Token);
        var further = AlteredExchange<ExchangeOrder?>.Of(
            fixture.Exchange,
            nameof(IExchange.FindOrderAsync),
            order => order! with { Status = status, FilledQuantity = decimal.Parse(after) });

        await new FillSynchronizer(further, fixture.Ledger, fixture.Clock).RunAsync(await fixture.Driver.TradeAsync(id), Token);

        Assert.Equal(decimal.Parse(after), (await fixture.Driver.OrderAsync(id, OrderRole.Entry)).FilledQuantity);
    }

    [Theory]
    [InlineData(OrderStatus.Rejected, "orderRejected")]
    [InlineData(OrderStatus.Cancelled, "orderCancelled")]
    public async Task Order_that_ended_at_the_exchange_is_in_the_story_with_its_reason(OrderStatus status, string kind)
    {
        await using var fixture = await RestingEntry.OpenAsync(database);
        var id = await RestingEntry.RestAsync(fixture);
        await RestingEntry.LookUntilEntryIsAsync(fixture, id, OrderStatus.Open);
        await fixture.Controls.SettledAsync();
        var ended = AlteredExchange<ExchangeOrder?>.Of(
            fixture.Exchange, nameof(IExchange.FindOrderAsync), order => order! with { Status = status, RejectReason = "EC_Example" });

        await new FillSynchronizer(ended, fixture.Ledger, fixture.Clock).RunAsync(await fixture.Driver.TradeAsync(id), Token);

        Assert.Equal(status, (await fixture.Driver.OrderAsync(id, OrderRole.Entry)).Status);
        var line = (await fixture.Ledger.ReadStoryAsync(id, Token))!.Events[^1];
        Assert.Equal((kind, "EC_Example"), (line.Kind, (string?)line.Data!["reason"]));
    }

    // Beside the entry, of which there is no news.
    [Theory]
    [InlineData(OrderStatus.Rejected, "orderRejected", "rejected the {0} order")]
    [InlineData(OrderStatus.Cancelled, "orderCancelled", "The {0} order was cancelled")]
    public async Task Every_order_of_the_trade_that_ended_at_the_exchange_is_told(OrderStatus status, string kind, string message)
    {
        await using var fixture = await RestingEntry.OpenAsync(database);
        var id = await OrdersAsync(fixture);
        var template = await fixture.Driver.OrderAsync(id, OrderRole.Entry);
        var ended = AlteredExchange<ExchangeOrder?>.Of(
            fixture.Exchange, nameof(IExchange.FindOrderAsync), order => order ?? EndedOf(template, status));

        await new FillSynchronizer(ended, fixture.Ledger, fixture.Clock).RunAsync(await fixture.Driver.TradeAsync(id), Token);

        Assert.Equal(
            [(OrderRole.Entry, OrderStatus.Open), (OrderRole.Exit, status), (OrderRole.Stop, status)],
            (await fixture.Ledger.ListOrdersAsync(id, Token)).Select(static order => (order.Role, order.Status)).Order());
        var lines = (await fixture.Ledger.ReadStoryAsync(id, Token))!.Events.Where(line => line.Kind == kind).ToList();
        Assert.Equal(2, lines.Count);
        foreach (var role in (string[])["exit", "stop"])
        {
            var told = string.Format(System.Globalization.CultureInfo.InvariantCulture, message, role);
            Assert.Contains(lines, line => line.Message.Contains(told, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData(null, -300)]
    [InlineData(3600, 3300)]
    public async Task Executions_are_read_from_five_minutes_before_they_were_read_last_or_else_before_the_approval(int? readAfter, int from)
    {
        await using var fixture = await RestingEntry.OpenAsync(database);
        var id = await RestingEntry.RestAsync(fixture);
        var trade = await fixture.Driver.TradeAsync(id);
        var since = new List<DateTimeOffset>();
        var exchange = RecordedExchange<DateTimeOffset>.Of(fixture.Exchange, nameof(IExchange.GetExecutionsAsync), since);
        trade = trade with { ExecutionsReadAt = readAfter is { } seconds ? trade.CreatedAt.AddSeconds(seconds) : null };

        await new FillSynchronizer(exchange, fixture.Ledger, fixture.Clock).RunAsync(trade, Token);

        Assert.Equal(trade.CreatedAt.AddSeconds(from), Assert.Single(since));
    }

    [Fact]
    public async Task Exit_that_is_listed_before_its_entry_is_booked_with_it_and_not_alone()
    {
        await using var fixture = await RestingEntry.OpenAsync(database);
        var id = await OrdersAsync(fixture);
        var trade = await fixture.Driver.TradeAsync(id);
        var entry = await fixture.Driver.OrderAsync(id, OrderRole.Entry);
        var exit = ExecutionOf(entry, "exec-exit", "n-exit", OrderSide.Sell);
        var entered = ExecutionOf(entry, "exec-entry", entry.LinkId.Value, OrderSide.Buy);

        await SynchronizeAsync(exit);
        Assert.Empty(await fixture.Ledger.ListFillsAsync(id, Token));
        await SynchronizeAsync(exit, entered);

        Assert.Equal(
            ["exec-entry", "exec-exit"], (await fixture.Ledger.ListFillsAsync(id, Token)).Select(static fill => fill.ExecId).Order());

        Task SynchronizeAsync(params ExchangeExecution[] listed) => new FillSynchronizer(
            AlteredExchange<IReadOnlyList<ExchangeExecution>>.Of(
                fixture.Exchange, nameof(IExchange.GetExecutionsAsync), _ => listed),
            fixture.Ledger,
            fixture.Clock).RunAsync(trade, Token);
    }

    private static ExchangeExecution ExecutionOf(OrderRecord entry, string id, string link, OrderSide side) => new()
    {
        Category = Category.Linear,
        Symbol = TradeDriver.Btc,
        ExecId = id,
        ExchangeOrderId = $"of-{link}",
        LinkId = link,
        ExecType = "Trade",
        Side = side,
        Price = RestingEntry.Limit,
        Quantity = entry.Quantity,
        Value = RestingEntry.Limit * entry.Quantity,
        Fee = 0.1m,
        FeeCurrency = "USDT",
        IsMaker = false,
        ClosedQuantity = side == OrderSide.Sell ? entry.Quantity : 0,
        At = entry.CreatedAt,
    };

    private static ExchangeOrder EndedOf(OrderRecord order, OrderStatus status) => new()
    {
        Category = Category.Linear,
        Symbol = TradeDriver.Btc,
        ExchangeOrderId = "of-another",
        Side = OrderSide.Sell,
        Status = status,
        Quantity = order.Quantity,
        FilledQuantity = 0,
        RejectReason = "EC_Example",
        CreatedAt = order.CreatedAt,
        UpdatedAt = order.CreatedAt,
    };

    // An entry that waits at the exchange, and an exit and a stop that only our books know.
    private async Task<TradeId> OrdersAsync(TradingFixture fixture)
    {
        var id = await RestingEntry.RestAsync(fixture);
        await RestingEntry.LookUntilEntryIsAsync(fixture, id, OrderStatus.Open);
        await fixture.Controls.SettledAsync();
        await database.ExecuteAsync("""
            insert into trading.orders
                select (jsonb_populate_record(o, jsonb_build_object('link_id', 'n-' || other, 'role', other))).*
                from trading.orders o, unnest(array['exit', 'stop']) other where o.role = 'entry';
            """);
        return id;
    }
}
