using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TradingBot.Functions.Access;
using TradingBot.Functions.Api.Operations;
using TradingBot.Functions.Api.Strategies;
using TradingBot.Functions.Webhooks;
using TradingBot.Trading.Alerts;
using TradingBot.Trading.Operations;

namespace TradingBot.Functions;

public static class ApiRegistration
{
    /// <summary>Registers what the API, its access check and the webhook need besides the ledger. Settings that cannot be used end the start here.</summary>
    /// <exception cref="InvalidOperationException">A setting cannot be used; the message names it and the fix.</exception>
    public static IServiceCollection AddTradingBotApi(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddDataProtection().SetApplicationName("TradingBot");
        services.AddSingleton(AuthOptions.From(configuration));
        services.AddSingleton<AdminPassword>();
        services.AddSingleton<SessionCookie>();
        services.AddSingleton<LoginLimiter>();
        services.AddSingleton<CallerReader>();
        services.AddSingleton<SignIn>();
        services.AddSingleton(WebhookOptions.From(configuration));
        services.AddSingleton<AlertLimits>();
        services.AddSingleton<AlertPlaces>();
        services.AddSingleton<AlertReceiver>();
        services.AddSingleton<SignalStart>();
        services.AddSingleton(Installation.From(configuration));
        services.AddSingleton<StrategyViews>();
        services.AddSingleton<HealthReport>();
        services.AddSingleton<IHealthProbe, DatabaseProbe>();
        services.AddSingleton<IHealthProbe, ExchangeProbe>();
        services.AddSingleton<IHealthProbe, AccountProbe>();
        services.AddSingleton<IHealthProbe, HaltProbe>();
        services.AddSingleton<IHealthProbe, WebhookProbe>();
        // Without a vault the key stands in the settings, and there is nothing to look at.
        if (!string.IsNullOrWhiteSpace(configuration["KeyVault:Uri"]))
            services.AddSingleton<IHealthProbe, ExchangeKeyProbe>();
        return services;
    }
}
