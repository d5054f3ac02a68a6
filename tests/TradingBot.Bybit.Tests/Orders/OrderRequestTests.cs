using System.Text.Json;
using TradingBot.Bybit.Tests.Stub;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;

namespace TradingBot.Bybit.Tests.Orders;

public sealed class OrderRequestTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Linear_market_order_carries_its_stop_and_target() => await SentAsync(
        BybitFixture.Buy() with { StopLoss = 95000.50m, TakeProfit = 110000m },
        """
        {"category":"linear","symbol":"BTCUSDT","side":"Buy","orderType":"Market","qty":"0.01","timeInForce":"IOC","orderLinkId":"0123456789abcdef0123456789abcdef-e0",
        "positionIdx":0,"stopLoss":"95000.5","takeProfit":"110000","tpslMode":"Full","slTriggerBy":"LastPrice","tpTriggerBy":"LastPrice","slOrderType":"Market","tpOrderType":"Market"}
        """);

    [Fact]
    public async Task Inverse_limit_order_is_good_till_cancelled() => await SentAsync(
        BybitFixture.Buy(Category.Inverse) with
        {
            Symbol = Symbol.Parse("BTCUSD"),
            Type = OrderType.Limit,
            LimitPrice = 64000.0m,
            Quantity = 100m,
        },
        """{"category":"inverse","symbol":"BTCUSD","side":"Buy","orderType":"Limit","qty":"100","price":"64000","timeInForce":"GTC","orderLinkId":"0123456789abcdef0123456789abcdef-e0","positionIdx":0}""");

    [Fact]
    public async Task Limit_order_that_lives_for_a_moment_says_so() => await SentAsync(
        BybitFixture.Buy() with { Type = OrderType.Limit, LimitPrice = 100m, TimeInForce = TimeInForce.ImmediateOrCancel },
        """{"category":"linear","symbol":"BTCUSDT","side":"Buy","orderType":"Limit","qty":"0.01","price":"100","timeInForce":"IOC","orderLinkId":"0123456789abcdef0123456789abcdef-e0","positionIdx":0}""");

    [Fact]
    public async Task Closing_order_may_only_reduce() => await SentAsync(
        BybitFixture.Buy() with { Side = OrderSide.Sell, ReduceOnly = true },
        """{"category":"linear","symbol":"BTCUSDT","side":"Sell","orderType":"Market","qty":"0.01","timeInForce":"IOC","orderLinkId":"0123456789abcdef0123456789abcdef-e0","positionIdx":0,"reduceOnly":true}""");

    [Theory]
    [InlineData(Category.Linear, "linear", "BTCUSDT")]
    [InlineData(Category.Inverse, "inverse", "BTCUSD")]
    public async Task Order_that_closes_all_has_no_quantity(Category category, string word, string symbol) => await SentAsync(
        BybitFixture.Buy(category) with { Symbol = Symbol.Parse(symbol), Side = OrderSide.Sell, ReduceOnly = true, ClosesAll = true },
        $$"""{"category":"{{word}}","symbol":"{{symbol}}","side":"Sell","orderType":"Market","qty":"0","timeInForce":"IOC","orderLinkId":"0123456789abcdef0123456789abcdef-e0","positionIdx":0,"reduceOnly":true,"closeOnTrigger":true}""");

    [Fact]
    public async Task Spot_market_buy_states_its_quantity_in_base_coin() => await SentAsync(
        BybitFixture.Buy(Category.Spot),
        """{"category":"spot","symbol":"BTCUSDT","side":"Buy","orderType":"Market","marketUnit":"baseCoin","qty":"0.01","timeInForce":"IOC","orderLinkId":"0123456789abcdef0123456789abcdef-e0"}""");

    [Fact]
    public async Task Spot_stop_is_a_triggered_market_sell() => await SentAsync(
        BybitFixture.Buy(Category.Spot) with { Side = OrderSide.Sell, TriggerPrice = 90000m },
        """{"category":"spot","symbol":"BTCUSDT","side":"Sell","orderType":"Market","marketUnit":"baseCoin","orderFilter":"tpslOrder","triggerPrice":"90000","qty":"0.01","timeInForce":"IOC","orderLinkId":"0123456789abcdef0123456789abcdef-e0"}""");

    [Fact]
    public async Task Spot_limit_order_carries_its_exits() => await SentAsync(
        BybitFixture.Buy(Category.Spot) with { Type = OrderType.Limit, LimitPrice = 100m, StopLoss = 90m, TakeProfit = 120m },
        """
        {"category":"spot","symbol":"BTCUSDT","side":"Buy","orderType":"Limit","price":"100","qty":"0.01","timeInForce":"GTC","orderLinkId":"0123456789abcdef0123456789abcdef-e0",
        "stopLoss":"90","takeProfit":"120","slOrderType":"Market","tpOrderType":"Market"}
        """);

    [Fact]
    public async Task Option_order_has_its_link_id() => await SentAsync(
        BybitFixture.Buy(Category.Option) with { Type = OrderType.Limit, LimitPrice = 500m },
        """{"category":"option","symbol":"BTC-27MAR26-70000-P-USDT","side":"Buy","orderType":"Limit","price":"500","qty":"0.01","timeInForce":"GTC","orderLinkId":"0123456789abcdef0123456789abcdef-e0","positionIdx":0}""");

    public static TheoryData<string> Impossible => new(
        "Quantity", "LimitPrice", "StopLoss", "ReduceOnly", "ReduceOnly with stop", "ClosesAll", "ClosesAll with limit", "ClosesAll on spot", "TriggerPrice", "TriggerPrice with limit", "Spot market stop", "Option stop", "Market with price");

    [Theory]
    [MemberData(nameof(Impossible))]
    public async Task Intent_that_bybit_cannot_take_is_refused_by_field_and_never_sent(string kind)
    {
        await using var fixture = await BybitFixture.OpenAsync();
        var (intent, field) = kind switch
        {
            "Quantity" => (BybitFixture.Buy() with { Quantity = 0m }, "Quantity"),
            "LimitPrice" => (BybitFixture.Buy() with { Type = OrderType.Limit }, "LimitPrice"),
            "Market with price" => (BybitFixture.Buy() with { LimitPrice = 1m }, "LimitPrice"),
            "StopLoss" => (BybitFixture.Buy() with { StopLoss = -1m }, "StopLoss"),
            "ReduceOnly" => (BybitFixture.Buy(Category.Spot) with { ReduceOnly = true }, "ReduceOnly"),
            "ReduceOnly with stop" => (BybitFixture.Buy() with { ReduceOnly = true, StopLoss = 1m }, "ReduceOnly"),
            "ClosesAll" => (BybitFixture.Buy() with { ClosesAll = true }, "ClosesAll"),
            "ClosesAll with limit" => (
                BybitFixture.Buy() with { ReduceOnly = true, ClosesAll = true, Type = OrderType.Limit, LimitPrice = 1m }, "ClosesAll"),
            "ClosesAll on spot" => (BybitFixture.Buy(Category.Spot) with { ClosesAll = true }, "ClosesAll"),
            "TriggerPrice" => (BybitFixture.Buy() with { TriggerPrice = 1m }, "TriggerPrice"),
            "TriggerPrice with limit" =>
                (BybitFixture.Buy(Category.Spot) with { TriggerPrice = 1m, Type = OrderType.Limit, LimitPrice = 1m }, "TriggerPrice"),
            "Spot market stop" => (BybitFixture.Buy(Category.Spot) with { StopLoss = 1m }, "StopLoss"),
            "Option stop" => (BybitFixture.Buy(Category.Option) with { StopLoss = 1m }, "StopLoss"),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };

        var error = Expect.Rejected(await fixture.Exchange.PlaceOrderAsync(intent, Token));

        Assert.Contains(field, error.Message, StringComparison.Ordinal);
        Assert.Equal(RetryGuidance.Permanent, error.Class);
        Assert.Empty(fixture.Stub.Requests);
    }

    [Theory]
    [InlineData(Category.Spot, true, "tpslOrder")]
    [InlineData(Category.Spot, false, null)]
    [InlineData(Category.Linear, true, null)]
    public async Task Cancel_names_the_filter_only_for_spot_stops(Category category, bool isStop, string? filter)
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When("/v5/order/cancel", """{"orderId":"1"}""");

        Expect.Accepted(await fixture.Exchange.CancelOrderAsync(category, BybitFixture.Btc, BybitFixture.Buy().LinkId, isStop, Token));

        using var body = JsonDocument.Parse(fixture.Stub.Single("/v5/order/cancel").Body);
        Assert.Equal(filter, body.RootElement.TryGetProperty("orderFilter", out var sent) ? sent.GetString() : null);
        Assert.Equal(BybitFixture.Buy().LinkId.Value, body.RootElement.GetProperty("orderLinkId").GetString());
    }

    private static async Task SentAsync(OrderIntent intent, string expected)
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When("/v5/order/create", """{"orderId":"o-9","orderLinkId":"x"}""");

        Assert.Equal("o-9", Expect.Accepted(await fixture.Exchange.PlaceOrderAsync(intent, Token)));

        using var sent = JsonDocument.Parse(fixture.Stub.Single("/v5/order/create").Body);
        using var wanted = JsonDocument.Parse(expected);
        Assert.True(
            JsonElement.DeepEquals(wanted.RootElement, sent.RootElement), $"wanted {wanted.RootElement}\n  sent {sent.RootElement}");
    }
}
