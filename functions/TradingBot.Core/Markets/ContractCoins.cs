namespace TradingBot.Core.Markets;

/// <summary>
/// In which coins a contract is counted, from its name: the exchange's lists forget a contract that is delivered or delisted, its trades
/// stay. Names as in Bybit's V5 API: "BTCUSDT", "SOLPERP" (settled in USDC), "BTCUSD" (inverse), "BTCUSDT-27NOV26", "BTC-27NOV26".
/// </summary>
public static class ContractCoins
{
    private const string Dollar = "USD";

    /// <summary>The coin in which a derivative books profit and fees. Spot has none: its trades name the quote coin.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Spot.</exception>
    public static string SettleCoin(Category category, Symbol symbol) => category switch
    {
        Category.Inverse => symbol.Value.Split(Dollar)[0],
        Category.Linear => symbol.Value.Contains("USDT", StringComparison.Ordinal) ? "USDT" : "USDC",
        Category.Option => symbol.Value.EndsWith("-USDT", StringComparison.Ordinal) ? "USDT" : "USDC",
        _ => throw new ArgumentOutOfRangeException(nameof(category), category, "Has no settle coin."),
    };

    /// <summary>The coin of prices and risks: USD for inverse, the settle coin for the others.</summary>
    public static string QuoteCoin(Category category, string settleCoin) => category == Category.Inverse ? Dollar : settleCoin;

    /// <summary>What a quantity counts: USD for inverse, the base coin for the others; null when the name does not tell it.</summary>
    public static string? QuantityCoin(Category category, Symbol symbol, string settleCoin)
    {
        if (category == Category.Inverse) return Dollar;
        if (category == Category.Option) return OptionContract.Find(symbol)?.Coin;
        foreach (var end in (ReadOnlySpan<string>)[settleCoin, "PERP", "-"])
        {
            if (symbol.Value.IndexOf(end, StringComparison.Ordinal) is > 0 and var at)
                return symbol.Value[..at];
        }

        return null;
    }
}
