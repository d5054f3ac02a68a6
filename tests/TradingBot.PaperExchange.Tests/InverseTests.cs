using static TradingBot.PaperExchange.Tests.RunningExchange;

namespace TradingBot.PaperExchange.Tests;

public sealed class InverseTests
{
    private static async Task<RunningExchange> WithBtcAsync(string price = "60000", string coins = "1")
    {
        var exchange = await StartAsync();
        await exchange.ResetAsync(new { BTC = coins });
        await exchange.SetPriceAsync(price, "inverse", "BTCUSD");
        return exchange;
    }

    private static object Order(string side, string qty, bool reduceOnly = false) =>
        new { category = "inverse", symbol = "BTCUSD", side, orderType = "Market", qty, reduceOnly };

    private static decimal Coins(decimal dollars, decimal price) => Math.Round(dollars / price, 18);

    [Fact]
    public async Task Open_orders_are_listed_without_naming_a_symbol()
    {
        await using var exchange = await WithBtcAsync();
        var id = await exchange.PlaceAsync(
            new { category = "inverse", symbol = "BTCUSD", side = "Buy", orderType = "Limit", qty = "100", price = "50000" });
        await exchange.OrderInAsync(id, "New", "inverse");

        Assert.Equal(id, Text(Assert.Single(await exchange.ListAsync("/v5/order/realtime", "category=inverse")), "orderId"));
    }

    [Fact]
    public async Task Long_earns_coins_when_the_price_rises_and_pays_fees_in_coins()
    {
        await using var exchange = await WithBtcAsync();
        var id = await exchange.PlaceAsync(Order("Buy", "6000"));
        var held = await exchange.LegOfSizeAsync(6_000, 0, "inverse", "BTCUSD");
        var entry = Coins(6_000, 60_000.1m);
        var fill = Assert.Single(await exchange.ListAsync("/v5/execution/list", $"category=inverse&orderId={id}"));
        Assert.Equal(("6000", "BTC"), (Text(fill, "execQty"), Text(fill, "feeCurrency")));
        Assert.Equal(entry, Number(fill, "execValue"));
        Assert.Equal(Math.Round(entry * 0.00055m, 18), Number(fill, "execFee"));
        Assert.Equal(60_000.1m, Number(held, "avgPrice"));
        Assert.Equal(entry, Number(held, "positionValue"));

        await exchange.SetPriceAsync("66000", "inverse", "BTCUSD");
        Assert.Equal(
            entry - Coins(6_000, 66_000), Number(Assert.Single(await exchange.PositionsAsync("inverse", "BTCUSD")), "unrealisedPnl"));
        await exchange.PlaceAsync(Order("Sell", "6000", reduceOnly: true));
        await exchange.LegOfSizeAsync(0, 0, "inverse", "BTCUSD");

        var closed = Assert.Single(await exchange.ListAsync("/v5/position/closed-pnl", "category=inverse&symbol=BTCUSD"));
        var exit = Coins(6_000, 65_999.9m);
        var fees = Math.Round(entry * 0.00055m, 18) + Math.Round(exit * 0.00055m, 18);
        Assert.Equal(entry - exit - fees, Number(closed, "closedPnl"));
        Assert.Equal((60_000.1m, 65_999.9m), (Number(closed, "avgEntryPrice"), Number(closed, "avgExitPrice")));
        Assert.Equal(1 + entry - exit - fees, await exchange.WalletAsync("BTC"));
    }

    [Fact]
    public async Task Short_earns_when_the_price_falls()
    {
        await using var exchange = await WithBtcAsync();
        await exchange.PlaceAsync(Order("Sell", "6000"));
        await exchange.LegOfSizeAsync(6_000, 0, "inverse", "BTCUSD");
        await exchange.SetPriceAsync("50000", "inverse", "BTCUSD");
        await exchange.PlaceAsync(Order("Buy", "6000"));
        await exchange.LegOfSizeAsync(0, 0, "inverse", "BTCUSD");
        var gross = Coins(6_000, 50_000.1m) - Coins(6_000, 59_999.9m);
        var closed = Assert.Single(await exchange.ListAsync("/v5/position/closed-pnl", "category=inverse"));
        Assert.Equal(gross - Number(closed, "openFee") - Number(closed, "closeFee"), Number(closed, "closedPnl"));
        Assert.True(Number(closed, "closedPnl") > 0);
    }

