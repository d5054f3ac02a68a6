using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using TradingBot.Core.Exchange;

namespace TradingBot.Infrastructure.KeyVault;

public static class KeyVaultRegistration
{
    /// <summary>
    /// Where <c>KeyVault:Uri</c> names a vault, the exchange key comes from it, with the bot's own identity. Where it is empty nothing is
    /// registered and the settings' key is used. A credential or a transport that is registered already is taken.
    /// </summary>
    public static IServiceCollection AddKeyVaultExchangeKeys(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection(KeyVaultOptions.Section);
        if (string.IsNullOrWhiteSpace(section[nameof(KeyVaultOptions.Uri)]))
            return services;

        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<KeyVaultOptions>().Bind(section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(static provider => provider.GetRequiredService<IOptions<KeyVaultOptions>>().Value);
        services.TryAddSingleton<TokenCredential>(static _ => new DefaultAzureCredential());
        services.TryAddSingleton<HttpPipelineTransport>(HttpClientTransport.Shared);
        services.AddSingleton<SecretReader>();
        services.AddSingleton<IExchangeKeys, VaultExchangeKeys>();
        return services;
    }
}
