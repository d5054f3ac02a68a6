using System.Globalization;
using TradingBot.Core.Exchange;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Notifications;
using TradingBot.Core.Orders;
using TradingBot.Core.Signals;
using TradingBot.Core.Strategies;
using TradingBot.Core.Trades;
using TradingBot.Trading.Positions;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>Exits that cannot go the straight way: too large, too small, refused, or of a position that is not there any more.</summary>
public sealed class StuckExitFlowTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private static readonly Symbol Eth = Symbol.Parse("ETHUSDT");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Coins_partly_gone_are_sold_as_far_as_they_are_there_and_the_rest_is_told()
    {
        await using var fixture = await SpotAsync();
        var trade = await fixture.Driver.OpenAsync();
        await WithdrawAsync(fixture, left: "0.00499");

        // What is left is guarded first: nothing forces a sale.
        await fixture.Driver.LookUntilAsync(trade.Id, MonitorState.Protected);
        Assert.Equal((0.00499m, OrderStatus.Open), Standing(await fixture.Driver.OrderAsync(trade.Id, OrderRole.Stop)));
        await fixture.Driver.CloseAsync(trade.Id);
        var closed = await UntilLostAsync(fixture, trade);

        Assert.Equal((TradeStatus.Closed, 0.00499m, CloseReason.Manual), (closed.Status, closed.ExitedQuantity, closed.CloseReason));
        var notice = Assert.Single(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == NoticeKinds.PositionLost);
        Assert.Equal(Severity.Critical, notice.Severity);
        Assert.Contains("0.005", notice.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == NoticeKinds.ExitFailed);
    }

    [Fact]
    public async Task Coins_wholly_gone_end_the_trade_with_a_critical_notice_and_a_recorded_difference()
    {
        await using var fixture = await SpotAsync();
        var trade = await fixture.Driver.OpenAsync();
        await WithdrawAsync(fixture, left: "0");

        await fixture.Driver.LookUntilMissingAsync(trade.Id);
        await fixture.PassAsync(TimeSpan.FromSeconds(20));
        Assert.NotEqual(MonitorState.Flat, (await fixture.Driver.LookAsync(trade.Id)).State);
        var closed = await UntilLostAsync(fixture, trade);

        Assert.Equal((TradeStatus.Closed, CloseReason.PositionLost), (closed.Status, closed.CloseReason));
        Assert.Single(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == NoticeKinds.PositionLost);
        Assert.Single(await fixture.Driver.DiscrepanciesAsync(), static row => row.Kind == "positionLost");
        Assert.Empty(await fixture.Driver.UnfinishedAsync());
    }

    [Fact]
    public async Task Coins_short_by_a_fee_are_sold_at_the_second_try()
    {
        await using var fixture = await SpotAsync();
        var trade = await fixture.Driver.OpenAsync();
        // As when a fee of another market was taken out of the same coin: a little less than the books say.
        await SellByHandAsync(fixture, trade, 0.001m);
        await fixture.Driver.HandAsync(OrderSide.Buy, 0.00099m, Category.Spot);
        await TestKit.Eventually.TrueAsync(
            async () => await FreeAsync(fixture) > 0.0099m, "Nothing was bought back", cancellationToken: Token);
        await fixture.Driver.CloseAsync(trade.Id);

        var closed = await fixture.Driver.LookUntilClosedAsync(trade.Id);

        Assert.Equal((TradeStatus.Closed, 0.009979m), (closed.Status, closed.ExitedQuantity));
        Assert.DoesNotContain(await fixture.Driver.NoticesAsync(), static notice => notice.Severity == Severity.Critical);
    }

    [Fact]
    public async Task Coins_of_a_hand_are_not_sold_with_ours_after_a_refusal()
    {
        await using var fixture = await SpotAsync();
        await fixture.Driver.HandAsync(OrderSide.Buy, 0.02m, Category.Spot);
        var trade = await fixture.Driver.OpenAsync();
        await fixture.Controls.FaultAsync(PaperExchangeControls.Create, "retCode", retCode: 170131);
        await fixture.Driver.CloseAsync(trade.Id);

        var closed = await fixture.Driver.LookUntilClosedAsync(trade.Id);

        Assert.Equal((TradeStatus.Closed, 0.00999m), (closed.Status, closed.ExitedQuantity));
        Assert.Equal(0.01998m, await FreeAsync(fixture));
    }

    [Fact]
    public async Task Position_without_history_ends_after_its_time_and_not_before()
    {
        await using var fixture = await FuturesAsync();
        var trade = await fixture.Driver.OpenAsync();
        await fixture.Controls.ResetAsync(("USDT", "10000"));

        Assert.Equal(MonitorState.Opening, (await fixture.Driver.LookAsync(trade.Id)).State);
        await fixture.PassAsync(TimeSpan.FromSeconds(28));
        Assert.Equal(MonitorState.Opening, (await fixture.Driver.LookAsync(trade.Id)).State);
        await fixture.PassAsync(TimeSpan.FromSeconds(3));
        var closed = await fixture.Driver.LookUntilClosedAsync(trade.Id);

        Assert.Equal((TradeStatus.Closed, CloseReason.PositionLost, 0m), (closed.Status, closed.CloseReason, closed.ExitedQuantity));
        var notice = Assert.Single(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == NoticeKinds.PositionLost);
        Assert.Equal(Severity.Critical, notice.Severity);
        Assert.Single(await fixture.Driver.DiscrepanciesAsync(), static row => row.Kind == "positionLost");
    }

    [Fact]
    public async Task Position_without_history_ends_too_when_closing_was_asked_for()
    {
        await using var fixture = await FuturesAsync();
        var trade = await fixture.Driver.OpenAsync();
        await fixture.Controls.ResetAsync(("USDT", "10000"));
        await fixture.Driver.CloseAsync(trade.Id);

        Assert.Equal(MonitorState.Closing, (await fixture.Driver.LookAsync(trade.Id)).State);
        await fixture.PassAsync(TimeSpan.FromSeconds(31));
        var closed = await fixture.Driver.LookUntilClosedAsync(trade.Id);

        Assert.Equal((TradeStatus.Closed, CloseReason.PositionLost), (closed.Status, closed.CloseReason));
        Assert.Empty(await fixture.Controls.SentOrdersAsync());
    }

    [Fact]
    public async Task Position_that_shows_again_in_time_goes_on()
    {
        await using var fixture = await FuturesAsync();
        var trade = await fixture.Driver.OpenAsync();
        await fixture.Controls.FaultAsync("/v5/position/list", "lag", count: 1, delayMs: 60_000);

        Assert.Equal(MonitorState.Opening, (await fixture.Driver.LookAsync(trade.Id)).State);
        Assert.NotNull((await fixture.Driver.TradeAsync(trade.Id)).PositionMissingSince);
        Assert.Equal(MonitorState.Protected, (await fixture.Driver.LookAsync(trade.Id)).State);
        Assert.Null((await fixture.Driver.TradeAsync(trade.Id)).PositionMissingSince);
        await fixture.PassAsync(TimeSpan.FromSeconds(31));
        await fixture.Controls.FaultAsync("/v5/position/list", "lag", count: 1, delayMs: 60_000);

        // Missing for the second time: the time begins anew.
        Assert.Equal(MonitorState.Opening, (await fixture.Driver.LookAsync(trade.Id)).State);
        Assert.Equal(MonitorState.Protected, (await fixture.Driver.LookAsync(trade.Id)).State);
    }

    [Fact]
    public async Task Position_above_the_market_maximum_is_closed_in_slices()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Controls.ResetAsync(("USDT", "1000000000"));
        await fixture.Controls.PriceAsync(100m, symbol: Eth.Value);
        var largest = (await InstrumentAsync(fixture, Eth)).MaxMarketQuantity;
        await fixture.Driver.StrategyAsync(strategy => strategy with
        {
            OrderType = OrderType.Limit,
            Symbols = [Eth],
            Sizing = new Sizing(SizingMode.FixedQuantity, largest * 1.5m),
        });
        var signal = await fixture.Driver.AlertAsync(
            static alert => alert with { Symbol = Eth, Action = SignalAction.Buy, LimitPrice = 99.9m });
        var trade = new TradeId((await fixture.Driver.ActAsync(signal)).TradeId!.Value);
        // The book holds less than the order at one price: it trades on each time the price comes back.
        await TestKit.Eventually.TrueAsync(
            async () =>
            {
                await fixture.Controls.PriceAsync(100m, symbol: Eth.Value);
                await fixture.Controls.PriceAsync(99.9m, symbol: Eth.Value);
                await fixture.Driver.LookAsync(trade);
                return (await fixture.Driver.TradeAsync(trade)).FilledQuantity == largest * 1.5m;
            },
            "The limit entry was never filled",
            cancellationToken: Token);
        await fixture.Driver.CloseAsync(trade);

        var closed = await fixture.Driver.LookUntilClosedAsync(trade);

        Assert.Equal((TradeStatus.Closed, largest * 1.5m), (closed.Status, closed.ExitedQuantity));
        var exits = await ExitsAsync(fixture, trade);
        Assert.True(exits.Count >= 2 && exits.All(quantity => quantity <= largest), string.Join(", ", exits));
        Assert.DoesNotContain(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == NoticeKinds.TradeReducedOutside);
    }

    [Fact]
    public async Task Refused_exit_is_never_repeated_unchanged()
    {
        await using var fixture = await FuturesAsync();
        var trade = await fixture.Driver.OpenAsync();
        await fixture.Controls.FaultAsync(PaperExchangeControls.Create, "retCode", count: 2, retCode: 110094);
        await fixture.Driver.CloseAsync(trade.Id);

        var closed = await fixture.Driver.LookUntilClosedAsync(trade.Id);

        Assert.Equal((TradeStatus.Closed, 0.01m), (closed.Status, closed.ExitedQuantity));
        Assert.Equal([0.01m, 0.005m, 0.002m, 0.008m], await ExitsAsync(fixture, trade.Id));
    }

    [Fact]
    public async Task Exit_that_stays_refused_calls_for_help_within_a_minute_and_goes_on_slowly()
    {
        await using var fixture = await FuturesAsync();
        var trade = await fixture.Driver.OpenAsync();
        await fixture.Controls.FaultAsync(PaperExchangeControls.Create, "retCode", count: 1000, retCode: 110094);
        await fixture.Driver.CloseAsync(trade.Id);
        var startedAt = fixture.Clock.GetUtcNow();

        while (!(await fixture.Driver.NoticesAsync()).Any(static notice => notice.Kind == NoticeKinds.ExitFailed))
        {
            var look = await fixture.Driver.LookAsync(trade.Id);
            Assert.Equal(MonitorState.Closing, look.State);
            await fixture.PassAsync(TimeSpan.FromMilliseconds(look.NextLookMilliseconds));
            Assert.True(fixture.Clock.GetUtcNow() - startedAt < TimeSpan.FromMinutes(1), "Nobody was told within a minute.");
        }

        var sent = (await fixture.Controls.SentOrdersAsync()).Count;
        for (var minute = 0; minute < 60; minute++)
        {
            await fixture.Driver.LookAsync(trade.Id);
            await fixture.PassAsync(TimeSpan.FromMinutes(1));
        }

        Assert.InRange((await fixture.Controls.SentOrdersAsync()).Count - sent, 6, 20);
        Assert.Single(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == NoticeKinds.ExitFailed);
        await fixture.Controls.HealAsync();
        await fixture.PassAsync(TimeSpan.FromMinutes(10));
        Assert.Equal(TradeStatus.Closed, (await fixture.Driver.LookUntilClosedAsync(trade.Id)).Status);
    }

    [Fact]
    public async Task Close_asked_for_twice_is_one_line_of_the_story()
    {
        await using var fixture = await FuturesAsync();
        var trade = await fixture.Driver.OpenAsync();

        Assert.True(await fixture.Driver.CloseAsync(trade.Id));
        Assert.True(await fixture.Driver.CloseAsync(trade.Id));

        Assert.Single(await fixture.Driver.StoryAsync(trade.Id), static kind => kind == "closeRequested");
    }

    private async Task<TradingFixture> FuturesAsync()
    {
        var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        return fixture;
    }

    private async Task<TradingFixture> SpotAsync()
    {
        var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Controls.ResetAsync(("USDT", "10000"));
        await fixture.Driver.StrategyAsync(
            strategy => strategy with { Category = Category.Spot, Leverage = null, Direction = AllowedDirection.Long });
        return fixture;
    }

    // The stop is cancelled, and coins leave by a road that leaves no execution.
    private async Task WithdrawAsync(TradingFixture fixture, string left)
    {
        await fixture.Controls.ResetAsync(("USDT", "10000"), ("BTC", left));
        await database.ExecuteAsync("update trading.orders set status = 'cancelled' where role = 'stop'");
    }

    // The stop binds the coins: a person takes it away first.
    private static async Task SellByHandAsync(TradingFixture fixture, TradeRecord trade, decimal quantity)
    {
        var stop = await fixture.Driver.OrderAsync(trade.Id, OrderRole.Stop);
        await fixture.Exchange.CancelOrderAsync(Category.Spot, TradeDriver.Btc, stop.LinkId, isStopOrder: true, Token);
        await TestKit.Eventually.TrueAsync(
            async () => await FreeAsync(fixture) >= quantity, "The stop was never taken away", cancellationToken: Token);
        await fixture.Driver.HandAsync(OrderSide.Sell, quantity, Category.Spot);
        await TestKit.Eventually.TrueAsync(
            async () => await FreeAsync(fixture) < trade.FilledQuantity - quantity, "The sale was never done", cancellationToken: Token);
    }

    private static async Task<decimal> FreeAsync(TradingFixture fixture)
    {
        var balance = Assert.IsType<ExchangeResult<AccountBalance>.Success>(await fixture.Exchange.GetBalanceAsync(Token)).Value;
        return balance.Coins.Where(static coin => coin.Coin == "BTC").Sum(static coin => coin.WalletBalance - coin.Locked);
    }

    private static async Task<TradeRecord> UntilLostAsync(TradingFixture fixture, TradeRecord trade)
    {
        await fixture.Driver.LookUntilMissingAsync(trade.Id);
        await fixture.PassAsync(TimeSpan.FromSeconds(31));
        return await fixture.Driver.LookUntilClosedAsync(trade.Id);
    }

    private static (decimal Quantity, OrderStatus Status) Standing(OrderRecord order) => (order.Quantity, order.Status);

    private static async Task<IReadOnlyList<decimal>> ExitsAsync(TradingFixture fixture, TradeId trade) =>
        [.. (await fixture.Controls.SentOrdersAsync())
            .Where(order => ((string?)order["orderLinkId"])?.StartsWith($"{trade.Value:N}-x", StringComparison.Ordinal) == true)
            .Select(static order => decimal.Parse((string)order["qty"]!, CultureInfo.InvariantCulture))];

    private static async Task<Instrument> InstrumentAsync(TradingFixture fixture, Symbol symbol) =>
        Assert.IsType<ExchangeResult<IReadOnlyList<Instrument>>.Success>(await fixture.Exchange.GetInstrumentsAsync(Category.Linear, Token))
            .Value.Single(instrument => instrument.Symbol == symbol);
}
