using TradingBot.Core.Exchange;
using TradingBot.Core.Foundation;
using TradingBot.Core.Notifications;
using TradingBot.Core.Operations;
using TradingBot.Core.Orders;
using TradingBot.Core.Trades;
using TradingBot.TestKit;
using TradingBot.Trading.Positions;
using TradingBot.Trading.Settlement;
using static TradingBot.Functions.Tests.Trading.RestingEntry;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>Why a trade ended, and whose profit the exchange's figure is.</summary>
public sealed class TradeSettlementTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(OrderStatus.Cancelled, "EC_Example", "was cancelled at the exchange, and not by the bot,", "EC_Example")]
    [InlineData(OrderStatus.Rejected, "EC_Example", "ended at the exchange", "EC_Example")]
    [InlineData(OrderStatus.Rejected, null, "ended at the exchange", "no reason was given")]
    public async Task Entry_that_ended_by_itself_fails_the_trade_with_the_words_of_the_exchange(
        OrderStatus status, string? reason, string what, string because)
    {
        await using var fixture = await RestingEntry.OpenAsync(database);
        var id = await RestAsync(fixture);
        var ended = new OrderUpdate(OrderLinkId.For(id, OrderRole.Entry), status, Reason: reason);
        await fixture.Ledger.UpdateOrderAsync(id, ended, line: null, fixture.Clock.GetUtcNow(), Token);

        await fixture.Driver.FailAsync(id);

        var failed = await fixture.Driver.TradeAsync(id);
        Assert.Equal((TradeStatus.Failed, null), (failed.Status, failed.CloseReason));
        Assert.Equal($"The entry {what} before anything of it was filled: {because}.", failed.Reason?.Message);
    }

    [Fact]
    public async Task Trade_that_was_to_close_before_it_opened_keeps_why()
    {
        await using var fixture = await RestingEntry.OpenAsync(database);
        var id = await RestAsync(fixture);
        await fixture.Driver.CloseAsync(id);
        await database.ExecuteAsync("update trading.orders set status = 'cancelled'");

        await fixture.Driver.FailAsync(id);

        var failed = await fixture.Driver.TradeAsync(id);
        Assert.Equal((TradeStatus.Failed, CloseReason.Manual), (failed.Status, failed.CloseReason));
    }

    [Fact]
    public async Task Entry_that_was_taken_back_before_a_person_closed_its_trade_keeps_the_first_reason()
    {
        await using var fixture = await RestingEntry.OpenAsync(database);
        var id = await RestAsync(fixture);
        await fixture.Ledger.NoteTakenBackAsync(
            id, TakeBackReason.Expired, TradeEvents.EntryTakenBack(TakeBackReason.Expired), fixture.Clock.GetUtcNow(), Token);
        await fixture.Driver.CloseAsync(id);
        await database.ExecuteAsync("update trading.orders set status = 'cancelled'");

        await fixture.Driver.FailAsync(id);

        Assert.Equal(DenialCodes.EntryExpired, (await fixture.Driver.TradeAsync(id)).Reason?.Code);
    }

    [Fact]
    public async Task Entry_that_was_gone_is_told_once_though_its_end_is_repeated()
    {
        await using var fixture = await RestingEntry.OpenAsync(database);
        var id = await RestAsync(fixture);
        await database.ExecuteAsync("""
            update trading.orders set status = 'cancelled';
            update trading.trades set position_missing_since = now();
            """);

        await fixture.Driver.FailAsync(id);
        await fixture.Driver.FailAsync(id);

        Assert.Single(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == NoticeKinds.Discrepancy);
        Assert.Single(await fixture.Driver.DiscrepanciesAsync(), static row => row.Kind == "entryLost");
        Assert.Equal(
            (DenialCodes.ExchangeNotFilled,
                "The entry was gone at the exchange before anything of it was filled: "
                    + "it had been taken, and was shown neither live nor in the history any more."),
            ((await fixture.Driver.TradeAsync(id)).Reason?.Code, (await fixture.Driver.TradeAsync(id)).Reason?.Message));
    }

    [Theory]
    // Between opening and end, by somebody else, or more of one than was the trade's.
    [InlineData(0.5, "Trade", false, true)]
    [InlineData(0.5, "Trade", true, true)]
    [InlineData(0, "Trade", false, true)]
    [InlineData(1, "Trade", false, true)]
    // Before and after, and what is no execution of an order.
    [InlineData(-1, "Trade", false, false)]
    [InlineData(2, "Trade", false, false)]
    [InlineData(0.5, "Funding", false, false)]
    public async Task Figure_of_the_exchange_is_another_one_where_somebody_else_held_a_part(
        double at, string kind, bool isPartOfOurs, bool isShared)
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var trade = await ClosedAsync(fixture);
        var last = (await fixture.Ledger.ListFillsAsync(trade.Id, Token)).Max(static fill => fill.At);
        var moment = trade.OpenedAt!.Value + (at * (last - trade.OpenedAt.Value));
        var executions = AlteredExchange<IReadOnlyList<ExchangeExecution>>.Of(
            fixture.Exchange,
            nameof(IExchange.GetExecutionsAsync),
            rows => isPartOfOurs
                ? [.. rows.Select(row => row.Side == OrderSide.Sell ? row with { Quantity = row.Quantity * 2 } : row)]
                : [.. rows, rows[0] with { ExecId = "of-another", LinkId = null, ExecType = kind, At = moment, Fee = 0 }]);

        await SettleAsync(fixture, executions, trade, by: 5m);

        Assert.Equal(isShared ? 0 : 1, (await fixture.Driver.DiscrepanciesAsync()).Count);
        var notices = (await fixture.Driver.NoticesAsync()).Where(static notice => notice.Kind == NoticeKinds.Discrepancy);
        Assert.Equal(isShared ? 0 : 1, notices.Count());
        var line = (await fixture.Ledger.ReadStoryAsync(trade.Id, Token))!.Events.Single(static line => line.Kind == "settled");
        Assert.Equal(isShared, line.Message.Contains("Somebody else held a part", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Figure_that_is_the_same_is_the_trades_whoever_held_a_part()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var trade = await ClosedAsync(fixture);
        var executions = AlteredExchange<IReadOnlyList<ExchangeExecution>>.Of(
            fixture.Exchange,
            nameof(IExchange.GetExecutionsAsync),
            rows => [.. rows.Select(row => row with { Quantity = row.Quantity * 2 })]);

        await SettleAsync(fixture, executions, trade, by: 0);

        var line = (await fixture.Ledger.ReadStoryAsync(trade.Id, Token))!.Events.Single(static line => line.Kind == "settled");
        Assert.DoesNotContain("Somebody else held a part", line.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Profit_that_differs_is_told_with_ours_before_funding_and_the_exchanges()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var trade = await ClosedAsync(fixture);
        // Three were paid as funding: before it, ours was ten.
        await database.ExecuteAsync("update trading.trades set realized_pnl = 7, funding = 3");

        await SettleAsync(fixture, fixture.Exchange, trade, by: 100m);

        var told = Assert.Single(await fixture.Driver.DiscrepanciesAsync());
        Assert.StartsWith("Our profit for the trade, before funding, is 10 USDT, the exchange", told.Message, StringComparison.Ordinal);
        var notice = Assert.Single(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == NoticeKinds.Discrepancy);
        Assert.Contains(told.Message, notice.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public async Task Figure_of_the_exchange_is_waited_for_until_each_order_that_closed_a_part_has_its_own(int listed, bool isSettled)
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var trade = await fixture.Driver.OpenAsync();
        foreach (var part in (decimal[])[0.004m, 0.006m])
            await fixture.Driver.HandAsync(OrderSide.Sell, part);
        await fixture.Driver.LookUntilAsync(trade.Id, MonitorState.Flat);
        var closing = (await fixture.Ledger.ListFillsAsync(trade.Id, Token)).Where(static fill => fill.Role != OrderRole.Entry).ToList();
        var rows = closing.ConvertAll(static fill => new ClosedPnl(fill.ExchangeOrderId!, fill.Side, fill.Quantity, 1m, fill.At));
        var figures = AlteredExchange<IReadOnlyList<ClosedPnl>>.Of(
            fixture.Exchange, nameof(IExchange.GetClosedPnlAsync), _ => [.. rows.Take(listed)]);

        Assert.Equal(2, rows.Count);
        Assert.Equal(isSettled, await SettlementOf(fixture, figures).SettleAsync(trade.Id, isLastTry: false, Token));
        Assert.Equal(isSettled ? TradeStatus.Closed : TradeStatus.Open, (await fixture.Driver.TradeAsync(trade.Id)).Status);
    }

    [Fact]
    public async Task Position_that_was_lost_whole_has_no_figure_of_the_exchange()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var trade = await fixture.Driver.OpenAsync();
        await database.ExecuteAsync("update trading.trades set position_missing_since = now() - interval '1 minute'");

        Assert.True(await SettlementOf(fixture, fixture.Exchange).SettleAsync(trade.Id, isLastTry: false, Token));

        Assert.Equal(["positionLost"], (await fixture.Driver.DiscrepanciesAsync()).Select(static row => row.Kind));
        Assert.Equal(CloseReason.PositionLost, (await fixture.Driver.TradeAsync(trade.Id)).CloseReason);
    }

    // The position is closed by hand with a gain, and all of it is booked.
    private static async Task<TradeRecord> ClosedAsync(TradingFixture fixture)
    {
        var trade = await fixture.Driver.OpenAsync();
        await fixture.Controls.PriceAsync(68_500m);
        await fixture.Driver.HandAsync(OrderSide.Sell, 0.01m);
        await fixture.Driver.LookUntilAsync(trade.Id, MonitorState.Flat);
        return await fixture.Driver.TradeAsync(trade.Id);
    }

    // With the exchange's figure that much above what it says.
    private static Task SettleAsync(TradingFixture fixture, IExchange exchange, TradeRecord trade, decimal by)
    {
        var figures = AlteredExchange<IReadOnlyList<ClosedPnl>>.Of(
            exchange, nameof(IExchange.GetClosedPnlAsync), rows => [.. rows.Select(row => row with { Pnl = row.Pnl + by })]);
        var settlement = SettlementOf(fixture, figures);
        return Eventually.TrueAsync(
            () => settlement.SettleAsync(trade.Id, isLastTry: false, Token), "The figure never came", cancellationToken: Token);
    }

    private static TradeSettlement SettlementOf(TradingFixture fixture, IExchange exchange) => new(
        exchange, fixture.Ledger, fixture.Service<IDiscrepancyStore>(), fixture.Service<INotificationStore>(), fixture.Clock);
}
