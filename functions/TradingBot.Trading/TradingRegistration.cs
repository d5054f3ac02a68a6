using Microsoft.Extensions.DependencyInjection;
using TradingBot.Trading.Accounts;
using TradingBot.Trading.Alerts;
using TradingBot.Trading.Entries;
using TradingBot.Trading.Exchange;
using TradingBot.Trading.Operations;
using TradingBot.Trading.Positions;
using TradingBot.Trading.Reconciliation;
using TradingBot.Trading.Settlement;

namespace TradingBot.Trading;

public static class TradingRegistration
{
    /// <summary>Registers what takes a signal to its settled trade, and what looks after account and ledger meanwhile.</summary>
    public static IServiceCollection AddTrading(this IServiceCollection services)
    {
        services.AddSettings<TradingOptions>(TradingOptions.Section);
        return services
            .AddSingleton<SignalDecider>()
            .AddSingleton<SignalEnding>()
            .AddSingleton<EntryFactsReader>()
            .AddSingleton<OptionSelection>()
            .AddSingleton<EntryDecider>()
            .AddSingleton<AdditionDecider>()
            .AddSingleton<AdditionPlacement>()
            .AddSingleton<ExitDecider>()
            .AddSingleton<EntryReview>()
            .AddSingleton<EntryPlacement>()
            .AddSingleton<FillSynchronizer>()
            .AddSingleton<UnansweredOrder>()
            .AddSingleton<ForeignSales>()
            .AddSingleton<TargetOrders>()
            .AddSingleton<SpotTargets>()
            .AddSingleton<WholeTarget>()
            .AddSingleton<MovingStop>()
            .AddSingleton<StopByHand>()
            .AddSingleton<TargetsByHand>()
            .AddSingleton<FuturesPositions>()
            .AddSingleton<RecentWallet>()
            .AddSingleton<SpotPositions>()
            .AddSingleton<OptionPositions>()
            .AddSingleton<PositionKeepings>()
            .AddSingleton<OptionDelivery>()
            .AddSingleton<OptionWatch>()
            .AddSingleton<StopLossGuard>()
            .AddSingleton<ExitExecutor>()
            .AddSingleton<PartialExits>()
            .AddSingleton<PartialExitRequest>()
            .AddSingleton<WaitingEntry>()
            .AddSingleton<VanishedEntry>()
            .AddSingleton<TradeMonitor>()
            .AddSingleton<TradeSettlement>()
            .AddSingleton<AccountRefresh>()
            .AddSingleton<ExchangeWatch>()
            .AddHostedService<ExchangePauseService>()
            .AddSingleton<SpotHoldings>()
            .AddSingleton<AccountReconciliation>()
            .AddSingleton<LateFunding>()
            .AddSingleton<AlertWatch>()
            .AddSingleton<CrashSweep>();
    }
}
