using Microsoft.Extensions.DependencyInjection;

namespace TradingBot.Functions.Trading;

public static class TradingRegistration
{
    /// <summary>Registers the desks that walk a signal to its settled trade.</summary>
    public static IServiceCollection AddTrading(this IServiceCollection services)
    {
        services.AddOptions<TradingOptions>().BindConfiguration(TradingOptions.Section)
            .Validate(static options => options.ProtectWithinSeconds is >= 1 and <= 9, "Trading:ProtectWithinSeconds must be from 1 to 9.")
            .Validate(static options => options.FollowSeconds is >= 1 and <= 60, "Trading:FollowSeconds must be from 1 to 60.")
            .Validate(static options => options.LookUpSeconds is >= 3 and <= 120, "Trading:LookUpSeconds must be from 3 to 120.")
            .ValidateOnStart();
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
