using TradingBot.Bybit.Tests.Stub;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.TestKit;

namespace TradingBot.Bybit.Tests.Contract;

/// <summary>What the bot relies on, end to end over HTTP: our client and our paper exchange must agree on it.</summary>
public sealed class PaperContractTests
{
    private const string Create = "/v5/order/create";

    private static readonly Symbol Btc = Symbol.Parse("BTCUSDT");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static DateTimeOffset AnHourAgo => TimeProvider.System.GetUtcNow().AddHours(-1);

    [Fact]
    public async Task Reads_of_a_fresh_account_agree()
    {
        await using var fixture = await PaperFixture.OpenAsync(Token);

        Assert.Equal(10_000m, Expect.Value(await fixture.Exchange.GetBalanceAsync(Token)).TotalEquity);
        Assert.Empty(Expect.Value(await fixture.Exchange.GetPositionsAsync(Category.Linear, null, Token)));
        Assert.Empty(Expect.Value(await fixture.Exchange.GetPositionsAsync(Category.Linear, Btc, Token)));
        Assert.Empty(Expect.Value(await fixture.Exchange.GetOpenOrdersAsync(Category.Linear, Btc, Token)));
        Assert.Empty(Expect.Value(await fixture.Exchange.GetExecutionsAsync(Category.Linear, Btc, AnHourAgo.AddDays(-30), Token)));
        Assert.Equal(0.00055m, Expect.Value(await fixture.Exchange.GetFeeRateAsync(Category.Linear, Btc, Token)).Taker);
        var now = TimeProvider.System.GetUtcNow();
        Assert.InRange(Expect.Value(await fixture.Exchange.GetTimeAsync(Token)), now.AddSeconds(-5), now.AddSeconds(5));
        Assert.True(Expect.Value(await fixture.Exchange.GetTickerAsync(Category.Linear, Btc, Token)) is
        {
            BidPrice: > 0m,
            AskPrice: > 0m, MarkPrice: > 0m
        });
        Assert.False(Expect.Value(await fixture.KeyCheck.CheckAsync(Token)).IsReadOnly);
    }

    [Theory]
    [InlineData(Category.Linear)]
    [InlineData(Category.Spot)]
    public async Task Instruments_have_usable_rules(Category category)
    {
        await using var fixture = await PaperFixture.OpenAsync(Token);

        var instrument = Assert.Single(Expect.Value(await fixture.Exchange.GetInstrumentsAsync(category, Token)), one => one.Symbol == Btc);

        Assert.True(instrument.IsTradable);
        Assert.True(instrument is { TickSize: 0.1m, QuantityStep: > 0m, MinNotional: > 0m, MaxMarketQuantity: > 0m });
    }

    [Fact]
    public async Task Entry_with_a_stop_fills_and_the_stop_stands_at_the_exchange()
    {
        await using var fixture = await PaperFixture.OpenAsync(Token);
        await fixture.PriceAsync("linear", "BTCUSDT", "68000", Token);

        var exchangeOrderId = Expect.Accepted(
            await fixture.Exchange.PlaceOrderAsync(Entry("a") with { StopLoss = 66000m, TakeProfit = 72000m }, Token));

        var position = await PositionAsync(fixture);
        Assert.Equal(
            (Direction.Long, 0.01m, 66000m, 72000m), (position.Direction, position.Quantity, position.StopLoss, position.TakeProfit));
        var order = Expect.Value(await fixture.Exchange.FindOrderAsync(Category.Linear, Btc, Entry("a").LinkId, Token))!;
        Assert.Equal((exchangeOrderId, OrderStatus.Filled, 0.01m), (order.ExchangeOrderId, order.Status, order.FilledQuantity));
        var stops = Expect.Value(await fixture.Exchange.GetOpenOrdersAsync(Category.Linear, Btc, Token))
            .ToDictionary(one => one.StopOrderType ?? "", StringComparer.Ordinal);
        Assert.Equal((66000m, 72000m), (stops["StopLoss"].TriggerPrice, stops["TakeProfit"].TriggerPrice));
    }

    [Fact]
    public async Task Stop_is_moved_confirmed_again_and_removed()
    {
        await using var fixture = await PaperFixture.OpenAsync(Token);
        Expect.Accepted(await fixture.Exchange.PlaceOrderAsync(Entry("a") with { StopLoss = 60000m }, Token));
        await PositionAsync(fixture);

        Expect.Accepted(await fixture.Exchange.SetTradingStopAsync(new TradingStop(Category.Linear, Btc, 61000m, null), Token));
        Expect.Accepted(await fixture.Exchange.SetTradingStopAsync(new TradingStop(Category.Linear, Btc, 61000m, null), Token));
        Assert.Equal(61000m, (await PositionAsync(fixture)).StopLoss);
        Expect.Accepted(await fixture.Exchange.SetTradingStopAsync(new TradingStop(Category.Linear, Btc, 0m, null), Token));
        Assert.Null((await PositionAsync(fixture)).StopLoss);
    }

