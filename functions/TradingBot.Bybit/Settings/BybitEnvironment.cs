namespace TradingBot.Bybit.Settings;

/// <summary>Which Bybit the keys belong to. Only mainnet moves real money.</summary>
public enum BybitEnvironment
{
    /// <summary>Our own simulated exchange; needs a base URL.</summary>
    Paper,

    /// <summary>Bybit's demo trading on mainnet prices.</summary>
    Demo,

    Testnet,

    Mainnet,
}
