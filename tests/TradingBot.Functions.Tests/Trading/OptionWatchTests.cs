using TradingBot.Core.Exchange;
using TradingBot.Core.Orders;
using TradingBot.Core.Strategies;
using TradingBot.Core.Trades;
using TradingBot.TestKit;
using TradingBot.Trading.Exchange;
using TradingBot.Trading.Positions;
using TradingBot.Trading.Reconciliation;
using static TradingBot.Functions.Tests.Trading.OptionTrades;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>Options whose exchange tells late, or not at all, what the bot has to know of them.</summary>
public sealed class OptionWatchTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/v5/market/tickers")]
    [InlineData("/v5/position/list")]
    public async Task Stop_is_watched_by_whatever_answers_and_the_trader_told_where_nothing_does(string path)
    {
        await using var fixture = await OpenAsync(database, static strategy => strategy with { TakeProfits = [] });
        var trade = await OpenTradeAsync(fixture);
        await PriceAsync(fixture, Market * 0.97m);
        await fixture.Controls.FaultAsync(path, "status", count: 10_000);

        var isWatched = path == "/v5/market/tickers";
        await fixture.Driver.LookAsync(trade.Id);
        await fixture.PassAsync(TimeSpan.FromSeconds(11));
        await fixture.Driver.LookAsync(trade.Id);

        Assert.Equal(isWatched ? CloseReason.StopLoss : null, (await fixture.Driver.TradeAsync(trade.Id)).CloseReason);
        Assert.Equal(isWatched ? 0 : 1, (await fixture.Driver.NoticesAsync()).Count(static notice => notice.Kind == "stopUnwatched"));
        if (!isWatched)
            await fixture.Controls.HealAsync();
        var closed = await OptionTrades.LookUntilClosedAsync(fixture, trade.Id);
        Assert.Equal((CloseReason.StopLoss, (await ClosedAsync(fixture, trade)).Pnl), (closed.CloseReason, closed.RealizedPnl));
    }

    [Fact]
    public async Task Exit_goes_out_as_soon_as_somebody_bids_again()
    {
        await using var fixture = await OpenAsync(database, static strategy => strategy with { TakeProfits = [] });
        var trade = await OpenTradeAsync(fixture);
        await PriceAsync(fixture, Market / 2);
        // Nine vain tries are more than a minute apart.
        await Eventually.TrueAsync(
            async () =>
            {
                await fixture.Driver.LookAsync(trade.Id);
                await fixture.PassAsync(TimeSpan.FromSeconds(10));
                return (await OrdersAsync(fixture, trade.Id, OrderRole.Exit)).Count(static order => order.Status.IsFinal()) >= 10;
            },
            "There were no ten tries",
            cancellationToken: Token);

        await PriceAsync(fixture, Market * 0.97m);
        await fixture.PassAsync(TimeSpan.FromSeconds(2));
        await fixture.Driver.LookAsync(trade.Id);

        Assert.Equal(MonitorState.Flat, await fixture.Driver.LookUntilAsync(trade.Id, MonitorState.Flat));
    }

    [Fact]
    public async Task Exit_that_is_refused_keeps_its_pause_whoever_bids()
    {
        await using var fixture = await OpenAsync(database, static strategy => strategy with { TakeProfits = [] });
        var trade = await OpenTradeAsync(fixture);
        await fixture.Controls.FaultAsync(PaperExchangeControls.Create, "retCode", count: 10_000, retCode: 110017);
        await PriceAsync(fixture, Market * 0.97m);
        for (var look = 0; look < 20; look++)
        {
            await fixture.Driver.LookAsync(trade.Id);
            await fixture.PassAsync(TimeSpan.FromSeconds(3));
        }

        // Of a minute with a look every three seconds: at 0, 3, 6, 9, 12, 15, 21, 30 and 48 s.
        Assert.InRange((await OrdersAsync(fixture, trade.Id, OrderRole.Exit)).Count, 6, 11);
    }

    [Fact]
    public async Task Delivery_that_is_listed_late_is_waited_for_and_told_as_what_it_is()
    {
        await using var fixture = await OpenAsync(database, static strategy => strategy with
        {
            StopLoss = new PriceDistance(Percent: 99.9m),
            TakeProfits = [],
        });
        var trade = await OpenTradeAsync(fixture);
        await fixture.Controls.FaultAsync("/v5/position/get-closed-positions", "lag", count: 10_000, delayMs: 60_000);
        await PriceAsync(fixture, Market * 1.05m);
        await fixture.PassAsync(ContractOf(trade).ExpiresAt - fixture.Clock.GetUtcNow() + TimeSpan.FromSeconds(5));
        for (var look = 0; look < 3; look++)
        {
            Assert.NotEqual(MonitorState.Flat, (await fixture.Driver.LookAsync(trade.Id)).State);
            await fixture.PassAsync(TimeSpan.FromSeconds(15));
        }

        await fixture.Service<AccountReconciliation>().RunAsync(Token);
        await fixture.Controls.HealAsync();
        var closed = await OptionTrades.LookUntilClosedAsync(fixture, trade.Id);

        Assert.Equal((CloseReason.Settlement, (await ClosedAsync(fixture, trade)).Pnl), (closed.CloseReason, closed.RealizedPnl));
        var told = await fixture.Driver.StoryAsync(trade.Id);
        Assert.Single(told, static kind => kind == "deliveryAwaited");
        Assert.DoesNotContain("positionMissing", told);
        Assert.DoesNotContain(await fixture.Driver.NoticesAsync(), static notice => notice.Kind is "discrepancy" or "positionLost");
    }

    [Fact]
    public async Task Delivery_is_booked_also_where_nobody_looked_for_days()
    {
        await using var fixture = await OpenAsync(database, static strategy => strategy with { TakeProfits = [] });
        var trade = await OpenTradeAsync(fixture);

        await fixture.PassAsync(ContractOf(trade).ExpiresAt - fixture.Clock.GetUtcNow() + TimeSpan.FromDays(3));
        var closed = await OptionTrades.LookUntilClosedAsync(fixture, trade.Id);

        Assert.Equal((CloseReason.Settlement, (await ClosedAsync(fixture, trade)).Pnl), (closed.CloseReason, closed.RealizedPnl));
    }

    /// <summary>What an exit has sold a moment before the expiry may be listed later than the delivery.</summary>
    [Theory]
    [InlineData("0.04", "0.06")]
    [InlineData("0.1", null)]
    public async Task Only_what_was_not_sold_before_is_booked_as_delivered(string sold, string? delivered)
    {
        await using var fixture = await OpenAsync(database, static strategy => strategy with { TakeProfits = [] });
        var trade = await OpenTradeAsync(fixture);
        var exit = fixture.Service<OptionPositions>().ExitIntent(trade, new ExitOrder(0.1m, Attempt: 0, ClosesAll: false, LimitPrice: 5m));
        var now = fixture.Clock.GetUtcNow();
        await fixture.Ledger.IntendOrderAsync(trade.Id, OrderRole.Exit, exit, TradeEvents.ExitSent(exit), now, Token);
        var filled = new OrderUpdate(exit.LinkId, OrderStatus.Cancelled, FilledQuantity: decimal.Parse(sold));
        await fixture.Ledger.UpdateOrderAsync(trade.Id, filled, line: null, now, Token);
        var exchange = AlteredExchange<IReadOnlyList<ClosedOption>>.Of(
            fixture.Exchange, nameof(IExchange.GetClosedOptionsAsync), _ => [Delivered(trade, now)]);

        var isBooked = await new OptionDelivery(exchange, fixture.Ledger, fixture.Clock)
            .BookAsync(trade, new PositionState(0, StopLoss: null, Missing: 0.1m), Token);

        Assert.Equal(delivered is not null, isBooked);
        var booked = (await fixture.Ledger.ListFillsAsync(trade.Id, Token)).Where(static fill => fill.Role == OrderRole.Exit).ToList();
        Assert.Equal(delivered is null ? [] : [decimal.Parse(delivered)], booked.Select(static fill => fill.Quantity));
    }

    private static ClosedOption Delivered(TradeRecord trade, DateTimeOffset at) => new()
    {
        Symbol = trade.Symbol,
        Direction = trade.Direction,
        Quantity = trade.Quantity,
        EntryPrice = trade.EntryPrice!.Value,
        ExitPrice = Market,
        DeliveryPrice = Market,
        Fees = 0,
        Pnl = 0,
        OpenedAt = at,
        ClosedAt = at,
    };

    [Fact]
    public async Task Same_contract_bought_twice_is_compared_with_its_own_row_each_time()
    {
        await using var fixture = await OpenAsync(database, static strategy => strategy with { TakeProfits = [] });
        foreach (var price in new[] { Market * 1.01m, Market * 1.012m })
        {
            var trade = await OpenTradeAsync(fixture);
            await PriceAsync(fixture, price);
            await fixture.Driver.CloseAsync(trade.Id);
            var closed = await OptionTrades.LookUntilClosedAsync(fixture, trade.Id);

            var story = await fixture.Ledger.ReadStoryAsync(trade.Id, Token);
            Assert.DoesNotContain("omebody else", story!.Events[^1].Message, StringComparison.Ordinal);
            var rows = await fixture.Exchange.GetClosedOptionsAsync(trade.Symbol, trade.CreatedAt, Token).RequireAsync();
            Assert.Equal(rows[^1].Pnl, closed.RealizedPnl);
            await PriceAsync(fixture, Market);
            await fixture.PassAsync(TimeSpan.FromSeconds(5));
        }

        Assert.DoesNotContain(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == "discrepancy");
    }
}