    [Fact]
    public async Task Stop_without_a_position_asks_for_correction()
    {
        await using var fixture = await PaperFixture.OpenAsync(Token);

        var outcome = await fixture.Exchange.SetTradingStopAsync(new TradingStop(Category.Linear, Btc, 61000m, null), Token);

        Assert.Equal(RetryGuidance.CorrectAndRetry, Expect.Rejected(outcome).Class);
    }

    [Fact]
    public async Task Stop_hit_by_the_price_closes_the_position_and_says_so()
    {
        await using var fixture = await PaperFixture.OpenAsync(Token);
        await fixture.PriceAsync("linear", "BTCUSDT", "68000", Token);
        Expect.Accepted(await fixture.Exchange.PlaceOrderAsync(Entry("a") with { StopLoss = 66000m }, Token));
        await PositionAsync(fixture);

        await fixture.PriceAsync("linear", "BTCUSDT", "65900", Token);

        await FlatAsync(fixture);
        var closing = Expect.Value(await fixture.Exchange.GetExecutionsAsync(Category.Linear, Btc, AnHourAgo, Token))[^1];
        Assert.Equal((OrderSide.Sell, "StopLoss", 0.01m), (closing.Side, closing.StopOrderType, closing.ClosedQuantity));
    }

    [Fact]
    public async Task Closed_profit_equals_what_the_executions_add_up_to()
    {
        await using var fixture = await PaperFixture.OpenAsync(Token);
        await fixture.PriceAsync("linear", "BTCUSDT", "68000", Token);
        Expect.Accepted(await fixture.Exchange.PlaceOrderAsync(Entry("a"), Token));
        await PositionAsync(fixture);
        await fixture.PriceAsync("linear", "BTCUSDT", "69000", Token);

        Expect.Accepted(await fixture.Exchange.PlaceOrderAsync(Exit("b"), Token));
        await FlatAsync(fixture);

        var executions = Expect.Value(await fixture.Exchange.GetExecutionsAsync(Category.Linear, Btc, AnHourAgo, Token));
        var net = executions.Sum(execution => (execution.Side == OrderSide.Sell ? execution.Value : -execution.Value) - execution.Fee);
        var closed = Assert.Single(Expect.Value(await fixture.Exchange.GetClosedPnlAsync(Category.Linear, Btc, AnHourAgo, Token)));
        Assert.All(executions, execution => Assert.Equal("USDT", execution.FeeCurrency));
        Assert.Equal((OrderSide.Sell, 0.01m), (closed.ClosingSide, closed.Quantity));
        Assert.Equal(net, closed.Pnl, 6);
    }

