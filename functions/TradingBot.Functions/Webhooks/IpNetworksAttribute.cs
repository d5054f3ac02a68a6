using System.ComponentModel.DataAnnotations;
using System.Net;

namespace TradingBot.Functions.Webhooks;

/// <summary>IP addresses and networks (10.0.0.0/8), comma separated.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class IpNetworksAttribute : ValidationAttribute
{
    public override bool IsValid(object? value) => Read(value as string) is not null;

    /// <summary>Null when an entry is neither an address nor a network.</summary>
    internal static IReadOnlyList<IPNetwork>? Read(string? text)
    {
        var networks = new List<IPNetwork>();
        foreach (var entry in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (IPNetwork.TryParse(entry, out var network))
                networks.Add(network);
            else if (IPAddress.TryParse(entry, out var address))
                networks.Add(new IPNetwork(address, address.GetAddressBytes().Length * 8));
            else
                return null;
        }

        return networks;
    }
}
