using System.Text.Json.Nodes;
using static TradingBot.PaperExchange.Tests.RunningExchange;

namespace TradingBot.PaperExchange.Tests;

public sealed class LiquidationTests
{
    private static async Task<RunningExchange> LeveragedAsync(string qty, object? wallet = null, string leverage = "50")
    {
        var exchange = await StartAsync();
        await exchange.SetPriceAsync("60000");
        await exchange.SetPriceAsync("60000", "spot");
        await exchange.ResetAsync(wallet ?? new { USDT = "1000" });
        await exchange.PostedAsync(
            "/v5/position/set-leverage", new { category = "linear", symbol = "BTCUSDT", buyLeverage = leverage, sellLeverage = leverage });
        await exchange.PlaceAsync(new { category = "linear", symbol = "BTCUSDT", side = "Buy", orderType = "Market", qty });
        await exchange.PositionOfSizeAsync(decimal.Parse(qty));
        return exchange;
    }

    private static async Task<JsonNode> CoinAsync(RunningExchange exchange, string coin) =>
        (await exchange.Client.SimAsync(HttpMethod.Get, "/sim/accounts"))["coins"]!.AsArray().Single(row => Text(row, "coin") == coin)!;

    [Fact]
    public async Task Position_goes_at_the_price_that_uses_up_the_account_and_the_insurance_keeps_the_rest()
    {
        await using var exchange = await LeveragedAsync("0.3");
        var liquidation = Number(await exchange.PositionAsync(), "liqPrice");

        await exchange.SetPriceAsync($"{liquidation - 1}");

        await exchange.PositionOfSizeAsync(0);
        var left = await exchange.WalletAsync();
        // One tick of 0.1 on 0.3 BTC at most.
        Assert.InRange(left, 0, 0.03m);
        var coin = await CoinAsync(exchange, "USDT");
        Assert.Equal("0", Text(coin, "sum"));
        Assert.True(Number(coin, "insurance") > 50, coin.ToJsonString());
        var bust = (await exchange.ListAsync("/v5/execution/list", "category=linear&execType=BustTrade")).Single();
        Assert.True(Number(bust, "execPrice") < liquidation);
        Assert.Equal(
            "LIQUIDATION", Text((await exchange.ListAsync("/v5/account/transaction-log", "accountType=UNIFIED&baseCoin=BTC"))[0], "type"));
        Assert.Empty(await exchange.ListAsync("/v5/account/transaction-log", "accountType=UNIFIED&baseCoin=ETH"));
        Assert.Equal(Text(coin, "insurance"), Text((await exchange.ListAsync("/v5/market/insurance", "coin=USDT"))[0], "balance"));
    }

    [Fact]
    public async Task Gap_through_the_bust_price_is_paid_by_the_insurance()
    {
        await using var exchange = await LeveragedAsync("0.3");
        await exchange.SetPriceAsync("50000");
        await exchange.PositionOfSizeAsync(0);
        Assert.InRange(await exchange.WalletAsync(), 0, 0.03m);
        var coin = await CoinAsync(exchange, "USDT");
        Assert.Equal("0", Text(coin, "sum"));
        Assert.True(Number(coin, "insurance") < -1_900, coin.ToJsonString());
    }

    [Fact]
    public async Task Other_coins_are_sold_for_the_debt_and_nothing_stays_owed()
    {
        await using var exchange = await LeveragedAsync("0.5", new { ETH = "0.5" });
        await exchange.SetPriceAsync("3400", "spot", "ETHUSDT");
        Assert.True(await exchange.WalletAsync() < 0);

        await exchange.SetPriceAsync("55000");

        await exchange.PositionOfSizeAsync(0);
        Assert.Equal(0, await exchange.WalletAsync());
        Assert.InRange(await exchange.WalletAsync("ETH"), 0.02m, 0.03m);
        Assert.Equal("0", Text(await CoinAsync(exchange, "ETH"), "sum"));
        Assert.Single(await exchange.ListAsync("/v5/account/transaction-log", "accountType=UNIFIED&type=CURRENCY_SELL"));
    }

