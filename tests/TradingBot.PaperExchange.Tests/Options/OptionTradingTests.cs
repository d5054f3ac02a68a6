using System.Text.Json.Nodes;
using TradingBot.PaperExchange.Protocol;
using static TradingBot.PaperExchange.Tests.OptionFixture;
using static TradingBot.PaperExchange.Tests.RunningExchange;

namespace TradingBot.PaperExchange.Tests;

/// <summary>Orders for options and what they do to money.</summary>
public sealed class OptionTradingTests
{
    [Fact]
    public async Task Buyer_pays_the_ask_and_a_fee_and_owns_something_worth_the_mark()
    {
        await using var fixture = await OpenAsync();
        var ticker = await fixture.TickerAsync(FarCall);
        var (ask, mark) = (Number(ticker, "ask1Price"), Number(ticker, "markPrice"));
        var fee = Math.Min(0.0003m * 68_000, 0.07m * ask) * 0.5m;

        var order = await fixture.FillAsync(FarCall, "Buy", "0.5");
        Assert.Equal((ask, ask * 0.5m, fee), (Number(order, "avgPrice"), Number(order, "cumExecValue"), Number(order, "cumExecFee")));
        Assert.Equal(10_000 - ask * 0.5m - fee, await fixture.Exchange.WalletAsync());

        var fill = Assert.Single(await fixture.ExecutionsAsync(FarCall));
        Assert.Equal(
            (ask, 0.5m, fee, "Trade"),
            (Number(fill, "execPrice"), Number(fill, "execQty"), Number(fill, "execFee"), Text(fill, "execType")));
        Assert.Equal(Number(ticker, "ask1Iv"), Number(fill, "tradeIv"));
        Assert.Equal(
            (Number(ticker, "markIv"), 68_000m, mark), (Number(fill, "markIv"), Number(fill, "indexPrice"), Number(fill, "markPrice")));

        var position = await fixture.PositionAsync(FarCall);
        Assert.Equal(
            ("Buy", 0.5m, ask, ""),
            (Text(position, "side"), Number(position, "size"), Number(position, "avgPrice"), Text(position, "liqPrice")));
        Assert.Equal(
            (0.5m * (mark - ask), 0m, 0m),
            (Number(position, "unrealisedPnl"), Number(position, "positionIM"), Number(position, "positionMM")));

        var account = await fixture.AccountAsync();
        var wallet = 10_000 - ask * 0.5m - fee;
        Assert.Equal((wallet + 0.5m * mark, wallet), (Number(account["coin"]![0], "equity"), Number(account, "totalMarginBalance")));
        Assert.Equal(
            (wallet + 0.5m * mark, wallet, 0m),
            (Number(account, "totalEquity"), Number(account, "totalAvailableBalance"), Number(account, "totalPerpUPL")));
    }

    [Fact]
    public async Task Seller_gets_the_bid_and_holds_margin_by_the_published_formula()
    {
        await using var fixture = await OpenAsync();
        var ticker = await fixture.TickerAsync(FarCall);
        var (bid, mark) = (Number(ticker, "bid1Price"), Number(ticker, "markPrice"));
        await fixture.FillAsync(FarCall, "Sell", "0.2");
        var fee = 0.0003m * 68_000 * 0.2m;
        var wallet = 10_000 + bid * 0.2m - fee;
        Assert.Equal(wallet, await fixture.Exchange.WalletAsync());

        // 15 % of the index less the 2,000 it lies out of the money, at least 10 %; plus the dearer of entry and mark.
        var initial = (Math.Max(0.15m * 68_000 - 2_000, 0.1m * 68_000) + Math.Max(bid, mark)) * 0.2m;
        var maintenance = (0.03m * 68_000 + mark + 0.002m * 68_000) * 0.2m;
        var position = await fixture.PositionAsync(FarCall);
        Assert.Equal(
            ("Sell", Math.Round(initial, 8), Math.Round(maintenance, 8)),
            (Text(position, "side"), Number(position, "positionIM"), Number(position, "positionMM")));
        var account = await fixture.AccountAsync();
        Assert.Equal((wallet, wallet - 0.2m * mark), (Number(account, "totalMarginBalance"), Number(account, "totalEquity")));
        Assert.Equal(Math.Round(wallet - initial, 8), Number(account, "totalAvailableBalance"));
    }

