using Microsoft.Extensions.Configuration;
using TradingBot.Bybit;
using TradingBot.Bybit.Settings;
using TradingBot.Core.Settings;
using TradingBot.Functions;
using TradingBot.Functions.Settings;
using TradingBot.Infrastructure.Email;
using TradingBot.Infrastructure.KeyVault;
using TradingBot.Infrastructure.Postgres.Connections;
using TradingBot.Trading;

namespace TradingBot.Azure;

/// <summary>Reads every setting as the program itself will read it, before it reaches for anything.</summary>
internal static class SettingsCheck
{
    private static readonly SettingsSection[] Sections =
    [
        .. StartCheck.Sections,
        new(PostgresOptions.Section, typeof(PostgresOptions)),
        new(BybitOptions.Section, typeof(BybitOptions)),
        new(KeyVaultOptions.Section, typeof(KeyVaultOptions)),
        new(EmailOptions.Section, typeof(EmailOptions)),
    ];

    /// <summary>Every fault in one sentence each; none when the program can start.</summary>
    public static IReadOnlyList<string> FaultsOf(IConfiguration configuration) => StartCheck.FaultsOf(
        configuration,
        Sections,
        _ => RequireDatabase(configuration),
        services => services.AddTradingBotApi(configuration),
        services => services.AddTrading(),
        services => services.AddEmail(configuration),
        services => services.AddKeyVaultExchangeKeys(configuration),
        services => services.AddBybit(configuration));

    private static void RequireDatabase(IConfiguration configuration)
    {
        if (string.IsNullOrWhiteSpace(PostgresOptions.From(configuration).ConnectionString))
            throw new InvalidOperationException(
                "Postgres:ConnectionString is missing: set the connection string of the PostgreSQL server.");
    }
}
