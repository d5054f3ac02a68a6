using System.Reflection;
using TradingBot.Core.Exchange;

namespace TradingBot.Trading.Operations;

/// <summary>Which exchange this installation trades on, its version, and the address that it shows for webhooks.</summary>
public sealed record Installation(TradedExchange Exchange, string? WebhookBase)
{
    /// <summary>Of the build; "unknown" where the build named none.</summary>
    public string Version { get; } =
        typeof(Installation).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>paper, demo, testnet or mainnet.</summary>
    public string Environment => Exchange.Environment;

    public bool MainnetAllowed => Exchange.MainnetAllowed;
}