    [Fact]
    public async Task Cheap_option_pays_no_more_than_its_cap()
    {
        await using var fixture = await OpenAsync();
        var cheap = (await fixture.Exchange.ListAsync("/v5/market/tickers", "category=option&baseCoin=BTC&expDate=4MAR26"))
            .First(row => Number(row, "ask1Price") is >= 10 and < 100);
        var order = await fixture.FillAsync(Text(cheap, "symbol"), "Buy", "0.01");
        Assert.Equal(0.07m * Number(cheap, "ask1Price") * 0.01m, Number(order, "cumExecFee"));
    }

    [Fact]
    public async Task Resting_limit_is_met_by_the_quote_of_others_and_pays_the_maker_rate()
    {
        await using var fixture = await OpenAsync();
        var ask = Number(await fixture.TickerAsync(FarCall), "ask1Price");
        var id = await fixture.Exchange.PlaceAsync(fixture.Order(FarCall, "Buy", "0.1", Wire.Text(ask - 100)));
        await fixture.Exchange.OrderInAsync(id, "New", "option");
        await fixture.Exchange.SetPriceAsync("67900", "spot");
        Assert.Equal("New", Text(await fixture.Exchange.OrderAsync(id, "option"), "orderStatus"));
        await fixture.Exchange.SetPriceAsync("67000", "spot");
        var order = await fixture.Exchange.OrderInAsync(id, "Filled", "option");
        Assert.Equal((ask - 100, 0.0002m * 67_000 * 0.1m), (Number(order, "avgPrice"), Number(order, "cumExecFee")));
        Assert.True((bool)(await fixture.ExecutionsAsync(FarCall)).Single()["isMaker"]!);
    }

    [Fact]
    public async Task Time_in_force_decides_over_what_does_not_meet()
    {
        await using var fixture = await OpenAsync();
        var ticker = await fixture.TickerAsync(FarCall);
        await EndsAsync(fixture, "PostOnly", Text(ticker, "ask1Price"), "EC_PostOnlyWillTakeLiquidity");
        await EndsAsync(fixture, "IOC", Text(ticker, "bid1Price"), "EC_NoImmediateQtyToFill");
        await EndsAsync(fixture, "FOK", Text(ticker, "bid1Price"), "EC_NoEnoughQtyToFill");
    }

    [Fact]
    public async Task Nobody_bids_for_the_worthless()
    {
        await using var fixture = await OpenAsync();
        var worthless = (await fixture.Exchange.ListAsync(
            "/v5/market/tickers", "category=option&baseCoin=BTC&expDate=3MAR26")).First(row => Text(row, "bid1Price") == "0");
        var order = await fixture.Exchange.OrderInAsync(
            await fixture.Exchange.PlaceAsync(fixture.Order(Text(worthless, "symbol"), "Sell", "0.01")), "Cancelled", "option");
        Assert.Equal("EC_NoImmediateQtyToFill", Text(order, "rejectReason"));
    }

    [Fact]
    public async Task Order_by_volatility_gets_the_price_it_stands_for()
    {
        await using var fixture = await OpenAsync();
        var ticker = await fixture.TickerAsync(FarCall);
        var buy = fixture.Order(FarCall, "Buy", "0.1", "1");
        buy["orderIv"] = Wire.Text(Number(ticker, "markIv") - 0.05m);
        var id = await fixture.Exchange.PlaceAsync(buy);
        var order = await fixture.Exchange.OrderInAsync(id, "New", "option");
        Assert.InRange(Number(order, "price"), 5m, Number(ticker, "bid1Price"));
        Assert.Equal((0m, Text(buy, "orderIv")), (Number(order, "price") % 5, Text(order, "orderIv")));
        var amended = await fixture.Exchange.Client.PostAsync(
            "/v5/order/amend", new { category = "option", symbol = FarCall, orderId = id, orderIv = Text(ticker, "ask1Iv") });
        Assert.Equal(0, Code(amended));
        await fixture.Exchange.OrderInAsync(id, "New", "option");
        await UntilAsync(
            async () => Text(await fixture.Exchange.OrderAsync(id, "option"), "orderIv") == Text(ticker, "ask1Iv") ? "" : null,
            () => Task.FromResult("never amended"));
    }

