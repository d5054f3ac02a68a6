using TradingBot.Core.Markets;
using TradingBot.Core.Notifications;
using TradingBot.Core.Orders;
using TradingBot.Core.Signals;
using TradingBot.Core.Strategies;
using TradingBot.Core.Trades;
using TradingBot.TestKit;
using TradingBot.Trading.Exchange;
using TradingBot.Trading.Positions;
using static TradingBot.Functions.Tests.Trading.OptionTrades;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>From an alert of the underlying to an option that is bought, guarded and closed, with the exchange's own profit.</summary>
public sealed class OptionFlowTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(SignalAction.Buy, OptionKind.Call)]
    [InlineData(SignalAction.Sell, OptionKind.Put)]
    public async Task Call_is_bought_for_a_long_alert_and_put_for_a_short_one(SignalAction action, OptionKind kind)
    {
        await using var fixture = await OpenAsync(database);

        var trade = await OpenTradeAsync(fixture, action);

        var contract = ContractOf(trade);
        Assert.Equal((kind, "BTC", "USDT"), (contract.Kind, contract.Coin, contract.SettleCoin));
        Assert.InRange((contract.ExpiresAt - fixture.Clock.GetUtcNow()).TotalDays, 2, 30);
        Assert.InRange(contract.Strike, Market * 0.97m, Market * 1.03m);
        Assert.Equal((Direction.Long, TradeDriver.Btc, "USDT"), (trade.Direction, trade.SignalSymbol, trade.SettleCoin));
        Assert.Equal(action == SignalAction.Buy ? Direction.Long : Direction.Short, trade.Stance);
        var sent = Assert.Single(await fixture.Controls.SentOrdersAsync(), PaperExchangeControls.IsEntry);
        Assert.Equal(
            ("Buy", "Limit", "IOC", null, null),
            ((string?)sent["side"], (string?)sent["orderType"], (string?)sent["timeInForce"], sent["stopLoss"], sent["takeProfit"]));
        Assert.Equal(trade.ReferencePrice, (await TickerAsync(fixture, trade)).AskPrice);
        Assert.InRange(trade.PlannedStopLoss!.Value / trade.ReferencePrice, 0.5m, 0.51m);
        Assert.Equal((trade.PlannedStopLoss, true), (trade.StopLoss, trade.StopConfirmedAt is not null));
        var story = await fixture.Ledger.ReadStoryAsync(trade.Id, Token);
        var confirmed = Assert.Single(story!.Events, static line => line.Kind == TradeEventKinds.StopConfirmed);
        Assert.StartsWith("Stop-loss kept by the bot", confirmed.Message, StringComparison.Ordinal);
        var opened = Assert.Single(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == NoticeKinds.TradeOpened);
        Assert.EndsWith("kept by the bot.", opened.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Premium_and_both_fees_are_what_is_risked()
    {
        await using var fixture = await OpenAsync(database, static strategy => strategy with
        {
            Sizing = new Sizing(SizingMode.RiskAmount, 200m),
        });

        var trade = await OpenTradeAsync(fixture);

        var ticker = await TickerAsync(fixture, trade);
        var fees = (await fixture.Exchange.GetFeeRateAsync(Category.Option, trade.Symbol, Token).RequireAsync()).In(ticker);
        var unit = trade.ReferencePrice - trade.PlannedStopLoss!.Value
            + fees.TakerFee(trade.ReferencePrice) + fees.TakerFee(trade.PlannedStopLoss.Value);
        Assert.Equal(Rounding.Down(200m / unit, 0.01m), trade.Quantity);
        Assert.InRange(trade.Risk, 200m - (unit * 0.01m), 200m);
        Assert.Equal(trade.Quantity * unit, trade.Risk);
        // What the fills really cost is what was reckoned.
        Assert.All(
            await fixture.Ledger.ListFillsAsync(trade.Id, Token),
            fill => Assert.Equal(fees.TakerFee(fill.Price) * fill.Quantity, fill.Fee));
    }

    [Fact]
    public async Task Stop_that_the_mark_reaches_closes_within_one_look_and_meets_the_exchanges_profit()
    {
        await using var fixture = await OpenAsync(database);
        var trade = await OpenTradeAsync(fixture);
        await fixture.Driver.LookUntilAsync(trade.Id, MonitorState.Protected);

        await PriceAsync(fixture, await PriceForMarkAsync(fixture, trade, trade.PlannedStopLoss!.Value, isBeyond: false));
        Assert.Equal(MonitorState.Protected, (await fixture.Driver.LookAsync(trade.Id)).State);
        await PriceAsync(fixture, await PriceForMarkAsync(fixture, trade, trade.PlannedStopLoss!.Value, isBeyond: true));
        Assert.Equal(MonitorState.Closing, (await fixture.Driver.LookAsync(trade.Id)).State);
        var closed = await OptionTrades.LookUntilClosedAsync(fixture, trade.Id);

        Assert.Equal((TradeStatus.Closed, CloseReason.StopLoss), (closed.Status, closed.CloseReason));
        Assert.Equal((await ClosedAsync(fixture, trade)).Pnl, closed.RealizedPnl);
        var exit = (await fixture.Controls.SentOrdersAsync())[^1];
        Assert.Equal(
            ("Sell", "Limit", "IOC", true),
            ((string?)exit["side"], (string?)exit["orderType"], (string?)exit["timeInForce"], (bool?)exit["reduceOnly"]));
        Assert.Empty(await fixture.Exchange.GetOpenOrdersAsync(Category.Option, trade.Symbol, Token).RequireAsync());
        Assert.DoesNotContain(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == "discrepancy");
    }

    [Theory]
    [InlineData(SignalAction.Buy, 66_000)]
    [InlineData(SignalAction.Sell, 54_000)]
    public async Task Target_is_an_order_that_takes_the_profit(SignalAction action, int price)
    {
        await using var fixture = await OpenAsync(database);
        var trade = await OpenTradeAsync(fixture, action);
        await Eventually.TrueAsync(
            async () =>
            {
                await fixture.Driver.LookAsync(trade.Id);
                return (await OrdersAsync(fixture, trade.Id, OrderRole.TakeProfit)) is [{ Status: OrderStatus.Open }];
            },
            "The target never had its order",
            cancellationToken: Token);
        var target = Assert.Single(await OrdersAsync(fixture, trade.Id, OrderRole.TakeProfit));
        Assert.Equal((trade.Targets[0].Price, trade.Quantity), (target.LimitPrice, target.Quantity));

        await PriceAsync(fixture, price);
        var closed = await OptionTrades.LookUntilClosedAsync(fixture, trade.Id);

        Assert.Equal((CloseReason.TakeProfit, true), (closed.CloseReason, closed.RealizedPnl > 0));
        Assert.Equal((await ClosedAsync(fixture, trade)).Pnl, closed.RealizedPnl);
    }

    [Theory]
    [InlineData(SignalAction.Buy, 63_000)]
    [InlineData(SignalAction.Sell, 57_000)]
    [InlineData(SignalAction.Buy, 57_000)]
    [InlineData(SignalAction.Sell, 63_000)]
    public async Task Option_that_is_held_to_its_expiry_is_settled_with_what_it_is_worth(SignalAction action, int price)
    {
        await using var fixture = await OpenAsync(database, static strategy => strategy with
        {
            StopLoss = new PriceDistance(Percent: 99.9m),
            TakeProfits = [],
        });
        var trade = await OpenTradeAsync(fixture, action);
        var contract = ContractOf(trade);

        // Nobody looks in the last moments, in which the mark may be next to nothing.
        await fixture.PassAsync(contract.ExpiresAt - fixture.Clock.GetUtcNow() - TimeSpan.FromMinutes(1));
        await PriceAsync(fixture, price);
        await fixture.PassAsync(TimeSpan.FromMinutes(2));
        var closed = await OptionTrades.LookUntilClosedAsync(fixture, trade.Id);

        var told = await ClosedAsync(fixture, trade);
        Assert.Equal((TradeStatus.Closed, CloseReason.Settlement, price), (closed.Status, closed.CloseReason, told.DeliveryPrice));
        Assert.Equal((contract.WorthAt(price), told.Pnl), (closed.ExitPrice, closed.RealizedPnl));
        Assert.DoesNotContain(await fixture.Driver.NoticesAsync(), static notice => notice.Kind is "discrepancy" or "positionLost");
    }

    [Fact]
    public async Task Option_is_closed_before_its_expiry_where_the_strategy_wants_it()
    {
        await using var fixture = await OpenAsync(
            database, static strategy => strategy with { CloseBeforeExpiryHours = 24, TakeProfits = [] });
        var trade = await OpenTradeAsync(fixture);
        Assert.Equal(ContractOf(trade).ExpiresAt.AddDays(-1), trade.CloseBy);

        // Time alone would bring the premium to its stop.
        await fixture.Driver.LookAsync(trade.Id);
        await PriceAsync(fixture, Market * 1.02m);
        await fixture.PassAsync(trade.CloseBy!.Value - fixture.Clock.GetUtcNow() - TimeSpan.FromSeconds(20));
        Assert.Equal(MonitorState.Protected, (await fixture.Driver.LookAsync(trade.Id)).State);
        await fixture.PassAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(MonitorState.Closing, (await fixture.Driver.LookAsync(trade.Id)).State);
        var closed = await OptionTrades.LookUntilClosedAsync(fixture, trade.Id);

        Assert.Equal(CloseReason.Expiry, closed.CloseReason);
        Assert.Equal((await ClosedAsync(fixture, trade)).Pnl, closed.RealizedPnl);
    }

    [Fact]
    public async Task Option_that_nobody_bids_for_is_offered_until_its_delivery_and_the_trader_is_told()
    {
        await using var fixture = await OpenAsync(database);
        var trade = await OpenTradeAsync(fixture);
        // A call at 60,000 is worth less than the smallest price there.
        await PriceAsync(fixture, Market / 2);

        await Eventually.TrueAsync(
            async () =>
            {
                await fixture.Driver.LookAsync(trade.Id);
                await fixture.PassAsync(TimeSpan.FromSeconds(10));
                return (await fixture.Driver.NoticesAsync()).Any(static notice => notice.Kind == "exitFailed");
            },
            "The trader was never told",
            cancellationToken: Token);
        Assert.Equal(CloseReason.StopLoss, (await fixture.Driver.TradeAsync(trade.Id)).CloseReason);
        await fixture.PassAsync(ContractOf(trade).ExpiresAt - fixture.Clock.GetUtcNow() + TimeSpan.FromSeconds(5));
        var closed = await OptionTrades.LookUntilClosedAsync(fixture, trade.Id);

        Assert.Equal((CloseReason.Settlement, 0m), (closed.CloseReason, closed.ExitPrice));
        Assert.Equal((await ClosedAsync(fixture, trade)).Pnl, closed.RealizedPnl);
    }

    /// <summary>A price of the underlying at which the option's mark is just before a price, or has come to it.</summary>
    private static async Task<decimal> PriceForMarkAsync(TradingFixture fixture, TradeRecord trade, decimal mark, bool isBeyond)
    {
        var (low, high) = (Market / 2, Market);
        while (high - low > 1)
        {
            var middle = Math.Round((low + high) / 2, 1);
            await PriceAsync(fixture, middle);
            if ((await TickerAsync(fixture, trade)).MarkPrice <= mark)
                low = middle;
            else
                high = middle;
        }

        return isBeyond ? low : high;
    }
}
