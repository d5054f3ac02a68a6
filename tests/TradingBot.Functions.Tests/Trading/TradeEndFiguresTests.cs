using TradingBot.Core.Exchange;
using TradingBot.Core.Foundation;
using TradingBot.Core.Notifications;
using TradingBot.Core.Operations;
using TradingBot.Core.Orders;
using TradingBot.Core.Trades;
using TradingBot.Trading.Positions;
using TradingBot.Trading.Settlement;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>The figures a trade ends with: the exchange's own, what was lost, and in which steps prices are told.</summary>
public sealed class TradeEndFiguresTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Story_ends_with_the_exchanges_own_figure_of_every_order_that_closed()
    {
        await using var fixture = await FuturesAsync();
        var trade = await fixture.Driver.OpenAsync();
        await fixture.Driver.HandAsync(OrderSide.Sell, 0.004m);
        await fixture.Controls.PriceAsync(trade.EntryPrice!.Value + 100m);
        await fixture.Driver.HandAsync(OrderSide.Sell, 0.006m);

        var closed = await fixture.Driver.LookUntilClosedAsync(trade.Id);

        Assert.Equal(closed.RealizedPnl, decimal.Parse((string)(await SettledAsync(fixture, trade)).Data!["venuePnl"]!));
    }

    [Theory]
    // An older trade in the symbol, or the entry's own order, has a row too.
    [InlineData("of-another")]
    [InlineData("entry")]
    public async Task Row_of_an_order_that_closed_nothing_of_the_trade_is_not_counted(string which)
    {
        await using var fixture = await FuturesAsync();
        var trade = await ClosedByHandAsync(fixture);
        var entry = (await fixture.Driver.OrderAsync(trade.Id, OrderRole.Entry)).ExchangeOrderId!;
        var order = which == "entry" ? entry : which;

        await SettleAsync(fixture, trade, rows => [rows[0] with { ExchangeOrderId = order, Pnl = 50m }, .. rows]);

        Assert.Empty(await fixture.Driver.DiscrepanciesAsync());
        var closed = await fixture.Driver.TradeAsync(trade.Id);
        Assert.Equal(closed.RealizedPnl, decimal.Parse((string)(await SettledAsync(fixture, trade)).Data!["venuePnl"]!));
    }

    [Fact]
    public async Task Trade_that_ended_is_settled_no_second_time()
    {
        await using var fixture = await FuturesAsync();
        var trade = await ClosedByHandAsync(fixture);
        await fixture.Driver.SettleAsync(trade.Id);

        await SettleAsync(fixture, trade, static rows => [.. rows.Select(static row => row with { Pnl = row.Pnl + 50m })]);

        Assert.Empty(await fixture.Driver.DiscrepanciesAsync());
        Assert.Single(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == NoticeKinds.TradeClosedOutside);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Figure_that_does_not_come_is_waited_for_until_the_last_try(bool isLastTry)
    {
        await using var fixture = await FuturesAsync();
        var trade = await ClosedByHandAsync(fixture);

        Assert.Equal(isLastTry, await SettlementOf(fixture, static _ => []).SettleAsync(trade.Id, isLastTry, Token));

        Assert.Equal(isLastTry, (await fixture.Driver.TradeAsync(trade.Id)).Status == TradeStatus.Closed);
        Assert.Equal(isLastTry ? 1 : 0, (await fixture.Driver.DiscrepanciesAsync()).Count(static row => row.Kind == "closedPnl"));
    }

    [Fact]
    public async Task Figure_that_never_came_is_no_difference_where_somebody_else_held_a_part()
    {
        await using var fixture = await FuturesAsync();
        var trade = await ClosedByHandAsync(fixture);
        var executions = AlteredExchange<IReadOnlyList<ExchangeExecution>>.Of(
            fixture.Exchange,
            nameof(IExchange.GetExecutionsAsync),
            static rows => [.. rows.Select(static row => row with { Quantity = row.Quantity * 2 })]);

        Assert.True(await SettlementOf(fixture, static _ => [], executions).SettleAsync(trade.Id, isLastTry: true, Token));

        Assert.Empty(await fixture.Driver.DiscrepanciesAsync());
        Assert.Contains("Somebody else held a part", (await SettledAsync(fixture, trade)).Message, StringComparison.Ordinal);
    }

    // Somebody else's part is looked for where the figures differ.
    [Theory]
    [InlineData(nameof(IExchange.GetClosedPnlAsync))]
    [InlineData(nameof(IExchange.GetExecutionsAsync))]
    public async Task Exchange_is_asked_from_five_minutes_before_the_approval_as_its_clock_may_be_behind(string reading)
    {
        await using var fixture = await FuturesAsync();
        var trade = await ClosedByHandAsync(fixture);
        await database.ExecuteAsync("update trading.trades set executions_read_at = now()");
        var since = new List<DateTimeOffset>();

        await SettlementOf(fixture, static _ => [], RecordedExchange<DateTimeOffset>.Of(fixture.Exchange, reading, since))
            .SettleAsync(trade.Id, isLastTry: true, Token);

        Assert.Equal(trade.CreatedAt.AddMinutes(-5), since[^1]);
    }

    [Fact]
    public async Task Averages_are_told_in_whole_ticks()
    {
        await using var fixture = await FuturesAsync();
        var trade = await ClosedByHandAsync(fixture);
        await database.ExecuteAsync("update trading.trades set entry_price = 68000.1234567, exit_price = 68100.7654321");

        await SettleAsync(fixture, trade, static rows => rows);

        var notice = Assert.Single(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == NoticeKinds.TradeClosedOutside);
        Assert.StartsWith("Entry 68000.1, exit 68100.8,", notice.Body, StringComparison.Ordinal);
    }

    // A thousandth of what a spot trade bought is spent as the fee and cannot be lost.
    [Theory]
    [InlineData("0", "0.00999", "lost at the exchange: result unknown")]
    [InlineData("0.004", "0.00599", "a part of the position was not there any more")]
    public async Task Coins_that_are_lost_are_told_and_recorded_less_the_fee_and_what_was_sold(string sold, string lost, string subject)
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync(RestingEntry.Spot);
        var trade = await fixture.Driver.OpenAsync();
        if (sold != "0")
            await BookSaleAsync(fixture, trade, decimal.Parse(sold));
        await database.ExecuteAsync("update trading.trades set position_missing_since = now()");

        await fixture.Driver.SettleAsync(trade.Id);

        var recorded = Assert.Single(await fixture.Driver.DiscrepanciesAsync());
        Assert.Equal($"{lost} BTCUSDT of the trade were gone at the exchange and no execution says how.", recorded.Message);
        var told = Assert.Single(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == NoticeKinds.PositionLost);
        Assert.Contains(subject, told.Subject, StringComparison.Ordinal);
        Assert.Contains($" {lost} of 0.01 BTCUSDT were not at the exchange any more", told.Body, StringComparison.Ordinal);
        var reason = (await fixture.Driver.TradeAsync(trade.Id)).CloseReason;
        Assert.Equal(sold == "0" ? CloseReason.PositionLost : CloseReason.External, reason);
    }

    [Fact]
    public async Task Entry_that_was_to_close_and_is_gone_ends_as_closed()
    {
        await using var fixture = await RestingEntry.OpenAsync(database);
        var id = await RestingEntry.RestAsync(fixture);
        await fixture.Driver.CloseAsync(id);
        await database.ExecuteAsync("""
            update trading.orders set status = 'cancelled';
            update trading.trades set position_missing_since = now();
            """);

        await fixture.Driver.FailAsync(id);

        var failed = await fixture.Driver.TradeAsync(id);
        Assert.Equal((DenialCodes.TradeCancelled, CloseReason.Manual), (failed.Reason?.Code, failed.CloseReason));
        Assert.Contains("a person closed the trade", failed.Reason!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Entries_of_two_trades_that_are_gone_are_told_each()
    {
        await using var fixture = await RestingEntry.OpenAsync(database);
        for (var trades = 1; trades <= 2; trades++)
        {
            var id = await RestingEntry.RestAsync(fixture);
            await database.ExecuteAsync($"""
                update trading.orders set status = 'cancelled' where trade_id = '{id.Value}';
                update trading.trades set position_missing_since = now() where id = '{id.Value}';
                """);
            await fixture.Driver.FailAsync(id);
            await fixture.Controls.ResetAsync(("USDT", "10000"));

            Assert.Equal(trades, (await fixture.Driver.NoticesAsync()).Count(static notice => notice.Kind == NoticeKinds.Discrepancy));
        }
    }

    private static async Task<TradeEvent> SettledAsync(TradingFixture fixture, TradeRecord trade) =>
        (await fixture.Ledger.ReadStoryAsync(trade.Id, Token))!.Events.Single(static line => line.Kind == "settled");

    private static async Task<TradeRecord> ClosedByHandAsync(TradingFixture fixture)
    {
        var trade = await fixture.Driver.OpenAsync();
        await fixture.Driver.HandAsync(OrderSide.Sell, 0.01m);
        await fixture.Driver.LookUntilAsync(trade.Id, MonitorState.Flat);
        return trade;
    }

    private static Task SettleAsync(
        TradingFixture fixture, TradeRecord trade, Func<IReadOnlyList<ClosedPnl>, IReadOnlyList<ClosedPnl>> change) =>
        TestKit.Eventually.TrueAsync(
            () => SettlementOf(fixture, rows => rows.Count == 0 ? rows : change(rows)).SettleAsync(trade.Id, isLastTry: false, Token),
            "The figure never came",
            cancellationToken: Token);

    private static TradeSettlement SettlementOf(
        TradingFixture fixture, Func<IReadOnlyList<ClosedPnl>, IReadOnlyList<ClosedPnl>> change, IExchange? venue = null)
    {
        var exchange = AlteredExchange<IReadOnlyList<ClosedPnl>>.Of(venue ?? fixture.Exchange, nameof(IExchange.GetClosedPnlAsync), change);
        return new TradeSettlement(
            exchange, fixture.Ledger, fixture.Service<IDiscrepancyStore>(), fixture.Service<INotificationStore>(), fixture.Clock);
    }

    private static async Task BookSaleAsync(TradingFixture fixture, TradeRecord trade, decimal quantity)
    {
        var sale = (await fixture.Ledger.ListFillsAsync(trade.Id, Token))[0] with
        {
            ExecId = "sale",
            OrderLinkId = "of-a-hand",
            ExchangeOrderId = "order-of-a-hand",
            Role = OrderRole.Exit,
            Side = OrderSide.Sell,
            Quantity = quantity,
            Fee = 0.1m,
            FeeCurrency = "USDT",
            At = fixture.Clock.GetUtcNow(),
        };
        await fixture.Ledger.BookFillsAsync(trade.Id, [sale], fixture.Clock.GetUtcNow(), Token);
    }

    private async Task<TradingFixture> FuturesAsync()
    {
        var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        return fixture;
    }
}
