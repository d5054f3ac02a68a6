using System.Text.Json;
using TradingBot.Bybit.Tests.Stub;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using static TradingBot.Bybit.Tests.Stub.Routes;

namespace TradingBot.Bybit.Tests.Positions;

/// <summary>The position an order or a stop works on, and how the mode of a symbol is learnt.</summary>
public sealed class HedgeModeTests
{
    private const string NetRow = """{"list":[{"symbol":"BTCUSDT","side":"","size":"0","positionIdx":0}]}""";
    private const string BothLegs = """
        {"list":[{"symbol":"BTCUSDT","side":"Buy","size":"1","avgPrice":"100","positionIdx":1,"stopLoss":"90"},
        {"symbol":"BTCUSDT","side":"Sell","size":"2","avgPrice":"101","positionIdx":2}]}
        """;

    private static readonly string FlatLegs = BothLegs.Replace("\"1\",\"avg", "\"0\",\"avg", StringComparison.Ordinal)
        .Replace("\"2\",\"avg", "\"0\",\"avg", StringComparison.Ordinal);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(OrderSide.Buy, false, 1)]
    [InlineData(OrderSide.Sell, true, 1)]
    [InlineData(OrderSide.Sell, false, 2)]
    [InlineData(OrderSide.Buy, true, 2)]
    public async Task Order_of_a_symbol_known_to_be_hedged_names_its_leg(OrderSide side, bool reduceOnly, int index)
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(PositionList, FlatLegs).When(Create, """{"orderId":"o"}""");
        Expect.Value(await fixture.Exchange.GetPositionsAsync(Category.Linear, BybitFixture.Btc, Token));

        Expect.Accepted(await fixture.Exchange.PlaceOrderAsync(BybitFixture.Buy() with { Side = side, ReduceOnly = reduceOnly }, Token));

        Assert.Equal(index, IndexIn(fixture.Stub.Single(Create).Body));
    }

    [Theory]
    [InlineData("position idx not match position mode")]
    [InlineData("ポジションモードが一致しません")]
    public async Task Order_in_the_wrong_mode_is_sent_once_more_for_the_mode_that_the_exchange_shows(string message)
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(Create, StubReplies.Code(10001, message), StubReplies.Ok("""{"orderId":"o"}""")).When(PositionList, FlatLegs);

        Assert.Equal("o", Expect.Accepted(await fixture.Exchange.PlaceOrderAsync(BybitFixture.Buy(), Token)));

        var bodies = fixture.Stub.Requests.Where(request => request.Path == Create).Select(request => request.Body).ToList();
        Assert.Equal([0, 1], bodies.Select(IndexIn));
        Assert.All(bodies, body => Assert.Contains(BybitFixture.Buy().LinkId.Value, body, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("position idx not match position mode")]
    [InlineData("Qty invalid")]
    public async Task Refusal_that_is_not_about_the_mode_is_not_sent_again(string message)
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(Create, StubReplies.Code(10001, message)).When(PositionList, NetRow);

        Expect.Rejected(await fixture.Exchange.PlaceOrderAsync(BybitFixture.Buy(), Token));

        Assert.Equal(1, fixture.Stub.Count(Create));
    }

    /// <summary>Whether it is refused for good depends on the mode, which is not known.</summary>
    [Theory]
    [InlineData("position idx not match position mode")]
    [InlineData("ポジションモードが一致しません")]
    public async Task Refusal_that_may_be_about_the_mode_is_to_be_tried_again_while_the_mode_cannot_be_read(string message)
    {
        await using var fixture = await BybitFixture.OpenAsync();
        var refusal = StubReplies.Code(10001, message);
        fixture.Stub.When(Create, refusal).When(Stop, refusal).When(PositionList, StubReplies.Code(10005)).When(
            CreateBatch, StubReplies.Raw(
                200, $$$"""{"retCode":0,"result":{"list":[{"orderId":""}]},"retExtInfo":{"list":[{"code":10001,"msg":"{{{message}}}"}]}}"""));
        var stop = new TradingStop(Category.Linear, BybitFixture.Btc, 90m, null) { Direction = Direction.Long };

        Assert.All(
            [
                await fixture.Exchange.PlaceOrderAsync(BybitFixture.Buy(), Token),
                await fixture.Exchange.SetTradingStopAsync(stop, Token),
                Assert.Single(await fixture.Exchange.PlaceOrdersAsync([BybitFixture.Buy()], Token)),
            ],
            static outcome =>
            {
                var error = Expect.Rejected(outcome);
                Assert.Equal((10001, RetryGuidance.RetryLater), (error.Code, error.Class));
            });
        Assert.Equal((1, 1, 1), (fixture.Stub.Count(Create), fixture.Stub.Count(Stop), fixture.Stub.Count(CreateBatch)));
    }

    [Fact]
    public async Task Refusal_with_a_reason_of_its_own_asks_for_no_mode()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(Create, StubReplies.Code(110007, "ab not enough for new order")).When(PositionList, FlatLegs);

        Expect.Rejected(await fixture.Exchange.PlaceOrderAsync(BybitFixture.Buy(), Token));

        Assert.Equal((1, 0), (fixture.Stub.Count(Create), fixture.Stub.Count(PositionList)));
    }

    [Fact]
    public async Task Order_of_a_batch_in_the_wrong_mode_is_sent_alone_for_the_right_one()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(CreateBatch, StubReplies.Raw(200, """{"retCode":0,"result":{"list":[{"orderId":""}]},"retExtInfo":{"list":[{"code":10001,"msg":"position idx not match position mode"}]}}"""))
            .When(PositionList, FlatLegs).When(Create, """{"orderId":"o"}""");

        Assert.Equal("o", Expect.Accepted(Assert.Single(await fixture.Exchange.PlaceOrdersAsync([BybitFixture.Buy()], Token))));

        Assert.Equal(1, IndexIn(fixture.Stub.Single(Create).Body));
    }

    [Theory]
    [InlineData(Category.Linear, false, true)]
    [InlineData(Category.Inverse, false, true)]
    [InlineData(Category.Spot, false, false)]
    [InlineData(Category.Option, false, false)]
    [InlineData(Category.Linear, true, true)]
    [InlineData(Category.Spot, true, false)]
    [InlineData(Category.Option, true, false)]
    public async Task Mode_is_asked_for_where_positions_may_be_hedged_and_nowhere_else(Category category, bool isBatch, bool isAsked)
    {
        await using var fixture = await BybitFixture.OpenAsync();
        const string Why = "position idx not match position mode";
        fixture.Stub.When(Create, StubReplies.Code(10001, Why)).When(PositionList, NetRow).When(CreateBatch, StubReplies.Raw(
            200, $$$"""{"retCode":0,"result":{"list":[{"orderId":""}]},"retExtInfo":{"list":[{"code":10001,"msg":"{{{Why}}}"}]}}"""));
        var intent = BybitFixture.Buy(category);

        var outcome = isBatch
            ? Assert.Single(await fixture.Exchange.PlaceOrdersAsync([intent], Token))
            : await fixture.Exchange.PlaceOrderAsync(intent, Token);

        Assert.Equal(10001, Expect.Rejected(outcome).Code);
        Assert.Equal(isAsked ? 1 : 0, fixture.Stub.Count(PositionList));
        Assert.Equal(1, fixture.Stub.Count(isBatch ? CreateBatch : Create));
    }

    [Fact]
    public async Task Both_legs_are_read_and_told_apart()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(PositionList, BothLegs);

        var open = Expect.Value(await fixture.Exchange.GetPositionsAsync(Category.Linear, BybitFixture.Btc, Token));

        Assert.Equal([(PositionLeg.Long, Direction.Long, 1m), (PositionLeg.Short, Direction.Short, 2m)], open.Select(
            one => (one.Leg, one.Direction, one.Quantity)));
    }

    [Fact]
    public async Task Stop_of_a_hedged_symbol_needs_a_direction_when_both_legs_stand()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(PositionList, BothLegs).When(Stop, "{}");
        Expect.Value(await fixture.Exchange.GetPositionsAsync(Category.Linear, BybitFixture.Btc, Token));
        var stop = new TradingStop(Category.Linear, BybitFixture.Btc, 95m, null);

        Assert.Contains(
            "Direction", Expect.Rejected(await fixture.Exchange.SetTradingStopAsync(stop, Token)).Message, StringComparison.Ordinal);
        Expect.Accepted(await fixture.Exchange.SetTradingStopAsync(stop with { Direction = Direction.Short }, Token));

        Assert.Equal(2, IndexIn(fixture.Stub.Single(Stop).Body));
    }

    [Theory]
    [InlineData(Direction.Long, 1)]
    [InlineData(Direction.Short, 2)]
    public async Task Stop_in_the_wrong_mode_is_sent_once_more_for_the_leg_of_its_direction(Direction direction, int index)
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(Stop, StubReplies.Code(10001, "position idx not match position mode"), StubReplies.Ok("{}"))
            .When(PositionList, BothLegs);
        var stop = new TradingStop(Category.Linear, BybitFixture.Btc, 90m, null) { Direction = direction };

        Expect.Accepted(await fixture.Exchange.SetTradingStopAsync(stop, Token));

        Assert.Equal(
            [0, index],
            fixture.Stub.Requests.Where(static request => request.Path == Stop).Select(static request => IndexIn(request.Body)));
    }

    [Fact]
    public async Task Stop_unchanged_is_believed_only_of_the_leg_it_is_for()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(PositionList, BothLegs).When(Stop, StubReplies.Code(34040));
        var stop = new TradingStop(Category.Linear, BybitFixture.Btc, 90m, null);

        Expect.Accepted(await fixture.Exchange.SetTradingStopAsync(stop with { Direction = Direction.Long }, Token));
        Expect.Rejected(await fixture.Exchange.SetTradingStopAsync(stop with { Direction = Direction.Short }, Token));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(110025)]
    public async Task Mode_that_is_set_or_already_so_is_accepted_and_used_by_the_next_order(int code)
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(Mode, StubReplies.Code(code)).When(Create, """{"orderId":"o"}""");

        Expect.Accepted(await fixture.Exchange.SetPositionModeAsync(Category.Linear, BybitFixture.Btc, PositionMode.Hedge, Token));
        Expect.Accepted(await fixture.Exchange.PlaceOrderAsync(BybitFixture.Buy(), Token));

        Assert.Equal("""{"category":"linear","symbol":"BTCUSDT","mode":3}""", fixture.Stub.Single(Mode).Body);
        Assert.Equal(1, IndexIn(fixture.Stub.Single(Create).Body));
    }

    [Fact]
    public async Task Mode_that_cannot_be_switched_leaves_the_old_one_in_use()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(Mode, StubReplies.Code(110024)).When(Create, """{"orderId":"o"}""");

        Assert.Equal(RetryGuidance.Permanent, Expect.Rejected(await fixture.Exchange.SetPositionModeAsync(Category.Linear,
            BybitFixture.Btc, PositionMode.Hedge, Token)).Class);
        Expect.Rejected(await fixture.Exchange.SetPositionModeAsync(Category.Inverse, Symbol.Parse("BTCUSD"), PositionMode.Hedge, Token));
        Expect.Accepted(await fixture.Exchange.PlaceOrderAsync(BybitFixture.Buy(), Token));

        Assert.Equal(0, IndexIn(fixture.Stub.Single(Create).Body));
        Assert.Equal("""{"category":"linear","symbol":"BTCUSDT","mode":3}""", fixture.Stub.Single(Mode).Body);
    }

    private static int IndexIn(string body) => JsonDocument.Parse(body).RootElement.GetProperty("positionIdx").GetInt32();
}
