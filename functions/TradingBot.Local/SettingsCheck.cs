using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TradingBot.Bybit;
using TradingBot.Bybit.Settings;
using TradingBot.Core.Settings;
using TradingBot.Functions;
using TradingBot.Functions.Access;
using TradingBot.Functions.Settings;
using TradingBot.Infrastructure.Email;
using TradingBot.Infrastructure.KeyVault;
using TradingBot.Infrastructure.Postgres.Connections;
using TradingBot.LocalRuntime;
using TradingBot.PaperExchange;
using TradingBot.PaperExchange.Settings;
using TradingBot.Trading;

namespace TradingBot.Local;

/// <summary>
/// Reads every setting as the program itself will read it, before a folder, a database or a secret is made. The schedules and the addresses
/// to listen on are the host's, which reads them before it makes anything.
/// </summary>
internal static class SettingsCheck
{
    /// <summary>Every setting there is; those for Azure too, so that one file can serve both programs.</summary>
    public static IReadOnlyList<SettingsSection> Sections { get; } =
    [
        .. StartCheck.Sections,
        new(PostgresOptions.Section, typeof(PostgresOptions)),
        new(BybitOptions.Section, typeof(BybitOptions)),
        new(KeyVaultOptions.Section, typeof(KeyVaultOptions)),
        new(EmailOptions.Section, typeof(EmailOptions)),
        new(PaperExchangeOptions.Section, typeof(PaperExchangeOptions)),
    ];

    /// <exception cref="StartupException">Settings cannot be used; the message names all of them and the fixes.</exception>
    public static void Run(IConfiguration configuration)
    {
        PaperExchangeOptions? paper = null;
        var faults = StartCheck.FaultsOf(
            configuration,
            Sections,
            _ => RefuseVault(configuration),
            _ => RefuseAzuresSignIn(configuration),
            services => services.AddTradingBotApi(configuration),
            services => services.AddTrading(),
            services => services.AddEmail(configuration),
            _ => PostgresOptions.From(configuration),
            services => services.AddBybit(configuration),
            services =>
            {
                paper = ExchangeSelection.OwnPaper(configuration);
                if (paper is not null)
                    services.AddOptions<BybitOptions>().Configure(bybit => bybit.BaseUrl = $"http://127.0.0.1:{paper.Port}");
            });
        if (faults.Count > 0)
            throw new StartupException($"The settings are not valid: {string.Join(' ', faults)}");
        if (paper is not null)
            EnsureStartable(paper, configuration);
    }

    private static void RefuseVault(IConfiguration configuration)
    {
        const string vault = $"{KeyVaultOptions.Section}:{nameof(KeyVaultOptions.Uri)}";
        if (!string.IsNullOrWhiteSpace(configuration[vault]))
            throw new InvalidOperationException(
                $"{vault} belongs to the program for Azure: leave it empty here and give Bybit:ApiKey and Bybit:ApiSecret.");
    }

    // Azure's sign-in tells who is calling in a header, which anybody could write who reaches this program's own port.
    private static void RefuseAzuresSignIn(IConfiguration configuration)
    {
        const string mode = $"{AuthOptions.Section}:{nameof(AuthOptions.Mode)}";
        if (Enum.TryParse<AuthMode>(configuration[mode], ignoreCase: true, out var given) && given == AuthMode.StaticWebApps)
            throw new InvalidOperationException(
                $"{mode} StaticWebApps belongs to the program for Azure, which nothing but the dashboard there can call: leave it empty "
                    + "here, or give Local.");
    }

    private static void EnsureStartable(PaperExchangeOptions paper, IConfiguration configuration)
    {
        var address = configuration["urls"] ?? "";
        if (paper.Port > 0 && address.Split(';', StringSplitOptions.TrimEntries)
            .Any(url => url.TrimEnd('/').EndsWith($":{paper.Port}", StringComparison.Ordinal)))
            throw new StartupException(
                $"PaperExchange:Port and ASPNETCORE_URLS both name port {paper.Port}: give the paper exchange another one.");
        if (paper.DataFolder is { } folder)
            WritableFolder.Ensure(Path.GetFullPath(folder), "PaperExchange:DataFolder");
        if (paper is { Prices: PriceSourceKind.Replay, ReplayPath: { } bars })
            Console.WriteLine($"Reading the prices to replay from {bars} ...");
        try
        {
            PaperExchangeHost.EnsureStartable(paper);
        }
        catch (PaperExchangeStartException refused)
        {
            throw new StartupException(refused.Message, refused);
        }
    }
}