    [Fact]
    public async Task Debt_without_a_position_is_paid_when_coins_no_longer_back_it()
    {
        await using var exchange = await LeveragedAsync("0.5", new { ETH = "1" });
        await exchange.SetPriceAsync("3400", "spot", "ETHUSDT");
        await exchange.SetPriceAsync("57000");
        await exchange.PlaceAsync(new { category = "linear", symbol = "BTCUSDT", side = "Sell", orderType = "Market", qty = "0.5" });
        await exchange.PositionOfSizeAsync(0);
        Assert.True(await exchange.WalletAsync() < -1_500);

        await exchange.SetPriceAsync("1600", "spot", "ETHUSDT");

        Assert.Equal(0, await exchange.WalletAsync());
        Assert.InRange(await exchange.WalletAsync("ETH"), 0, 0.1m);
    }

    [Fact]
    public async Task Inverse_position_is_liquidated_in_its_coin()
    {
        await using var exchange = await StartAsync();
        await exchange.ResetAsync(new { BTC = "0.1" });
        await exchange.SetPriceAsync("60000", "inverse", "BTCUSD");
        await exchange.PlaceAsync(new { category = "inverse", symbol = "BTCUSD", side = "Buy", orderType = "Market", qty = "40000" });
        var held = await exchange.LegOfSizeAsync(40_000, 0, "inverse", "BTCUSD");
        var liquidation = Number(held, "liqPrice");
        await exchange.SetPriceAsync($"{liquidation + 1}", "inverse", "BTCUSD");
        Assert.Equal(40_000m, Number((await exchange.PositionsAsync("inverse", "BTCUSD"))[0], "size"));

        await exchange.SetPriceAsync($"{liquidation - 1}", "inverse", "BTCUSD");

        await exchange.LegOfSizeAsync(0, 0, "inverse", "BTCUSD");
        // Coins count 95 %, so their last 5 % are left.
        Assert.InRange(await exchange.WalletAsync("BTC"), 0, 0.005m);
        Assert.Equal("0", Text(await CoinAsync(exchange, "BTC"), "sum"));
    }

    [Fact]
    public async Task Risk_ladder_is_continuous_and_bounds_leverage()
    {
        await using var exchange = await StartAsync();
        var rows = await exchange.ListAsync("/v5/market/risk-limit", "category=linear&symbol=BTCUSDT");
        Assert.Equal(["100.00", "50.00", "25.00", "12.50", "6.25"], rows.Select(row => Text(row, "maxLeverage")));
        foreach (var (low, high) in rows.Zip(rows.Skip(1)))
        {
            var limit = Number(low, "riskLimitValue");
            decimal Needed(JsonNode row) => limit * Number(row, "maintenanceMargin") - (
                Text(row, "mmDeduction") is { Length: > 0 } deduction ? decimal.Parse(deduction) : 0);
            Assert.Equal(Needed(low), Needed(high));
        }

        await exchange.ResetAsync(new { USDT = "10000000" });
        await exchange.SetPriceAsync("60000");
        object Leverage(string value) => new { category = "linear", symbol = "BTCUSDT", buyLeverage = value, sellLeverage = value };
        object Buy(string qty) => new { category = "linear", symbol = "BTCUSDT", side = "Buy", orderType = "Market", qty };
        await exchange.PostedAsync("/v5/position/set-leverage", Leverage("60"));
        Assert.Equal(110090, await exchange.RefusedAsync(Buy("40")));
        await exchange.PlaceAsync(Buy("30"));
        await exchange.PositionOfSizeAsync(30);
        await exchange.PostedAsync("/v5/position/set-leverage", Leverage("20"));
        await exchange.PlaceAsync(Buy("30"));
        var position = await exchange.PositionOfSizeAsync(60);
        Assert.Equal("4000000", Text(position, "riskLimitValue"));
        await exchange.PostedAsync("/v5/position/set-leverage", Leverage("60"), 110013);
    }
}
