using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace TradingBot.Trading.Operations;

/// <summary>Which exchange this installation trades on, whether it may trade on mainnet, and its version.</summary>
public sealed record Installation(string Environment, bool MainnetAllowed, string Version, string? WebhookBase)
{
    public static Installation From(IConfiguration configuration)
    {
        var environment = configuration["Bybit:Environment"] is { Length: > 0 } set ? set.ToLowerInvariant() : "paper";
        var publicUrl = configuration["Webhook:PublicUrl"] is { Length: > 0 } url ? url.TrimEnd('/') : null;
        if (publicUrl is not null && !(Uri.TryCreate(publicUrl, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
            throw new InvalidOperationException($"Webhook:PublicUrl is '{publicUrl}'; write it like https://bot.example.com.");
        return new Installation(
            environment,
            bool.TryParse(configuration["Trading:AllowMainnet"], out var allowed) && allowed,
            typeof(Installation).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown",
            publicUrl);
    }
}