    /// <summary>Options have no band that an amended price would be moved back into.</summary>
    [Fact]
    public async Task Order_that_is_amended_to_beyond_the_ask_is_filled_there()
    {
        await using var fixture = await OpenAsync();
        var ticker = await fixture.TickerAsync(FarCall);
        var id = await fixture.Exchange.PlaceAsync(fixture.Order(FarCall, "Buy", "0.1", Text(ticker, "bid1Price")));
        await fixture.Exchange.OrderInAsync(id, "New", "option");
        var beyond = Wire.Text(Number(ticker, "ask1Price") + 50m);

        var amended = await fixture.Exchange.Client.PostAsync(
            "/v5/order/amend", new { category = "option", symbol = FarCall, orderId = id, price = beyond });

        Assert.Equal(0, Code(amended));
        var filled = await fixture.Exchange.OrderInAsync(id, "Filled", "option");
        Assert.Equal((beyond, Number(ticker, "ask1Price")), (Text(filled, "price"), Number(filled, "avgPrice")));
    }

    [Theory]
    [InlineData("orderLinkId", null, 10001)]
    [InlineData("orderLinkId", "with space", 10001)]
    [InlineData("symbol", "BTC-27MAR26-70001-C-USDT", 10001)]
    [InlineData("symbol", "DOGE-27MAR26-1-C-USDT", 10001)]
    [InlineData("stopLoss", "100", 10001)]
    [InlineData("takeProfit", "100000", 10001)]
    [InlineData("triggerPrice", "100", 10001)]
    [InlineData("closeOnTrigger", "true", 10001)]
    [InlineData("price", "1001", 10001)]
    [InlineData("price", null, 10001)]
    [InlineData("qty", "0.001", 10001)]
    [InlineData("qty", "501", 10001)]
    [InlineData("qty", "0", 10001)]
    [InlineData("qty", "100", 110007)]
    [InlineData("positionIdx", "1", 10001)]
    [InlineData("reduceOnly", "true", 110017)]
    [InlineData("orderIv", "20", 10001)]
    public async Task Faulty_order_is_refused(string field, string? value, int code)
    {
        await using var fixture = await OpenAsync();
        var order = fixture.Order(FarCall, "Buy", "0.01", "1000");
        order[field] = value;
        Assert.Equal(code, await fixture.Exchange.RefusedAsync(order));
    }

    [Fact]
    public async Task Link_id_is_used_once_and_twenty_five_strikes_may_not_hide_fifty_one_orders()
    {
        await using var fixture = await OpenAsync();
        var first = fixture.Order(FarCall, "Buy", "0.01", "5");
        await fixture.Exchange.PlaceAsync(first);
        Assert.Equal(110072, await fixture.Exchange.RefusedAsync(first));
        for (var count = 1; count < 50; count++)
        {
            // Ten orders a second are allowed.
            fixture.Clock.Advance(TimeSpan.FromMilliseconds(200));
            await fixture.Exchange.PlaceAsync(fixture.Order(count % 2 == 0 ? FarCall : FarPut, "Buy", "0.01", "5"));
        }

        fixture.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(110020, await fixture.Exchange.RefusedAsync(fixture.Order(FarCall, "Buy", "0.01", "5")));
        Assert.Equal(
            0, Code(
                await fixture.Exchange.Client.PostAsync("/v5/order/create", fixture.Order("ETH-27MAR26-3400-C-USDT", "Buy", "0.1", "1"))));
        Assert.Equal(
            0, Code(await fixture.Exchange.Client.PostAsync("/v5/order/cancel-all", new { category = "option", baseCoin = "BTC" })));
        Assert.Equal(10006, Code(await fixture.Exchange.Client.PostAsync("/v5/order/cancel-all", new { category = "option" })));
    }

