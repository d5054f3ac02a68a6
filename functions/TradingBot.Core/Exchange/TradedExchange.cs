namespace TradingBot.Core.Exchange;

/// <summary>
/// Which environment of the exchange the settings name (paper, demo, testnet or mainnet) and whether the second switch lets mainnet in.
/// Read from the settings once, by whoever registers the exchange.
/// </summary>
public sealed record TradedExchange(string Environment, bool MainnetAllowed)
{
    /// <summary>What is traded where no exchange is registered: play money, and mainnet shut.</summary>
    public static readonly TradedExchange Paper = new("paper", MainnetAllowed: false);
}
