using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Net;
using TradingBot.Trading.Operations;

namespace TradingBot.Functions.Webhooks;

/// <summary>The settings <c>Webhook:*</c>: who may call at all, whether a proxy in front is believed, and the address shown.</summary>
public sealed record WebhookOptions
{
    public const string Section = "Webhook";

    private readonly IReadOnlyList<IPNetwork> _networks = [];

    [DefaultValue("all")]
    [IpNetworks]
    [Display(
        Description = "who may call the webhook",
        ShortName = "addresses or networks, comma separated",
        Prompt = "52.89.214.238,10.0.0.0/8")]
    public string? AllowedIps
    {
        get;
        init
        {
            field = value;
            _networks = IpNetworksAttribute.Read(value) ?? throw new FormatException($"'{value}' is no list of addresses and networks.");
        }
    }

    [Display(Description = "take the caller's address from a proxy's header")]
    public bool TrustForwardedFor { get; init; }

    [DefaultValue("the request's")]
    [WebAddress]
    [Display(Description = "address shown for webhooks", ShortName = "an http or https address", Prompt = "https://bot.example.com")]
    public string? PublicUrl { get; init; }

    /// <summary>An empty list lets everyone in; an address that cannot be told is let in only then.</summary>
    public bool Allows(IPAddress? address) =>
        _networks.Count == 0 || (address is not null && _networks.Any(network => network.Contains(address)));
}
