namespace TradingBot.Bybit;

/// <summary>Bybit's own addresses, and how to tell one that moves real money.</summary>
internal static class BybitHosts
{
    // Second-level names under which Bybit runs mainnet in some region; every one also hosts test systems under other first labels.
    private static readonly string[] Houses = ["bybit", "bytick", "bybit-tr", "bybitgeorgia", "manepa"];

    private static readonly string[] PlayMoneyLabels = ["api-testnet", "api-demo", "api-demo-testnet"];

    public static Uri? DefaultFor(BybitEnvironment environment) => environment switch
    {
        BybitEnvironment.Paper => null,
        BybitEnvironment.Demo => new Uri("https://api-demo.bybit.com"),
        BybitEnvironment.Testnet => new Uri("https://api-testnet.bybit.com"),
        BybitEnvironment.Mainnet => new Uri("https://api.bybit.com"),
        _ => throw new ArgumentOutOfRangeException(nameof(environment), environment, "Unknown Bybit environment."),
    };

    /// <summary>True for any host of Bybit's that is not known to be a test system: what we don't know is taken for real money.</summary>
    public static bool IsMainnet(Uri url)
    {
        var labels = url.IdnHost.TrimEnd('.').Split('.');
        var isBybit = labels.Any(static label => Houses.Contains(label, StringComparer.OrdinalIgnoreCase));
        return isBybit && !PlayMoneyLabels.Contains(labels[0], StringComparer.OrdinalIgnoreCase);
    }
}
