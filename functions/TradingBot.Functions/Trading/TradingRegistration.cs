using Microsoft.Extensions.DependencyInjection;

namespace TradingBot.Functions.Trading;

public static class TradingRegistration
{
    /// <summary>Registers the desks that walk a signal to its settled trade.</summary>
    public static IServiceCollection AddTrading(this IServiceCollection services)
    {
        services.AddOptions<TradingOptions>().BindConfiguration(TradingOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        return services
            .AddSingleton<SignalDesk>()
            .AddSingleton<EntryDesk>()
            .AddSingleton<EntryPlacer>()
            .AddSingleton<FillSync>()
            .AddSingleton<DerivativesDesk>()
            .AddSingleton<SpotDesk>()
            .AddSingleton<ProtectionDesk>()
            .AddSingleton<ExitDesk>()
            .AddSingleton<TradeFollower>()
            .AddSingleton<Settlement>()
            .AddSingleton<AccountWatch>()
            .AddSingleton<Reconciliation>();
    }
}