    [Fact]
    public async Task Trading_out_leaves_a_closed_position_that_sums_to_the_wallet()
    {
        await using var fixture = await OpenAsync();
        await fixture.FillAsync(FarPut, "Buy", "0.3");
        await fixture.FillAsync(FarPut, "Buy", "0.2");
        await fixture.Exchange.SetPriceAsync("66500", "spot");
        fixture.Clock.Advance(TimeSpan.FromHours(1));
        await fixture.FillAsync(FarPut, "Sell", "0.1");
        Assert.Empty(await ClosedAsync(fixture));
        var close = fixture.Order(FarPut, "Sell", "1");
        close["reduceOnly"] = true;
        await fixture.Exchange.OrderInAsync(await fixture.Exchange.PlaceAsync(close), "Filled", "option");

        var row = Assert.Single(await ClosedAsync(fixture));
        Assert.Equal(
            (FarPut, "Buy", 0.5m, "", 0m),
            (Text(row, "symbol"), Text(row, "side"), Number(row, "qty"), Text(row, "deliveryPrice"), Number(row, "deliveryFee")));
        Assert.Equal(await fixture.Exchange.WalletAsync() - 10_000, Number(row, "totalPnl"));
        Assert.Equal(
            (await fixture.ExecutionsAsync(FarPut)).Sum(fill => Number(fill, "execFee")),
            Number(row, "totalOpenFee") + Number(row, "totalCloseFee"));
        Assert.Equal(3_600_000L, (long)row["closeTime"]! - (long)row["openTime"]!);
        Assert.Equal(0m, Number(await fixture.PositionAsync(FarPut), "size"));
        Assert.Empty(await fixture.Exchange.ListAsync("/v5/position/list", "category=option"));
    }

    [Fact]
    public async Task Short_is_bought_back_when_margin_runs_out_and_longs_stay()
    {
        await using var fixture = await OpenAsync(wallet: 5_000);
        await fixture.FillAsync(FarPut, "Buy", "0.01");
        await fixture.FillAsync(FarCall, "Sell", "0.4");
        await fixture.Exchange.SetPriceAsync("90000", "spot");
        var bust = (await fixture.ExecutionsAsync(FarCall))[0];
        Assert.Equal(("BustTrade", "Buy", 0.4m), (Text(bust, "execType"), Text(bust, "side"), Number(bust, "execQty")));
        Assert.Equal(0m, Number(await fixture.PositionAsync(FarCall), "size"));
        Assert.Equal(0.01m, Number(await fixture.PositionAsync(FarPut), "size"));
    }

    [Fact]
    public async Task Partly_filled_market_order_is_cancelled_for_the_rest()
    {
        await using var fixture = await OpenAsync();
        await fixture.Exchange.Client.SimAsync(
            HttpMethod.Post, "/sim/faults", new { path = "/v5/order/create", kind = "partialFill", percent = 30 });
        var order = await fixture.Exchange.OrderInAsync(
            await fixture.Exchange.PlaceAsync(fixture.Order(FarCall, "Buy", "0.1")), "Cancelled", "option");
        Assert.Equal((0.03m, 0.03m), (Number(order, "cumExecQty"), Number(await fixture.PositionAsync(FarCall), "size")));
    }

    [Fact]
    public async Task Settings_of_other_derivatives_are_refused_and_rates_are_told()
    {
        await using var fixture = await OpenAsync();
        await fixture.FillAsync(FarCall, "Buy", "0.01");
        Assert.Equal(10001, Code(await fixture.Exchange.Client.PostAsync(
            "/v5/position/trading-stop",
            new { category = "option", symbol = FarCall, stopLoss = "100", positionIdx = 0, tpslMode = "Full" })));
        Assert.NotEqual(0, Code(await fixture.Exchange.Client.PostAsync(
            "/v5/position/set-leverage", new { category = "option", symbol = FarCall, buyLeverage = "2", sellLeverage = "2" })));
        var rate = Assert.Single(await fixture.Exchange.ListAsync("/v5/account/fee-rate", "category=option&baseCoin=ETH"));
        Assert.Equal(("ETH", "0.0003", "0.0002"), (Text(rate, "baseCoin"), Text(rate, "takerFeeRate"), Text(rate, "makerFeeRate")));
        Assert.Contains("error", (await fixture.Exchange.Client.SimAsync(
            HttpMethod.Post, "/sim/prices",
            new { category = "option", symbol = FarCall, price = "100" })).AsObject().Select(pair => pair.Key));
    }

    private static Task<IReadOnlyList<JsonNode>> ClosedAsync(OptionFixture fixture) =>
        fixture.Exchange.ListAsync("/v5/position/get-closed-positions", "category=option");

    private static async Task EndsAsync(OptionFixture fixture, string timeInForce, string price, string reason)
    {
        var order = fixture.Order(FarCall, "Buy", "0.1", price);
        order["timeInForce"] = timeInForce;
        var ended = await fixture.Exchange.OrderInAsync(await fixture.Exchange.PlaceAsync(order), "Cancelled", "option");
        Assert.Equal((reason, 0m), (Text(ended, "rejectReason"), Number(ended, "cumExecQty")));
    }
}
