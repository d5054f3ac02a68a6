using Microsoft.Extensions.DependencyInjection;
using TradingBot.Trading.Accounts;
using TradingBot.Trading.Entries;
using TradingBot.Trading.Exchange;
using TradingBot.Trading.Positions;
using TradingBot.Trading.Reconciliation;
using TradingBot.Trading.Settlement;

namespace TradingBot.Trading;

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
            .AddSingleton<SignalDecider>()
            .AddSingleton<EntryDecider>()
            .AddSingleton<EntryPlacement>()
            .AddSingleton<FillSynchronizer>()
            .AddSingleton<FuturesPositions>()
            .AddSingleton<SpotPositions>()
            .AddSingleton<StopLossGuard>()
            .AddSingleton<ExitExecutor>()
            .AddSingleton<TradeMonitor>()
            .AddSingleton<TradeSettlement>()
            .AddSingleton<AccountRefresh>()
            .AddSingleton<AccountReconciliation>();
    }
}