    [Fact]
    public async Task Executions_over_many_pages_are_complete_and_in_order()
    {
        // More than one page of a hundred.
        const int Orders = 104;
        await using var fixture = await PaperFixture.OpenAsync(Token);
        for (var index = 0; index < Orders; index++)
        {
            var intent = index % 2 == 0 ? Entry($"n{index}") : Exit($"n{index}");
            Expect.Accepted(await fixture.Exchange.PlaceOrderAsync(intent, Token));
            await Eventually.TrueAsync(
                async () => Expect.Value(await fixture.Exchange.FindOrderAsync(Category.Linear,
                    Btc, intent.LinkId, Token))?.Status == OrderStatus.Filled,
                $"order {index} is filled", cancellationToken: Token);
        }

        var executions = Expect.Value(await fixture.Exchange.GetExecutionsAsync(Category.Linear, Btc, AnHourAgo, Token));

        Assert.Equal(Enumerable.Range(0, Orders).Select(index => $"n{index}"), executions.Select(execution => execution.LinkId));
        Assert.Equal(executions.Count, executions.Select(execution => execution.ExecId).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task Order_whose_answer_was_cut_is_unknown_then_found_and_adopted()
    {
        await using var fixture = await PaperFixture.OpenAsync(Token);
        await fixture.FaultAsync(Create, Fault.DropAfter, Token);

        Expect.Unknown(await fixture.Exchange.PlaceOrderAsync(Entry("lost"), Token));

        Assert.Equal(1, await fixture.CountAsync(Create, Token));
        var found = await Eventually.ValueAsync(
            async () => Expect.Value(await fixture.Exchange.FindOrderAsync(Category.Linear, Btc, Entry("lost").LinkId, Token)),
            order => order?.Status == OrderStatus.Filled, "the lost order shows up", cancellationToken: Token);
        Assert.Equal(found!.ExchangeOrderId, Expect.Accepted(await fixture.Exchange.PlaceOrderAsync(Entry("lost"), Token)));
        Assert.Equal(0.01m, (await PositionAsync(fixture)).Quantity);
    }

    [Fact]
    public async Task Order_that_never_arrived_is_unknown_and_shown_nowhere()
    {
        await using var fixture = await PaperFixture.OpenAsync(Token);
        await fixture.FaultAsync(Create, Fault.DropBefore, Token);

        Expect.Unknown(await fixture.Exchange.PlaceOrderAsync(Entry("lost"), Token));

        Assert.Null(Expect.Value(await fixture.Exchange.FindOrderAsync(Category.Linear, Btc, Entry("lost").LinkId, Token)));
    }

    [Theory]
    [InlineData(Fault.RetCode10000)]
    [InlineData(Fault.RetCode10016)]
    public async Task Order_answered_by_server_trouble_is_unknown(Fault code)
    {
        await using var fixture = await PaperFixture.OpenAsync(Token);
        await fixture.FaultAsync(Create, code, Token);

        Assert.Equal(FaultRequests.NumberOf(code), Expect.Unknown(await fixture.Exchange.PlaceOrderAsync(Entry("a"), Token)).Code);
    }

    [Fact]
    public async Task Limit_order_rests_and_is_cancelled_once_and_again()
    {
        await using var fixture = await PaperFixture.OpenAsync(Token);
        await fixture.PriceAsync("linear", "BTCUSDT", "68000", Token);
        var intent = Entry("l") with { Type = OrderType.Limit, LimitPrice = 67000m };
        Expect.Accepted(await fixture.Exchange.PlaceOrderAsync(intent, Token));
        Assert.Equal(67000m, (await RestingAsync(fixture, Category.Linear)).LimitPrice);

        Expect.Accepted(await fixture.Exchange.CancelOrderAsync(Category.Linear, Btc, intent.LinkId, isStopOrder: false, Token));
        await Eventually.TrueAsync(
            async () => Expect.Value(await fixture.Exchange.FindOrderAsync(Category.Linear,
                Btc, intent.LinkId, Token))?.Status == OrderStatus.Cancelled,
            "the order is cancelled", cancellationToken: Token);

        Expect.Accepted(await fixture.Exchange.CancelOrderAsync(Category.Linear, Btc, intent.LinkId, isStopOrder: false, Token));
    }

    [Fact]
    public async Task Leverage_can_be_set_twice()
    {
        await using var fixture = await PaperFixture.OpenAsync(Token);

        Expect.Accepted(await fixture.Exchange.SetLeverageAsync(Category.Linear, Btc, 7m, Token));
        Expect.Accepted(await fixture.Exchange.SetLeverageAsync(Category.Linear, Btc, 7m, Token));
    }

    [Fact]
    public async Task Refusals_name_their_codes()
    {
        await using var fixture = await PaperFixture.OpenAsync(Token);

        var tooBig = Entry("big") with { Quantity = 400m };
        Assert.Equal(RetryGuidance.Permanent, Expect.Rejected(await fixture.Exchange.PlaceOrderAsync(tooBig, Token)).Class);
        Assert.Equal(RetryGuidance.AlreadyDone, Expect.Rejected(await fixture.Exchange.PlaceOrderAsync(Exit("flat"), Token)).Class);
    }

    [Fact]
    public async Task Spot_buy_pays_its_fee_in_coin_and_its_stop_can_be_placed_and_cancelled()
    {
        await using var fixture = await PaperFixture.OpenAsync(Token);
        await fixture.PriceAsync("spot", "BTCUSDT", "68000", Token);
        Expect.Accepted(await fixture.Exchange.PlaceOrderAsync(Entry("s") with { Category = Category.Spot }, Token));
        var bought = await Eventually.ValueAsync(
            async () => Expect.Value(await fixture.Exchange.GetExecutionsAsync(Category.Spot, Btc, AnHourAgo, Token)),
            executions => executions.Sum(execution => execution.Quantity) == 0.01m, "the spot buy is filled", cancellationToken: Token);
        Assert.All(bought, execution => Assert.Equal("BTC", execution.FeeCurrency));

        var stop = Entry("t") with { Category = Category.Spot, Side = OrderSide.Sell, Quantity = 0.009m, TriggerPrice = 66000m };
        Expect.Accepted(await fixture.Exchange.PlaceOrderAsync(stop, Token));
        var open = await RestingAsync(fixture, Category.Spot);
        Assert.Equal((66000m, "tpslOrder"), (open.TriggerPrice, open.StopOrderType));
        Expect.Accepted(await fixture.Exchange.CancelOrderAsync(Category.Spot, Btc, stop.LinkId, isStopOrder: true, Token));
    }

    private static OrderIntent Entry(string linkId) => BybitFixture.Buy() with { LinkId = OrderLinkId.Parse(linkId) };

    private static OrderIntent Exit(string linkId) => Entry(linkId) with { Side = OrderSide.Sell, ReduceOnly = true };

    private static async Task<ExchangePosition> PositionAsync(PaperFixture fixture) => (await Eventually.ValueAsync(
        async () => Expect.Value(await fixture.Exchange.GetPositionsAsync(Category.Linear, Btc, Token)),
        open => open.Count == 1, "the position is open", cancellationToken: Token))[0];

    private static async Task<ExchangeOrder> RestingAsync(PaperFixture fixture, Category category) => (await Eventually.ValueAsync(
        async () => Expect.Value(await fixture.Exchange.GetOpenOrdersAsync(category, Btc, Token)),
        open => open.Count == 1, "the order rests", cancellationToken: Token))[0];

    private static Task FlatAsync(PaperFixture fixture) => Eventually.TrueAsync(
        async () => Expect.Value(await fixture.Exchange.GetPositionsAsync(Category.Linear, Btc, Token)).Count == 0,
        "the position is closed", cancellationToken: Token);
}
