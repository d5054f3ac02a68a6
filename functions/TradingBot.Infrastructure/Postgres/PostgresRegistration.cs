using Microsoft.Extensions.DependencyInjection;
using TradingBot.Core.Ports;

namespace TradingBot.Infrastructure.Postgres;

public static class PostgresRegistration
{
    /// <summary>Registers the ledger's stores. The one data source of the process is registered by whoever knows where the database is.</summary>
    public static IServiceCollection AddPostgresLedger(this IServiceCollection services) => services
        .AddSingleton<IStrategyStore, PostgresStrategyStore>()
        .AddSingleton<ISignalJournal, PostgresSignalJournal>()
        .AddSingleton<ITradeLedger, PostgresTradeLedger>()
        .AddSingleton<IAccountJournal, PostgresAccountJournal>()
        .AddSingleton<IHaltSwitch, PostgresHaltSwitch>()
        .AddSingleton<IRiskLimitsStore, PostgresRiskLimitsStore>()
        .AddSingleton<INoticeBoard, PostgresNoticeBoard>()
        .AddSingleton<INotificationOutbox, PostgresNotificationOutbox>()
        .AddSingleton<ISettingsStore, PostgresSettingsStore>();
}
