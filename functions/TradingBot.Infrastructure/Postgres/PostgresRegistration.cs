using Microsoft.Extensions.DependencyInjection;
using TradingBot.Core.Accounts;
using TradingBot.Core.Notifications;
using TradingBot.Core.Operations;
using TradingBot.Core.Risk;
using TradingBot.Core.Signals;
using TradingBot.Core.Strategies;
using TradingBot.Core.Trades;
using TradingBot.Infrastructure.Postgres.Accounts;
using TradingBot.Infrastructure.Postgres.Notifications;
using TradingBot.Infrastructure.Postgres.Operations;
using TradingBot.Infrastructure.Postgres.Risk;
using TradingBot.Infrastructure.Postgres.Signals;
using TradingBot.Infrastructure.Postgres.Strategies;
using TradingBot.Infrastructure.Postgres.Trades;

namespace TradingBot.Infrastructure.Postgres;

public static class PostgresRegistration
{
    /// <summary>
    /// Registers the ledger's stores. The one data source of the process is registered by whoever knows where the database is.
    /// </summary>
    public static IServiceCollection AddPostgresLedger(this IServiceCollection services) => services
        .AddSingleton<IStrategyStore, PostgresStrategyStore>()
        .AddSingleton<ISignalJournal, PostgresSignalJournal>()
        .AddSingleton<ITradeLedger, PostgresTradeLedger>()
        .AddSingleton<IEntryAdmission, PostgresEntryAdmission>()
        .AddSingleton<IAccountJournal, PostgresAccountJournal>()
        .AddSingleton<IHaltSwitch, PostgresHaltSwitch>()
        .AddSingleton<IRiskLimitsStore, PostgresRiskLimitsStore>()
        .AddSingleton<INotificationStore, PostgresNotificationStore>()
        .AddSingleton<IDiscrepancyStore, PostgresDiscrepancyStore>()
        .AddSingleton<IAuditLog, PostgresAuditLog>()
        .AddSingleton<INotificationOutbox, PostgresNotificationOutbox>()
        .AddSingleton<IExchangeConditionStore, PostgresExchangeConditionStore>()
        .AddSingleton<ISettingsStore, PostgresSettingsStore>();
}
