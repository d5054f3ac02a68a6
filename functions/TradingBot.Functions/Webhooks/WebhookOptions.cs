using System.Net;
using Microsoft.Extensions.Configuration;

namespace TradingBot.Functions.Webhooks;

/// <summary>The settings <c>Webhook:*</c>: who may call at all, and whether a proxy in front is believed.</summary>
public sealed record WebhookOptions(IReadOnlyList<IPNetwork> AllowedIps, bool TrustForwardedFor)
{
    /// <exception cref="InvalidOperationException">A setting cannot be used; the message names it and the fix.</exception>
    public static WebhookOptions From(IConfiguration configuration)
    {
        var trust = configuration["Webhook:TrustForwardedFor"];
        var trusts = false;
        if (!string.IsNullOrWhiteSpace(trust) && !bool.TryParse(trust, out trusts))
            throw new InvalidOperationException($"Webhook:TrustForwardedFor is '{trust}'; use true or false.");
        var entries = (configuration["Webhook:AllowedIps"] ?? string.Empty).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return new WebhookOptions([.. entries.Select(Network)], trusts);
    }

    /// <summary>An empty list lets everyone in; an address that cannot be told is let in only then.</summary>
    public bool Allows(IPAddress? address) =>
        AllowedIps.Count == 0 || (address is not null && AllowedIps.Any(network => network.Contains(address)));

    private static IPNetwork Network(string entry)
    {
        if (IPNetwork.TryParse(entry, out var network))
            return network;
        return IPAddress.TryParse(entry, out var address)
            ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
            : throw new InvalidOperationException($"Webhook:AllowedIps holds '{entry}'; write addresses like 52.89.214.238 or networks like 10.0.0.0/8.");
    }
}
