namespace TradingBot.Core.Markets;

/// <summary>The options that the chart of a coin stands for: "BTCUSDT" means those of BTC settled in USDT.</summary>
/// <param name="Coin">The underlying coin.</param>
/// <param name="SettleCoin">The coin of premium, fees and profit.</param>
public sealed record OptionUnderlying(string Coin, string SettleCoin)
{
    private static readonly string[] SettleCoins = ["USDT", "USDC"];

    /// <summary>Null when the symbol ends with no coin that options are settled in, or is an option itself.</summary>
    public static OptionUnderlying? Find(Symbol symbol)
    {
        var name = symbol.Value ?? string.Empty;
        var settle = SettleCoins.FirstOrDefault(coin => name.Length > coin.Length && name.EndsWith(coin, StringComparison.Ordinal));
        return settle is null || name.Contains('-', StringComparison.Ordinal)
            ? null
            : new OptionUnderlying(name[..^settle.Length], settle);
    }
}
