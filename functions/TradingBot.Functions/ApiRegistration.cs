using TradingBot.Functions.Retention;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TradingBot.Core.Exchange;
using TradingBot.Functions.Access;
using TradingBot.Functions.Api.Operations;
using TradingBot.Functions.Api.Strategies;
using TradingBot.Functions.Webhooks;
using TradingBot.Trading.Alerts;
using TradingBot.Trading.Operations;

namespace TradingBot.Functions;

public static class ApiRegistration
{
    /// <summary>Registers what the API, its access check and the webhook need besides the ledger.</summary>
    public static IServiceCollection AddTradingBotApi(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddDataProtection().SetApplicationName("TradingBot");
        services.AddSettings<AuthOptions>(AuthOptions.Section);
        services.AddSingleton<AdminPassword>();
        services.AddSingleton<SessionCookie>();
        services.AddSingleton<LoginLimiter>();
        services.AddSingleton<CallerReader>();
        services.AddSingleton<SignIn>();
        services.AddSettings<WebhookOptions>(WebhookOptions.Section);
        services.AddSettings<RetentionOptions>(RetentionOptions.Section);
        services.AddSingleton<OldRuns>();
        services.AddSingleton<AlertLimits>();
        services.AddSingleton<AlertPlaces>();
        services.AddSingleton<OpenMarkets>();
        services.AddSingleton<AlertReceiver>();
        services.AddSingleton<SignalStart>();
        services.AddSingleton(static provider => new Installation(
            provider.GetService<TradedExchange>() ?? TradedExchange.Paper,
            provider.GetRequiredService<WebhookOptions>().PublicUrl?.TrimEnd('/')));
        services.AddSingleton<StrategyViews>();
        services.AddSingleton<HealthReport>();
        services.AddSingleton<IHealthProbe, DatabaseProbe>();
        services.AddSingleton<IHealthProbe, ExchangeProbe>();
        services.AddSingleton<IHealthProbe, AccountProbe>();
        services.AddSingleton<IHealthProbe, TradesProbe>();
        services.AddSingleton<IHealthProbe, HaltProbe>();
        services.AddSingleton<IHealthProbe, WebhookProbe>();
        // Without a vault the key stands in the settings, and there is nothing to look at.
        if (!string.IsNullOrWhiteSpace(configuration["KeyVault:Uri"]))
            services.AddSingleton<IHealthProbe, ExchangeKeyProbe>();
        return services;
    }
}
