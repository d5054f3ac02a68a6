namespace TradingBot.Bybit.Settings;

/// <summary>Bybit's own addresses, and how to tell one that moves real money.</summary>
internal static class BybitHosts
{
    // Second-level names under which Bybit runs mainnet in some region; every one also hosts test systems under other first labels.
    private static readonly string[] BybitDomains = ["bybit", "bytick", "bybit-tr", "bybitgeorgia", "manepa"];

    private static readonly string[] TestSystemLabels = ["api-testnet", "api-demo", "api-demo-testnet", "stream-testnet", "stream-demo"];

    public static Uri? DefaultFor(BybitEnvironment environment) => environment switch
    {
        BybitEnvironment.Paper => null,
        BybitEnvironment.Demo => new Uri("https://api-demo.bybit.com"),
        BybitEnvironment.Testnet => new Uri("https://api-testnet.bybit.com"),
        BybitEnvironment.Mainnet => new Uri("https://api.bybit.com"),
        _ => throw new ArgumentOutOfRangeException(nameof(environment), environment, "Unknown Bybit environment."),
    };

    /// <summary>Streams of an environment that has no address of its own.</summary>
    public static Uri PrivateStreamFor(BybitEnvironment environment) => environment switch
    {
        BybitEnvironment.Demo => new Uri("wss://stream-demo.bybit.com"),
        BybitEnvironment.Testnet => new Uri("wss://stream-testnet.bybit.com"),
        BybitEnvironment.Mainnet => new Uri("wss://stream.bybit.com"),
        _ => throw new ArgumentOutOfRangeException(nameof(environment), environment, "Only Bybit's own environments have known addresses."),
    };

    /// <summary>Demo trading has mainnet's prices.</summary>
    public static Uri PublicStreamFor(BybitEnvironment environment) =>
        PrivateStreamFor(environment == BybitEnvironment.Demo ? BybitEnvironment.Mainnet : environment);

    /// <summary>The streams that belong to a REST address: Bybit's hosts have twins named stream, anything else serves both.</summary>
    public static Uri StreamBeside(Uri rest)
    {
        var host = IsOfBybit(rest) && rest.IdnHost.StartsWith("api", StringComparison.OrdinalIgnoreCase)
            ? "stream" + rest.IdnHost[3..]
            : rest.IdnHost;
        return new UriBuilder(rest.Scheme == "http" ? "ws" : "wss", host, rest.Port).Uri;
    }

    /// <summary>True for any host of Bybit's that is not known to be a test system: what we don't know is taken for real money.</summary>
    public static bool IsMainnet(Uri url)
    {
        var first = url.IdnHost.Split('.')[0];
        return IsOfBybit(url) && !TestSystemLabels.Contains(first, StringComparer.OrdinalIgnoreCase);
    }

    private static bool IsOfBybit(Uri url) =>
        url.IdnHost.TrimEnd('.').Split('.').Any(static label => BybitDomains.Contains(label, StringComparer.OrdinalIgnoreCase));
}
