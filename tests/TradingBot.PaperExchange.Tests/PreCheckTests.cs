using static TradingBot.PaperExchange.Tests.RunningExchange;

namespace TradingBot.PaperExchange.Tests;

public sealed class PreCheckTests
{
    [Fact]
    public async Task Check_tells_the_margin_rates_and_places_nothing()
    {
        await using var exchange = await StartAsync();
        await exchange.SetPriceAsync("60000");
        var order = new { category = "linear", symbol = "BTCUSDT", side = "Buy", orderType = "Market", qty = "0.1", orderLinkId = "trial" };

        var rates = (await exchange.Client.PostAsync("/v5/order/pre-check", order))["result"]!;

        Assert.Equal((0, 0), ((int)rates["preImrE4"]!, (int)rates["preMmrE4"]!));
        Assert.Empty(await exchange.OpenOrdersAsync());
        await exchange.PositionOfSizeAsync(0);

        // The same order then has just that effect: the link id was not used up.
        await exchange.PlaceAsync(order);
        await exchange.PositionOfSizeAsync(0.1m);
        var account = (await exchange.ListAsync("/v5/account/wallet-balance", "accountType=UNIFIED")).Single();
        Assert.Equal(Math.Round(Number(account, "accountIMRate") * 10_000), (int)rates["postImrE4"]!);
        Assert.Equal(Math.Round(Number(account, "accountMMRate") * 10_000), (int)rates["postMmrE4"]!);
        Assert.InRange((int)rates["postImrE4"]!, 600, 610);
    }

    [Fact]
    public async Task Check_refuses_what_creating_would_refuse()
    {
        await using var exchange = await StartAsync();
        Assert.Equal(110007, Code(await exchange.Client.PostAsync(
            "/v5/order/pre-check",
            new { category = "inverse", symbol = "BTCUSD", side = "Buy", orderType = "Limit", qty = "2000000", price = "60000" })));
        Assert.Equal(10001, Code(await exchange.Client.PostAsync(
            "/v5/order/pre-check", new { category = "spot", symbol = "BTCUSDT", side = "Buy", orderType = "Market", qty = "100" })));
    }

    [Fact]
    public async Task Mark_and_index_bars_have_prices_alone()
    {
        await using var exchange = await StartAsync();
        await exchange.SetPriceAsync("60000");
        await exchange.SetPriceAsync("59000", "spot");

        var mark = (
            await exchange.ListAsync("/v5/market/mark-price-kline", "category=linear&symbol=BTCUSDT&interval=1&limit=2"))[0].AsArray();
        var index = (
            await exchange.ListAsync("/v5/market/index-price-kline", "category=linear&symbol=BTCUSDT&interval=1&limit=2"))[0].AsArray();

        Assert.Equal((5, "60000.0"), (mark.Count, (string?)mark[4]));
        Assert.Equal((5, "59000.0"), (index.Count, (string?)index[4]));
    }
}
