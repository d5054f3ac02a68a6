using TradingBot.Core.Markets;

namespace TradingBot.Core.Tests.Markets;

public sealed class ContractCoinsTests
{
    [Theory]
    [InlineData(Category.Linear, "BTCUSDT", "USDT", "USDT", "BTC")]
    [InlineData(Category.Linear, "1000PEPEUSDT", "USDT", "USDT", "1000PEPE")]
    [InlineData(Category.Linear, "BTCUSDT-27NOV26", "USDT", "USDT", "BTC")]
    [InlineData(Category.Linear, "SOLPERP", "USDC", "USDC", "SOL")]
    [InlineData(Category.Linear, "BTC-27NOV26", "USDC", "USDC", "BTC")]
    [InlineData(Category.Inverse, "BTCUSD", "BTC", "USD", "USD")]
    [InlineData(Category.Inverse, "ETHUSDZ26", "ETH", "USD", "USD")]
    [InlineData(Category.Option, "BTC-27NOV26-60000-C-USDT", "USDT", "USDT", "BTC")]
    [InlineData(Category.Option, "ETH-27NOV26-3000-P", "USDC", "USDC", "ETH")]
    public void Contract_tells_its_coins_by_its_name(Category category, string symbol, string settle, string quote, string quantity)
    {
        var name = Symbol.Parse(symbol);

        var coin = ContractCoins.SettleCoin(category, name);

        Assert.Equal((settle, quote), (coin, ContractCoins.QuoteCoin(category, coin)));
        Assert.Equal(quantity, ContractCoins.QuantityCoin(category, name, coin));
    }

    [Theory]
    [InlineData("SOLUSDC", "USDC", "SOL")]
    [InlineData("USDCUSDT", "USDT", "USDC")]
    [InlineData("ETHBTC", "BTC", "ETH")]
    [InlineData("ODDNAME", "USDT", null)]
    public void Spot_pair_is_counted_in_its_base_coin(string symbol, string quote, string? quantity)
    {
        Assert.Equal(quote, ContractCoins.QuoteCoin(Category.Spot, quote));
        Assert.Equal(quantity, ContractCoins.QuantityCoin(Category.Spot, Symbol.Parse(symbol), quote));
    }
}