    [Fact]
    public async Task Instruments_tickers_and_filters_are_those_of_an_inverse_contract()
    {
        await using var exchange = await WithBtcAsync();
        var row = Assert.Single(await exchange.ListAsync("/v5/market/instruments-info", "category=inverse&symbol=BTCUSD"));
        Assert.Equal(("InversePerpetual", "BTC", "USD"), (Text(row, "contractType"), Text(row, "settleCoin"), Text(row, "quoteCoin")));
        Assert.Equal("1", Text(row["lotSizeFilter"], "qtyStep"));
        var ticker = Assert.Single(await exchange.ListAsync("/v5/market/tickers", "category=inverse&symbol=BTCUSD"));
        Assert.Equal(("60000.0", "0"), (Text(ticker, "markPrice"), Text(ticker, "fundingRate")));
        Assert.Equal(10001, await exchange.RefusedAsync(Order("Buy", "0.5")));
        Assert.Equal(10001, await exchange.RefusedAsync(Order("Buy", "6000000")));
        Assert.Equal(110007, await exchange.RefusedAsync(Order("Buy", "700000")));
        Assert.Empty(await exchange.ListAsync("/v5/position/list", "category=inverse&settleCoin=ETH"));
        Assert.Equal(
            110029,
            Code(await exchange.Client.PostAsync("/v5/position/switch-mode", new { category = "inverse", symbol = "BTCUSD", mode = 3 })));
    }

    [Fact]
    public async Task Stop_loss_of_an_inverse_position_closes_it()
    {
        await using var exchange = await WithBtcAsync();
        await exchange.PlaceAsync(new
        {
            category = "inverse",
            symbol = "BTCUSD",
            side = "Buy",
            orderType = "Market",
            qty = "1000",
            stopLoss = "59000",
            takeProfit = "62000",
        });
        await exchange.LegOfSizeAsync(1_000, 0, "inverse", "BTCUSD");
        Assert.Equal(2, (await exchange.OpenOrdersAsync("inverse", "BTCUSD")).Count);

        await exchange.SetPriceAsync("58999", "inverse", "BTCUSD");

        await exchange.LegOfSizeAsync(0, 0, "inverse", "BTCUSD");
        Assert.Empty(await exchange.OpenOrdersAsync("inverse", "BTCUSD"));
    }

    [Fact]
    public async Task Coins_back_positions_with_their_ratio_and_each_coin_shows_its_own_margin()
    {
        await using var exchange = await WithBtcAsync();
        await exchange.SetPriceAsync("60000", "spot");
        await exchange.PlaceAsync(Order("Buy", "6000"));
        await exchange.LegOfSizeAsync(6_000, 0, "inverse", "BTCUSD");
        var account = (await exchange.ListAsync("/v5/account/wallet-balance", "accountType=UNIFIED")).Single();
        var coin = Assert.Single(account["coin"]!.AsArray());
        Assert.Equal(Number(coin, "equity") * 60_000 * 0.95m, Number(account, "totalMarginBalance"));
        Assert.True(Number(coin, "totalPositionIM") is > 0.009m and < 0.011m);
        Assert.Equal(Number(coin, "walletBalance") + Number(coin, "unrealisedPnl"), Number(coin, "equity"));
        await exchange.PlaceAsync(new { category = "linear", symbol = "BTCUSDT", side = "Buy", orderType = "Market", qty = "0.1" });
        await exchange.PositionOfSizeAsync(0.1m);
        Assert.True(await exchange.WalletAsync() < 0);
    }
}
